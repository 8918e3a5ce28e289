-- The public halves of the release gate's keys, the newest epoch last: to it deny lists are sealed, and with it warnings are signed.
create table gate_key (
  key_id uuid primary key,
  epoch integer not null unique check (epoch > 0),
  recipient text not null,
  ed25519 text not null,
  ml_dsa44 text not null,
  published_at timestamptz not null
);
