-- Programs and lists of files that are served: the log holds the hash of each, so that nobody can be given other ones unnoticed.
create table served_file (
  name text not null,
  digest bytea not null,
  -- Of the entry that tells of it.
  commitment bytea not null,
  registered_at timestamptz not null,
  primary key (name, digest)
);

-- Whoever has a commitment asks where its leaf lies.
create index log_entry_by_commitment on log_entry (commitment);
