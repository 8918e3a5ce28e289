-- When a stage is to be looked at for reminders again. Moments before `target_known_at` were past when the instant they go by came into being;
-- moments up to `reminded_through` are settled. Both follow the database's clock, as everything about reminders does.
alter table obligation_stage
  add column target_known_at timestamptz not null default clock_timestamp(),
  add column reminded_through timestamptz,
  add column next_reminder_at timestamptz not null default '-infinity';
create index obligation_stage_to_remind on obligation_stage (next_reminder_at) where next_reminder_at < 'infinity';

-- The plan by which `next_reminder_at` was reckoned.
create table reminder_plan (
  only_row boolean primary key default true check (only_row),
  digest text not null
);

-- One row for each moment, stage and audience, made when the moment has come.
create table reminder (
  id uuid primary key,
  incident_id uuid not null,
  law text not null,
  party text not null,
  stage text not null,
  round integer not null,
  -- The instant of which it reminds: where that moves, the stage has other reminders.
  target_at timestamptz not null,
  -- Distance from `target_at`, ISO 8601; before it with a minus.
  moment text not null,
  -- 'operator', or the id of the authority that is reminded.
  audience text not null,
  fell_at timestamptz not null,
  foreign key (incident_id, law, party, stage, round) references obligation_stage (incident_id, law, party, stage, round),
  unique (incident_id, law, party, stage, round, target_at, moment, audience)
);

-- One message on one channel to one recipient. Recipients are keyed hashes, since a row leads to its incident: a copy of the database alone
-- does not say whose incident it is.
create table delivery (
  id uuid primary key,
  -- What the message is about: a kind, and the id of one of that kind.
  occasion text not null,
  subject_id uuid not null,
  channel text not null,
  recipient bytea not null,
  -- The same on every attempt.
  message_id text not null unique,
  send_at timestamptz not null,
  next_attempt_at timestamptz not null,
  attempts integer not null default 0,
  -- The claim under which a process sends it now, and how often that process has said that it still does.
  lease uuid,
  lease_beat integer not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dropped', 'given-up')),
  settled_at timestamptz,
  -- Code of the last failure.
  failure text,
  check ((state = 'waiting') = (settled_at is null)),
  check (state = 'waiting' or lease is null),
  unique (occasion, subject_id, channel, recipient)
);
create index delivery_waiting on delivery (next_attempt_at) where state = 'waiting';
create index delivery_leased on delivery (lease) where lease is not null;

-- What an organisation reads inside Noroshi. No row names a person or an organisation, for the reason given above.
create table notice (
  id uuid primary key,
  recipient bytea not null,
  body jsonb not null,
  path text not null,
  created_at timestamptz not null,
  read_at timestamptz
);
create index notice_by_recipient on notice (recipient, created_at desc, id);

create table organisation_contact (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  address text not null,
  language text not null check (language in ('ja', 'en')),
  unique (organisation_id, address)
);
