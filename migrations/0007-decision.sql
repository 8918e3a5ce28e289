-- A decision that an operator recorded, such as "no duty": what the law asked on which facts. The sealed part is ciphertext for the operator alone, and
-- neither the verdict, nor who signed, nor for which key it is sealed stands outside it. Its owner is the same tag as that of an incident.
create table decision (
  id uuid primary key,
  owner_tag bytea not null,
  idempotency_key text not null,
  digest bytea not null,
  recorded_at timestamptz not null,
  -- The rulebooks that were asked: a list of id and version.
  rulebooks jsonb not null,
  sealed bytea storage external not null,
  unique (owner_tag, idempotency_key)
);
create index decision_by_owner on decision (owner_tag, recorded_at desc, id);
