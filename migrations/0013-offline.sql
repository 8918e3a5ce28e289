-- One-time codes of operators' kits. The code itself is on paper; here is the public key that it stands for, so that nothing can be filed with what is
-- stored. Its operator is the same tag as that of an incident.
create table kit_code (
  -- Id of the key in what is signed with it.
  id uuid primary key,
  kit_id uuid not null,
  number smallint not null,
  owner_tag bytea not null,
  -- Ed25519, base64.
  public_key text not null unique,
  registered_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  -- The one filing that it signed: SHA-256 over what was signed and the signature.
  used_by bytea,
  unique (kit_id, number)
);
create index kit_code_by_owner on kit_code (owner_tag, registered_at desc, kit_id, number);

-- Files that were handed in, each by the SHA-256 of its bytes: who holds the file may ask for its receipt.
create table offline_report (
  file_digest bytea primary key,
  report_id uuid not null references report (id),
  -- When it reached this system.
  received_at timestamptz not null,
  -- When it reached an officer, and of which authority; null where it came by itself.
  reached_at timestamptz,
  authority_id uuid,
  check ((reached_at is null) = (authority_id is null))
);
create index offline_report_by_report on offline_report (report_id);
