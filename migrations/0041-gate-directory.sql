-- What the gate accepted of the signed directory under one root, so that it accepts nothing older. The gate alone writes it.
create table gate_directory (
  -- SHA-256 of the root, hexadecimal.
  root text primary key,
  seen jsonb not null
);
