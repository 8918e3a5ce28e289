-- What answers speak against is not held back from single channels: the gate alone changes what readers get. It waits for a releaser to cancel, then is taken back.
alter table shared_indicator drop column held_at;
drop index sighting_act_held;
alter table sighting_act drop constraint sighting_act_state_check;
alter table sighting_act drop constraint sighting_act_check;
update sighting_act set state = 'waiting' where state = 'held';
alter table sighting_act add constraint sighting_act_state_check check (state in ('waiting', 'done', 'cancelled'));
alter table sighting_act add constraint sighting_act_settled_check check ((state = 'waiting') = (settled_at is null));
create index sighting_act_waiting on sighting_act (due_at) where state = 'waiting';
