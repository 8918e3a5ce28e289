-- A personal key lies wrapped in slots, each of which unlocks it by another means; the server can open none of them.

-- A passkey by which a person signs in and confirms that it is still there.
create table passkey (
  -- As the browser names it, base64url.
  credential_id text primary key,
  person_id uuid not null references person (id),
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  -- Whether its maker may copy it to other devices, and whether that has happened.
  may_be_copied boolean not null,
  is_copied boolean not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkey_by_person on passkey (person_id);

create table key_slot (
  id uuid primary key,
  person_key_id uuid not null references person_key (id),
  -- A passphrase exists in the demonstration alone.
  kind text not null check (kind in ('passkey', 'printed-code', 'passphrase')),
  label text not null,
  wrapped text not null,
  credential_id text unique references passkey (credential_id),
  created_at timestamptz not null,
  -- Null until the key was unlocked from this slot once.
  proven_at timestamptz,
  check ((kind = 'passkey') = (credential_id is not null))
);
create index key_slot_by_key on key_slot (person_key_id);

-- Null until two slots of different kinds were each unlocked once; a key that became usable stays so until it is revoked.
alter table person_key add column usable_at timestamptz;
update person_key set usable_at = created_at;
insert into key_slot (id, person_key_id, kind, label, wrapped, created_at, proven_at)
  select gen_random_uuid(), id, 'passphrase', '', wrapped, created_at, created_at from person_key;
alter table person_key drop column wrapped;

-- What the server asked somebody to sign, to be answered once.
create table challenge (
  value text primary key,
  purpose text not null check (purpose in ('sign-in', 'verify', 'add-passkey', 'prove-slot')),
  -- Null at sign-in, when nobody is known.
  person_id uuid references person (id),
  -- The slot to prove.
  slot_id uuid references key_slot (id) on delete cascade,
  expires_at timestamptz not null
);
create index challenge_by_end on challenge (expires_at);

alter table session add column id uuid not null unique default gen_random_uuid();
-- When the person last showed that it is there: at sign-in, and when it was asked again.
alter table session add column verified_at timestamptz;
update session set verified_at = created_at;
alter table session alter column verified_at set not null;
