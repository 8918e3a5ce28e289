-- A log can be closed and go on as the next one: a shard. What is placed in a tree says in which.
create table log_shard (
  number integer primary key,
  origin text not null unique,
  -- C2SP signed-note.
  verifier_key text not null,
  url text not null,
  opened_at timestamptz not null
);

-- The shard means nothing until the entry has a place.
alter table log_entry add column shard integer not null default 1;
drop index log_entry_by_place;
create unique index log_entry_by_place on log_entry (shard, tree_index) where tree_index is not null;

alter table log_tile add column shard integer not null default 1;
alter table log_tile drop constraint log_tile_pkey, add primary key (shard, level, tile_index);
alter table log_tile alter column shard drop default;

-- `offered`: the newest head that witnesses are asked to cosign; it grows by a fixed number of leaves, whatever is filed.
alter table log_head add column shard integer not null default 1;
alter table log_head drop constraint log_head_pkey, add primary key (shard, kind);
alter table log_head drop constraint log_head_kind_check, add check (kind in ('signed', 'offered', 'witnessed'));
alter table log_head alter column shard drop default;

-- What each witness of the policy answered last.
create table log_witness (
  name text primary key,
  verifier_key text not null,
  shard integer not null,
  -- The head that it cosigned last.
  size bigint not null,
  cosigned_at timestamptz,
  asked_at timestamptz not null,
  outcome text not null check (outcome in ('cosigned', 'away', 'refused', 'ahead', 'forked'))
);

-- How the log is, as its own process says; other processes and the public read it here.
create table log_condition (
  only_row boolean primary key default true check (only_row),
  leaves_per_minute integer not null,
  head_seconds integer not null,
  -- By how much the last public head grew more than the fixed number: 1 unless there was more to log.
  overload integer not null,
  -- Code of the alarm for which nothing is signed; null while the log signs.
  refusal text,
  told_at timestamptz not null
);
