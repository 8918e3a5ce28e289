-- What an operator declared to use, so that a warning that names a product does not name the few that run it; null where it declared nothing.
alter table operator add column products text[];
