-- Answers of recipients. Nothing here says who answered: a pseudonym is a keyed hash of the organisation and of this one subject, under a key outside the
-- database, so that two answers of one organisation to two indicators have nothing in common. The day is all that is kept of when.
create table sighting (
  -- A shared indicator, or a warning as a whole.
  subject_id uuid not null,
  kind text not null check (kind in ('seen', 'blocked', 'false-positive')),
  pseudonym bytea not null check (length(pseudonym) = 32),
  answered_on date not null,
  -- False until the next counting, which writes the day's rows again in the order of their pseudonyms: until then, rows that one request wrote lie together.
  mixed boolean not null default false,
  primary key (subject_id, kind, pseudonym)
);
create index sighting_unmixed on sighting (subject_id) where not mixed;

-- What the last daily counting shows of a subject: a step, and how many answers were in it when it was last raised.
create table sighting_count (
  subject_id uuid not null,
  kind text not null check (kind in ('seen', 'blocked', 'false-positive')),
  included integer not null check (included >= 3),
  shown integer not null check (shown between 3 and included),
  counted_at timestamptz not null,
  primary key (subject_id, kind)
);

-- Organisations of one owner answer as one.
create table answer_owner (
  organisation_id uuid primary key references organisation (id),
  owner_id uuid not null references organisation (id),
  check (organisation_id <> owner_id)
);

-- The latest counting, so that each is done once, by whichever process comes first.
create table sighting_counting (
  only_row boolean primary key default true check (only_row),
  counted_at timestamptz not null
);
