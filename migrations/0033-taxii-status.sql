-- What became of the objects that somebody wrote into the TAXII collection of sightings, as numbers: neither who it was, nor which objects, nor when but for the
-- day until which it can be asked for.
create table taxii_status (
  id uuid primary key,
  taken integer not null,
  refused integer not null,
  kept_until date not null
);
create index taxii_status_by_day on taxii_status (kept_until);
