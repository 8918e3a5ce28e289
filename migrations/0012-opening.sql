-- Every opening is an entry of its case in the log: the entry's number there. Null for openings from before openings were logged.
alter table opening add entry_seq integer;
create index opening_by_person on opening (person_id, opened_at);

-- The authorities that hold an envelope of this very report; one that joins a case later holds none of earlier reports unless they are shared.
alter table report add authority_ids uuid[] not null default '{}';
update report set authority_ids = coalesce(
  (
    select array_agg(distinct key.organisation_id)
    from jsonb_array_elements(filing::jsonb -> 'sealed' -> 'authorities') as one
    join organisation_key as key on key.id::text = one ->> 'keyId'
  ),
  '{}'
);

-- An entry whose content its operator is told from this instant on; null for the usual entry, which it may know at once.
alter table log_entry add withheld_until timestamptz;

-- Nothing is sealed to a revoked key any more.
alter table organisation_key add revoked_at timestamptz;
