-- Who wants which warnings, where. It belongs to an organisation and counts while somebody of it may read warnings.
create table subscription (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  -- Whose own it is: it ends with that person's membership. Null: the whole organisation's.
  person_id uuid references person (id),
  name text not null,
  channel text not null check (channel in ('webhook', 'mail')),
  form text not null check (form in ('text', 'json', 'slack', 'teams')),
  language text not null check (language in ('ja', 'en')),
  -- Address and signing secrets, locked up under a key outside the database: an address of a chat service is a secret by itself.
  sealed bytea not null,
  -- Host of a webhook; null for mail.
  host text,
  -- An empty list asks nothing; what is asked in several lists must all hold.
  kinds text[] not null,
  sector_groups text[] not null,
  techniques text[] not null,
  products text[] not null,
  product_keys text[] not null,
  own_products boolean not null,
  confirmed_only boolean not null,
  -- The most protected level that it takes.
  tlp text not null check (tlp in ('clear', 'green', 'amber', 'amber+strict')),
  cadence text not null check (cadence in ('at-once', 'hourly', 'daily')),
  -- Minutes after midnight of a daily digest, and where it is midnight.
  digest_minute integer not null check (digest_minute between 0 and 1439),
  zone text not null,
  -- 'unconfirmed': nobody has shown yet that the address is its own.
  state text not null check (state in ('unconfirmed', 'active', 'paused')),
  -- Whether releasers may see by name that it was reached.
  is_shown boolean not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index subscription_by_organisation on subscription (organisation_id, created_at, id);

-- What an organisation says that it uses; read by nobody else.
create table organisation_product (
  organisation_id uuid not null references organisation (id),
  product_key text not null,
  name text not null,
  primary key (organisation_id, product_key)
);

-- Hosts of webhooks that were confirmed for one organisation, beside those of the installation.
create table webhook_host (
  organisation_id uuid not null references organisation (id),
  host text not null,
  confirmed_by uuid references person (id),
  confirmed_at timestamptz not null,
  primary key (organisation_id, host)
);

alter table delivery
  -- What is not to be hurried: the host of a webhook.
  add column lane text,
  -- The digest that carries it.
  add column bundled_into uuid references delivery (id) on delete set null;
alter table delivery drop constraint delivery_state_check;
alter table delivery add constraint delivery_state_check check (state in ('waiting', 'sent', 'dropped', 'given-up', 'bundled'));
drop index delivery_waiting;
create index delivery_due on delivery (channel, next_attempt_at) where state = 'waiting';
create index delivery_by_recipient on delivery (recipient, send_at desc, id);
create index delivery_by_subject on delivery (subject_id) where occasion = 'warning';
create index delivery_by_bundle on delivery (bundled_into) where bundled_into is not null;
create index delivery_settled on delivery (settled_at) where settled_at is not null;

-- What became of each attempt, for the recipient to read.
create table delivery_attempt (
  delivery_id uuid not null references delivery (id) on delete cascade,
  attempt integer not null,
  ended_at timestamptz not null,
  outcome text not null check (outcome in ('sent', 'dropped', 'failed', 'given-up')),
  code text,
  primary key (delivery_id, attempt)
);

-- A recipient that fails now; the row goes with the first success.
create table delivery_circuit (
  recipient bytea not null,
  channel text not null,
  failures integer not null,
  failing_since timestamptz not null,
  retry_at timestamptz not null,
  -- Since when nothing is tried any more until the recipient asks for it.
  parked_at timestamptz,
  failure text not null,
  primary key (recipient, channel)
);
