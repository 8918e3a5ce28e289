-- The host of the address that takes the place of a webhook's present one once it is confirmed; until then the present one counts.
alter table subscription add column asked_host text;
