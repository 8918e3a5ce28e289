-- Ciphertext that was uploaded, by itself and before the report that it belongs to. Its operator is the same tag as that of an incident.
create table attachment (
  id uuid primary key,
  owner_tag bytea not null,
  -- What the client said it would send; what came must be this.
  bytes bigint not null,
  digest bytea not null,
  -- How much has come, in whole pieces.
  received bigint not null default 0,
  -- True once everything has come and its SHA-256 is `digest`.
  verified boolean not null default false,
  created_at timestamptz not null
);
create index attachment_by_owner on attachment (owner_tag, created_at);

-- Its bytes, 256 KiB a piece; the last is shorter.
create table attachment_piece (
  attachment_id uuid not null references attachment (id) on delete cascade,
  piece integer not null,
  content bytea storage external not null,
  primary key (attachment_id, piece)
);

-- The one report that an attachment belongs to. Uploads that none claims go after some days.
create table report_attachment (
  attachment_id uuid primary key references attachment (id),
  report_id uuid not null references report (id)
);
create index report_attachment_by_report on report_attachment (report_id);
