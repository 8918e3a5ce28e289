create table operator (
  organisation_id uuid primary key references organisation (id),
  corporate_number text not null unique check (corporate_number ~ '^[0-9]{13}$'),
  sectors text[] not null,
  designations text[] not null,
  -- Names, domains and ranges that must not get out in a warning.
  identifiers jsonb not null
);

create table authority (
  organisation_id uuid primary key references organisation (id),
  -- The code under which rulebooks name it as a recipient.
  code text not null unique,
  kind text not null,
  -- Sectors over which it has jurisdiction; a body without sectors receives by its kind.
  sectors text[] not null
);
