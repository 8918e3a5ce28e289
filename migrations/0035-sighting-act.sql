-- What answers bring about, once for each indicator: it is held back from lists, then taken back; or it counts as confirmed. A releaser may cancel what is held.
create table sighting_act (
  indicator_id uuid not null references shared_indicator (id),
  act text not null check (act in ('recall', 'raise')),
  state text not null check (state in ('held', 'done', 'cancelled')),
  decided_at timestamptz not null,
  -- When what is held is taken back.
  due_at timestamptz not null,
  settled_at timestamptz,
  primary key (indicator_id, act),
  check ((state = 'held') = (settled_at is null))
);
create index sighting_act_held on sighting_act (due_at) where state = 'held';
create index sighting_act_by_time on sighting_act (decided_at desc, indicator_id);

-- Since when lists leave it out while releasers may still look at it.
alter table shared_indicator add column held_at timestamptz;

-- Links in mails that have been used; each is good for one answer.
create table spent_answer_link (
  digest bytea primary key check (length(digest) = 32),
  expires_at timestamptz not null
);

-- When reporters were last told what their reports achieved.
alter table sighting_counting add column told_at timestamptz;
