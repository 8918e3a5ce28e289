-- What people want done with warnings. Drafts are no warnings: the gate alone makes a version of one, after it has checked signatures, people and texts.
create table warning_draft (
  -- Becomes the version's version_id.
  id uuid primary key,
  warning_id uuid not null,
  act text not null check (act in ('release', 'revision', 'recall')),
  state text not null check (state in ('draft', 'submitted', 'approved', 'published', 'dropped')),
  authority_id uuid not null,
  drafted_by uuid not null,
  drafted_at timestamptz not null,
  changed_at timestamptz not null,
  -- The held report that it frees; null for what an authority warns of by itself.
  report_id uuid,
  -- The version that it changes; null for a first one.
  base_version integer,
  -- Null where the gate makes the content from the newest version: a recall, or indicators taken back.
  content jsonb,
  taken_back uuid[] not null default '{}',
  reason text check (reason in ('false-positive', 'known-good', 'withdrawn', 'expired')),
  -- Why the gate did not publish it, coded; null while it has not refused it.
  refused jsonb,
  check ((act = 'release') = (base_version is null)),
  check ((content is null) = (reason is not null))
);
create unique index warning_draft_one_of_report on warning_draft (report_id) where state in ('draft', 'submitted', 'approved');
create index warning_draft_by_authority on warning_draft (authority_id, changed_at desc, id);
create index warning_draft_to_publish on warning_draft (id) where state = 'approved';

-- Who signed what of a draft, over the very content: the drafter, and whoever approves.
create table warning_signature (
  draft_id uuid not null references warning_draft (id),
  person_id uuid not null,
  part text not null check (part in ('draft', 'approval')),
  signed_at timestamptz not null,
  signature text not null,
  primary key (draft_id, person_id)
);

-- What rules want done with single indicators: taken back for false positives, or raised for a second source. The gate makes the version.
create table indicator_act (
  id uuid primary key default gen_random_uuid(),
  indicator_id uuid not null,
  act text not null check (act in ('recall', 'raise')),
  reason text check (reason in ('false-positive', 'known-good', 'withdrawn', 'expired')),
  asked_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  -- The version that did it; null where there was nothing left to do.
  warning_id uuid,
  warning_version integer,
  check ((act = 'recall') = (reason is not null))
);
create unique index indicator_act_once on indicator_act (indicator_id, act) where settled_at is null;
