-- One row: what this database is for. A demonstration and a real installation never share one.
create table installation (
  only_row boolean primary key default true check (only_row),
  demo boolean not null,
  created_at timestamptz not null default now()
);
