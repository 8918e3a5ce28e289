-- Which values were reported by whom, to count owners: keyed hashes under a key outside of the database, the owner's another one at every value.
create table reported_value (
  value_key bytea not null,
  owner_key bytea not null,
  -- The day in UTC: no order of reports shows.
  reported_on date not null,
  primary key (value_key, owner_key)
);
create index gate_item_by_warning on gate_item (warning_id) where warning_id is not null;
create index warning_draft_by_warning on warning_draft (warning_id);
