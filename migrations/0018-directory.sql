-- Every version of the directory of keys, as the offline root signed it.
create table directory_version (
  version integer primary key,
  -- A signed note.
  signed text not null,
  digest text not null,
  published_at timestamptz not null
);

-- The statement by which an administrator brought in an authority's key between two versions of the directory.
create table epoch_statement (
  key_id uuid primary key references organisation_key (id) deferrable initially deferred,
  organisation_id uuid not null references organisation (id),
  epoch integer not null,
  -- Canonical JSON, as it was signed.
  statement text not null,
  unique (organisation_id, epoch)
);
