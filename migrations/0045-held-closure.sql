-- Held parts of which somebody decided that nobody is to be warned; such a part stays closed.
create table held_closure (
  report_id uuid primary key references gate_item (report_id),
  reason text not null check (reason in ('known-already', 'no-attack', 'of-no-use', 'not-safe', 'other')),
  -- For the authorities that received the report; null where nothing was added.
  note text,
  closed_by uuid not null references person (id),
  closed_at timestamptz not null
);
create index held_closure_latest on held_closure (closed_at desc, report_id desc);
