-- Until when a held part may not be released; the gate judges it again then. Null where there is no embargo, or none that has an end.
alter table gate_item add column embargo_until timestamptz;
create index gate_item_by_embargo on gate_item (embargo_until) where state = 'waiting' and embargo_until is not null;
