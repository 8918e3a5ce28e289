-- What one law asks of one party for one incident; its stages hang on it. Where a stage stands is derived from instants and never stored.
alter table obligation rename to obligation_stage;
alter table obligation_stage rename constraint obligation_pkey to obligation_stage_pkey;
alter table obligation_stage drop constraint obligation_incident_id_fkey;

create table obligation (
  incident_id uuid not null references incident (id),
  law text not null,
  -- 'operator', or the id of the authority that the law binds.
  party text not null,
  rulebook text not null,
  rulebook_version text not null,
  verdict text not null check (verdict in ('due', 'may-be-due')),
  ended_at timestamptz,
  ended_as text check (ended_as in ('not-applicable', 'withdrawn')),
  primary key (incident_id, law, party),
  check ((ended_at is null) = (ended_as is null))
);
insert into obligation (incident_id, law, party, rulebook, rulebook_version, verdict, ended_at, ended_as)
  select incident.id, law, 'operator', 'jp', max(owed.rulebook_version), 'due',
    case when incident.stage = 'withdrawal' then latest_report_at end, case when incident.stage = 'withdrawal' then 'withdrawn' end
  from obligation_stage owed join incident on incident.id = owed.incident_id
  group by incident.id, law;

alter table obligation_stage
  add column party text not null default 'operator',
  add column round integer not null default 1,
  add column ends_at timestamptz,
  add column last_sent_at timestamptz,
  add column met_by text check (met_by in ('report', 'statement', 'act')),
  add column superseded_at timestamptz,
  -- Event, limit and clause in the words of the law, so that the count can be shown as it was; null for stages older than this column.
  add column clock jsonb;
update obligation_stage set ends_at = due_at, last_sent_at = met_at, met_by = case when met_at is not null then 'report' end;
alter table obligation_stage
  alter column party drop default,
  alter column round drop default,
  drop column explanation,
  drop column rulebook_version,
  drop constraint obligation_stage_pkey,
  add primary key (incident_id, law, party, stage, round),
  add foreign key (incident_id, law, party) references obligation (incident_id, law, party);
-- What is owed next, over all incidents.
create index obligation_stage_open on obligation_stage (due_at) where met_at is null and superseded_at is null;

-- An extension or suspension that an authority granted; rows are only added.
create table obligation_adjustment (
  id uuid primary key,
  incident_id uuid not null,
  law text not null,
  party text not null,
  stage text not null,
  kind text not null check (kind in ('extension', 'suspension')),
  from_at timestamptz,
  until_at timestamptz not null,
  reason text not null,
  authority_id uuid not null references organisation (id),
  person_id uuid not null references person (id),
  granted_at timestamptz not null,
  foreign key (incident_id, law, party) references obligation (incident_id, law, party)
);
create index obligation_adjustment_by_incident on obligation_adjustment (incident_id);

-- The earliest instant that was ever reported of each clock event, by fact: a later report gains no time.
alter table incident add column clock_instants jsonb not null default '{}';
