-- To what an operator agreed beforehand: by its tag, not by its name. What the administrator signed is locked up, since its key would name the operator.
create table release_agreement (
  id uuid primary key,
  owner_tag bytea not null,
  sealed_agreement bytea not null,
  agreed_at timestamptz not null,
  until timestamptz not null check (until > agreed_at),
  revoked_at timestamptz
);
create unique index release_agreement_current on release_agreement (owner_tag) where revoked_at is null;
