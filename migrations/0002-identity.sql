create table organisation (
  id uuid primary key,
  kind text not null check (kind in ('operator', 'authority', 'subscriber', 'platform')),
  name_ja text not null,
  name_en text not null,
  clearance text not null default 'clear' check (clearance in ('clear', 'green', 'amber', 'amber+strict'))
);

create table person (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  name_ja text not null,
  name_en text not null,
  roles text[] not null,
  -- What others see of an officer instead of a name.
  pseudonym text not null,
  active boolean not null default true
);
create index person_by_organisation on person (organisation_id);

-- Public halves and the wrapped private half of a person's own keys; the server cannot unwrap it.
create table person_key (
  id uuid primary key,
  person_id uuid not null references person (id),
  recipient text not null,
  signing_key text not null,
  wrapped text not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create unique index person_key_in_use on person_key (person_id) where revoked_at is null;

-- A key that an organisation's members share: authority team keys, operator keys, the key of the log service.
create table organisation_key (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  epoch integer not null,
  recipient text not null,
  created_at timestamptz not null,
  unique (organisation_id, epoch)
);

create table organisation_key_copy (
  key_id uuid not null references organisation_key (id),
  person_key_id uuid not null references person_key (id),
  wrapped text not null,
  primary key (key_id, person_key_id)
);

create table session (
  hash bytea primary key,
  person_id uuid not null references person (id),
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table api_token (
  hash bytea primary key,
  id uuid not null unique,
  person_id uuid not null references person (id),
  label text not null,
  -- Null: everything that the person's roles allow.
  scopes text[],
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
