-- What recipients get. A published row never changes; a revision is a new version.
create table warning (
  id uuid not null,
  version integer not null,
  state text not null check (state in ('approved', 'published')),
  tlp text not null check (tlp in ('clear', 'green', 'amber', 'amber+strict')),
  content jsonb not null,
  -- The release tick; null until then.
  published_at timestamptz,
  primary key (id, version),
  check ((state = 'published') = (published_at is not null))
);
create index warning_to_publish on warning (id, version) where state = 'approved';

-- The place of a warning in the order of publication, counted for each clearance by itself:
-- a gap in one count for all would tell a reader that something above its clearance was published.
create table warning_publication (
  clearance text not null,
  sequence bigint not null,
  warning_id uuid not null,
  warning_version integer not null,
  primary key (clearance, sequence),
  unique (clearance, warning_id, warning_version),
  foreign key (warning_id, warning_version) references warning (id, version)
);

-- STIX objects, rendered once, in the order in which they joined the collection of their TLP level.
create table warning_object (
  collection text not null,
  date_added timestamptz(6) not null,
  stix_id text not null,
  stix_version timestamptz(3) not null,
  type text not null,
  -- Null for what belongs to no single warning, such as a marking definition.
  warning_id uuid,
  warning_version integer,
  body bytea not null,
  primary key (collection, date_added),
  unique (collection, stix_id, stix_version)
);
create index warning_object_by_warning on warning_object (warning_id, warning_version);

-- What the release gate decided about the shareable part of one report. Nothing in here is ever published.
create table gate_item (
  report_id uuid primary key,
  verdict text not null check (verdict in ('release', 'hold', 'nothing')),
  -- A held item waits for an officer.
  state text not null check (state in ('waiting', 'done')),
  reasons jsonb not null,
  content jsonb,
  warning_id uuid,
  decided_at timestamptz not null
);
create index gate_item_waiting on gate_item (decided_at, report_id) where state = 'waiting';
