-- A warning lives in versions: a draft is approved and published, or dropped, and a published one is never edited: a revision or a recall is a new version.
alter table warning
  add column version_id uuid not null default gen_random_uuid() unique,
  -- What publishing this version does to the ones before it.
  add column act text not null default 'release' check (act in ('release', 'revision', 'recall'));
alter table warning alter column act drop default;
alter table warning drop constraint warning_state_check;
alter table warning add constraint warning_state_check check (state in ('draft', 'approved', 'published', 'dropped'));
update warning set content = content || '{"sectorGroups": [], "detections": [], "note": null, "knownWrong": []}'::jsonb;
update gate_item set content = content || '{"sectorGroups": [], "detections": [], "note": null, "knownWrong": []}'::jsonb where content is not null;

-- Every indicator that was ever shared, as it stands now: what lists, feeds, scans and answers go by.
create table shared_indicator (
  id uuid primary key,
  warning_id uuid not null,
  tlp text not null,
  type text not null,
  value text not null,
  role text,
  advice text not null check (advice in ('monitor', 'block')),
  confidence text not null check (confidence in ('unconfirmed', 'confirmed')),
  pattern text not null,
  -- The first day on which it no longer counts, UTC.
  valid_until date not null,
  -- Release ticks: when it first went out, when anything of it last changed, and when it was taken back.
  published_at timestamptz not null,
  changed_at timestamptz not null,
  revoked_at timestamptz
);
create index shared_indicator_by_value on shared_indicator (type, value);
create index shared_indicator_by_warning on shared_indicator (warning_id);
create index shared_indicator_by_change on shared_indicator (changed_at, id);

insert into shared_indicator
select distinct on (one.id)
  one.id, warning.id, warning.tlp, one.type, one.value, one.role, one.advice, one.confidence, one.pattern, one."validUntil",
  warning.published_at, warning.published_at, null
from warning,
  jsonb_to_recordset(warning.content -> 'indicators')
    as one (id uuid, type text, value text, role text, advice text, confidence text, pattern text, "validUntil" date)
where warning.state = 'published'
order by one.id, warning.version desc;
