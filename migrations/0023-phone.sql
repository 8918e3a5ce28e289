-- Telephone numbers: of authorities, where reports are taken at any hour, and of operators, on which they are called back. The registry sets them, never
-- whoever calls.
create table organisation_phone (
  organisation_id uuid not null references organisation (id),
  -- Order in which the numbers are tried, from 1.
  place smallint not null,
  number text not null,
  primary key (organisation_id, place)
);
