-- The transparency log. One entry tells of one act and is written in the transaction of that act; the tree holds its commitment alone.
create table log_entry (
  -- The order in which entries come into the tree; those of one case are written one after the other.
  id bigint generated always as identity primary key,
  commitment bytea not null,
  -- Salt and entry open the commitment; they go to those entitled.
  salt bytea not null,
  -- Canonical JSON, as it was hashed.
  entry text not null,
  -- The report that the entry tells of; there is no such entry without its report.
  report_id uuid unique references report (id),
  case_id uuid,
  case_seq integer,
  -- Place in the tree; null until the sequencer has given one.
  tree_index bigint,
  unique (case_id, case_seq),
  check ((case_id is null) = (case_seq is null))
);
create unique index log_entry_by_place on log_entry (tree_index) where tree_index is not null;
create index log_entry_to_sequence on log_entry (id) where tree_index is null;

-- The tree as tiles of up to 256 hashes (C2SP tlog-tiles). The last one of a level grows; a hash in it never changes.
create table log_tile (
  level smallint not null,
  tile_index bigint not null,
  hashes bytea storage external not null,
  primary key (level, tile_index)
);

-- Who the log is and whom to believe about it, as its own process says.
create table log_identity (
  only_row boolean primary key default true check (only_row),
  origin text not null,
  -- C2SP tlog-policy.
  policy text not null
);

-- The newest head of each kind: the one that the log signed, and the one that the quorum of witnesses has cosigned.
create table log_head (
  kind text primary key check (kind in ('signed', 'witnessed')),
  size bigint not null,
  root bytea not null,
  -- The signed note as it is served.
  checkpoint text not null,
  signed_at timestamptz not null
);
