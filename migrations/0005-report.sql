-- The case. Its owner is a tag that only a key outside the database links to an organisation.
create table incident (
  id uuid primary key,
  owner_tag bytea not null,
  kind text not null,
  stage text not null,
  revision integer not null,
  opened_at timestamptz not null,
  latest_report_at timestamptz not null,
  next_due_at timestamptz,
  summary jsonb not null
);
create index incident_by_owner on incident (owner_tag, opened_at desc, id);

create table incident_recipient (
  incident_id uuid not null references incident (id),
  authority_id uuid not null references organisation (id),
  primary key (authority_id, incident_id)
);

-- One immutable submission. The filing is kept byte for byte, as its filer signed it.
create table report (
  id uuid primary key,
  -- Checked at commit: a first report is added before its incident, which exists only if the report was new.
  incident_id uuid not null references incident (id) deferrable initially deferred,
  owner_tag bytea not null,
  stage text not null,
  revision integer not null,
  previous_report_id uuid,
  idempotency_key text not null,
  digest bytea not null,
  filed_at timestamptz not null,
  rulebook_version text not null,
  filing text storage external not null,
  -- Null until the release gate has taken the shareable part.
  gate_taken_at timestamptz,
  unique (owner_tag, idempotency_key),
  unique (incident_id, revision)
);
create index report_for_gate on report (filed_at) where gate_taken_at is null;

create table obligation (
  incident_id uuid not null references incident (id),
  law text not null,
  stage text not null,
  rulebook_version text not null,
  starts_at timestamptz,
  due_at timestamptz,
  met_at timestamptz,
  explanation jsonb not null,
  primary key (incident_id, law, stage)
);

-- One officer's first read of a sealed part; the log service writes it before it releases its half of the key.
create table opening (
  id uuid primary key,
  report_id uuid not null references report (id),
  incident_id uuid not null references incident (id),
  authority_id uuid not null references organisation (id),
  person_id uuid not null references person (id),
  purpose text not null,
  nonce text not null unique,
  opened_at timestamptz not null
);
create index opening_by_incident on opening (incident_id, opened_at);
