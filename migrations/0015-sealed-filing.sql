-- Filings are locked up under a key outside the database. Those from before are locked up by the server at its next start, which holds the key.
alter table report
  alter filing drop not null,
  add sealed_filing bytea,
  add check ((filing is null) <> (sealed_filing is null));
-- Ciphertext does not shrink.
alter table report alter sealed_filing set storage external;
create index report_to_lock_up on report (id) where filing is not null;
