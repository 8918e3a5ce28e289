-- A one-time link by which a person comes into an organisation. Only the hash of its code is kept.
create table invitation (
  id uuid primary key,
  code_hash bytea not null unique,
  organisation_id uuid not null references organisation (id),
  name_ja text not null,
  name_en text not null,
  roles text[] not null,
  -- Null for the first administrator, who is invited on the machine itself.
  invited_by uuid references person (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz
);

-- Somebody who accepted an invitation. Until joined_at the person holds no role and no key of the organisation.
create table newcomer (
  person_id uuid primary key references person (id),
  organisation_id uuid not null references organisation (id),
  roles text[] not null,
  requested_at timestamptz not null,
  joined_at timestamptz,
  refused_at timestamptz
);
create index newcomer_waiting on newcomer (organisation_id) where joined_at is null and refused_at is null;

-- A member's signed word that the keys with this fingerprint are those of this person.
create table member_approval (
  person_id uuid not null references person (id),
  approver_id uuid not null references person (id),
  fingerprint text not null,
  -- JSON, as it was signed.
  approval jsonb not null,
  approved_at timestamptz not null,
  primary key (person_id, approver_id, fingerprint)
);

-- What became of the members and keys of an authority.
create table member_change (
  id bigint generated always as identity primary key,
  organisation_id uuid not null references organisation (id),
  person_id uuid not null references person (id),
  change text not null check (change in ('join', 'leave', 'rotation', 'refusal')),
  epoch integer not null,
  changed_by uuid references person (id),
  changed_at timestamptz not null
);
create index member_change_by_organisation on member_change (organisation_id, id desc);
