-- What organisations have fetched by themselves: one row for each time that somebody of one got further on a channel than anybody of it before.
create table pick_up (
  organisation_id uuid not null references organisation (id),
  channel text not null check (channel in ('taxii', 'misp', 'csv', 'list', 'atom', 'stream', 'api', 'page')),
  -- The release tick up to which it has everything that it may read on that channel.
  up_to timestamptz not null,
  picked_up_at timestamptz not null,
  primary key (organisation_id, channel, up_to)
);
create index pick_up_by_time on pick_up (picked_up_at);
