-- Envelopes that were made after a report was filed: its authorities' half for a further key. They are no part of what the filer signed;
-- one that holds something else opens nothing.
create table added_envelope (
  report_id uuid not null references report (id),
  key_id uuid not null references organisation_key (id),
  envelope text not null,
  added_at timestamptz not null,
  primary key (report_id, key_id)
);
