-- A wish of an officer to open a report without its operator being told before a set instant, as in a lawful investigation, and the consent of an
-- administrator of the authority; both signed.
create table sealed_opening (
  id uuid primary key,
  report_id uuid not null references report (id),
  authority_id uuid not null references organisation (id),
  person_id uuid not null references person (id),
  purpose text not null,
  reveal_at timestamptz not null,
  requested_at timestamptz not null,
  signature text not null,
  approver_id uuid references person (id),
  approved_at timestamptz,
  approval_signature text,
  check ((approver_id is null) = (approved_at is null)),
  check ((approver_id is null) = (approval_signature is null))
);
create index sealed_opening_by_authority on sealed_opening (authority_id, requested_at desc);

alter table opening
  -- The instant from which the operator is told; null where it was told at once.
  add reveal_at timestamptz,
  -- A consent is used once.
  add sealed_opening_id uuid unique references sealed_opening (id);

-- Openings that are out of the ordinary, for the administrators of the authority.
create table opening_alarm (
  id uuid primary key,
  opening_id uuid not null references opening (id),
  kind text not null check (kind in ('night', 'many-cases', 'above-habit')),
  raised_at timestamptz not null,
  seen_at timestamptz,
  unique (opening_id, kind)
);

-- More openings than usual for one officer, until an instant, as an administrator of the authority allowed.
create table opening_allowance (
  person_id uuid primary key references person (id),
  per_hour integer not null,
  per_day integer not null,
  until_at timestamptz not null,
  granted_by uuid not null references person (id),
  granted_at timestamptz not null
);
