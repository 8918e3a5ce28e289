-- By what incidents may be linked: keyed hashes of values, under a key outside of the database. Rows of one incident go in by key, so that their order tells nothing.
create table incident_trait (
  incident_id uuid not null references incident (id),
  trait_key bytea not null check (length(trait_key) = 16),
  type text not null,
  -- False for values in wide legitimate use.
  weighs boolean not null,
  -- Keys of what follows from it: of a URL its host, of a host name its domain.
  implies bytea[] not null,
  -- The day in UTC of the first report, to tell a burst from what is there all year.
  opened_on date not null,
  primary key (incident_id, trait_key)
);
create index incident_trait_holders on incident_trait (trait_key, opened_on desc, incident_id);

-- Up to which report an incident has been read for its traits.
create table incident_reading (
  incident_id uuid primary key references incident (id),
  revision integer not null,
  opened_on date not null,
  -- How many values it could share with somebody: those that link and follow from no other one.
  value_count integer not null
);

-- What two incidents have in common, and how often chance alone brings as much.
create table incident_link (
  id uuid primary key,
  low_incident_id uuid not null references incident (id),
  high_incident_id uuid not null references incident (id),
  bits double precision not null,
  deducted double precision not null,
  chance double precision not null,
  -- Null once what they share is no longer enough; the row stays where somebody has decided about it.
  strength text check (strength in ('strong', 'possible')),
  -- The heaviest of what they share, with the bits of each; empty once one of the two is no attack.
  trait_keys bytea[] not null,
  trait_types text[] not null,
  trait_bits double precision[] not null,
  trait_common boolean[] not null,
  -- How many more they share.
  further integer not null,
  weighed_on date not null,
  changed_on date not null,
  unique (low_incident_id, high_incident_id),
  check (low_incident_id < high_incident_id)
);
create index incident_link_by_high on incident_link (high_incident_id);
create index incident_link_to_weigh on incident_link (weighed_on);

-- What officers decided about links; rows are added and never changed. The latest of an authority counts for it.
create table link_act (
  sequence bigint generated always as identity primary key,
  link_id uuid not null references incident_link (id),
  authority_id uuid not null references organisation (id),
  person_id uuid not null references person (id),
  act text not null check (act in ('confirm', 'cut')),
  reason text check (reason in ('coincidence', 'shared-service', 'wrong-data', 'other')),
  -- How heavy the link was then.
  bits double precision not null,
  acted_at timestamptz not null,
  check ((act = 'cut') = (reason is not null))
);
create index link_act_by_authority on link_act (authority_id, link_id, sequence desc);
create index link_act_by_link on link_act (link_id, sequence desc);

-- Incidents that an authority holds together by links that its officers confirmed; each authority has its own.
create table campaign (
  id uuid primary key,
  authority_id uuid not null references organisation (id),
  -- Which of the names it has.
  name_number integer not null,
  created_at timestamptz not null,
  -- The older campaign that it became a part of.
  merged_into uuid references campaign (id)
);
create index campaign_by_authority on campaign (authority_id) where merged_into is null;

create table campaign_member (
  campaign_id uuid not null references campaign (id),
  incident_id uuid not null references incident (id),
  primary key (campaign_id, incident_id)
);
create index campaign_member_by_incident on campaign_member (incident_id);
