-- What the release gate signed of each published version: the text that every recipient can verify, and its entry in the log.
create table gate_signature (
  version_id uuid primary key references warning (version_id),
  key_id uuid not null references gate_key (key_id),
  ed25519 text not null,
  ml_dsa44 text not null,
  -- Kept as it was signed: a later form of the content must not make it invalid.
  statement text not null,
  -- Of the log's entry that names it.
  commitment bytea not null
);
