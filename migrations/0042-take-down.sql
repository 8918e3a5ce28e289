-- What named somebody is taken out of every version: the text that was signed goes, its digest stays, as the log has it.
alter table gate_signature
  alter column statement drop not null,
  -- SHA-256 of the text, hexadecimal; null while the text is there.
  add column taken_down text,
  add check ((statement is null) = (taken_down is not null));
-- How often something was taken down: whoever keeps objects in memory reads them anew when it has grown.
create index gate_signature_taken_down on gate_signature (version_id) where taken_down is not null;
alter table warning_draft drop constraint warning_draft_reason_check;
alter table warning_draft add constraint warning_draft_reason_check check (reason in ('false-positive', 'known-good', 'withdrawn', 'expired', 'names-somebody'));

-- Values that named somebody, as keyed hashes (prevalence-store.ts): the gate alone knows them, and lets none of them out again.
create table taken_down_value (value_key bytea primary key);
