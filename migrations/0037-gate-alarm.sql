-- When the releasers were told that a held part waits; null until then.
alter table gate_item add column alarmed_at timestamptz;
create index gate_item_to_alarm on gate_item (decided_at) where state = 'waiting' and alarmed_at is null;
