-- Written by "./noroshi docs" from migrations/.

create table added_envelope (
  report_id uuid not null,
  key_id uuid not null,
  envelope text not null,
  added_at timestamp with time zone not null,
  constraint added_envelope_pkey PRIMARY KEY (report_id, key_id),
  constraint added_envelope_key_id_fkey FOREIGN KEY (key_id) REFERENCES organisation_key(id),
  constraint added_envelope_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
);

create table answer_owner (
  organisation_id uuid not null,
  owner_id uuid not null,
  constraint answer_owner_pkey PRIMARY KEY (organisation_id),
  constraint answer_owner_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint answer_owner_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES organisation(id),
  constraint answer_owner_check CHECK ((organisation_id <> owner_id))
);

create table api_token (
  hash bytea not null,
  id uuid not null,
  person_id uuid not null,
  label text not null,
  scopes text[],
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint api_token_id_key UNIQUE (id),
  constraint api_token_pkey PRIMARY KEY (hash),
  constraint api_token_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);

create table attachment (
  id uuid not null,
  owner_tag bytea not null,
  bytes bigint not null,
  digest bytea not null,
  received bigint not null default 0,
  verified boolean not null default false,
  created_at timestamp with time zone not null,
  constraint attachment_pkey PRIMARY KEY (id)
);
CREATE INDEX attachment_by_owner ON public.attachment USING btree (owner_tag, created_at);

create table attachment_piece (
  attachment_id uuid not null,
  piece integer not null,
  content bytea not null,
  constraint attachment_piece_pkey PRIMARY KEY (attachment_id, piece),
  constraint attachment_piece_attachment_id_fkey FOREIGN KEY (attachment_id) REFERENCES attachment(id) ON DELETE CASCADE
);

create table authority (
  organisation_id uuid not null,
  code text not null,
  kind text not null,
  sectors text[] not null,
  constraint authority_code_key UNIQUE (code),
  constraint authority_pkey PRIMARY KEY (organisation_id),
  constraint authority_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);

create table campaign (
  id uuid not null,
  authority_id uuid not null,
  name_number integer not null,
  created_at timestamp with time zone not null,
  merged_into uuid,
  constraint campaign_pkey PRIMARY KEY (id),
  constraint campaign_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES organisation(id),
  constraint campaign_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES campaign(id)
);
CREATE INDEX campaign_by_authority ON public.campaign USING btree (authority_id) WHERE (merged_into IS NULL);

create table campaign_member (
  campaign_id uuid not null,
  incident_id uuid not null,
  constraint campaign_member_pkey PRIMARY KEY (campaign_id, incident_id),
  constraint campaign_member_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  constraint campaign_member_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id)
);
CREATE INDEX campaign_member_by_incident ON public.campaign_member USING btree (incident_id);

create table challenge (
  value text not null,
  purpose text not null,
  person_id uuid,
  slot_id uuid,
  expires_at timestamp with time zone not null,
  constraint challenge_pkey PRIMARY KEY (value),
  constraint challenge_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint challenge_slot_id_fkey FOREIGN KEY (slot_id) REFERENCES key_slot(id) ON DELETE CASCADE,
  constraint challenge_purpose_check CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'verify'::text, 'add-passkey'::text, 'prove-slot'::text])))
);
CREATE INDEX challenge_by_end ON public.challenge USING btree (expires_at);

create table decision (
  id uuid not null,
  owner_tag bytea not null,
  idempotency_key text not null,
  digest bytea not null,
  recorded_at timestamp with time zone not null,
  rulebooks jsonb not null,
  sealed bytea not null,
  constraint decision_owner_tag_idempotency_key_key UNIQUE (owner_tag, idempotency_key),
  constraint decision_pkey PRIMARY KEY (id)
);
CREATE INDEX decision_by_owner ON public.decision USING btree (owner_tag, recorded_at DESC, id);

create table delivery (
  id uuid not null,
  occasion text not null,
  subject_id uuid not null,
  channel text not null,
  recipient bytea not null,
  message_id text not null,
  send_at timestamp with time zone not null,
  next_attempt_at timestamp with time zone not null,
  attempts integer not null default 0,
  lease uuid,
  lease_beat integer not null default 0,
  state text not null default 'waiting'::text,
  settled_at timestamp with time zone,
  failure text,
  lane text,
  bundled_into uuid,
  constraint delivery_message_id_key UNIQUE (message_id),
  constraint delivery_occasion_subject_id_channel_recipient_key UNIQUE (occasion, subject_id, channel, recipient),
  constraint delivery_pkey PRIMARY KEY (id),
  constraint delivery_bundled_into_fkey FOREIGN KEY (bundled_into) REFERENCES delivery(id) ON DELETE SET NULL,
  constraint delivery_check CHECK (((state = 'waiting'::text) = (settled_at IS NULL))),
  constraint delivery_check1 CHECK (((state = 'waiting'::text) OR (lease IS NULL))),
  constraint delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'dropped'::text, 'given-up'::text, 'bundled'::text])))
);
CREATE INDEX delivery_by_bundle ON public.delivery USING btree (bundled_into) WHERE (bundled_into IS NOT NULL);
CREATE INDEX delivery_by_recipient ON public.delivery USING btree (recipient, send_at DESC, id);
CREATE INDEX delivery_by_subject ON public.delivery USING btree (subject_id) WHERE (occasion = 'warning'::text);
CREATE INDEX delivery_due ON public.delivery USING btree (channel, next_attempt_at) WHERE (state = 'waiting'::text);
CREATE INDEX delivery_leased ON public.delivery USING btree (lease) WHERE (lease IS NOT NULL);
CREATE INDEX delivery_settled ON public.delivery USING btree (settled_at) WHERE (settled_at IS NOT NULL);

create table delivery_attempt (
  delivery_id uuid not null,
  attempt integer not null,
  ended_at timestamp with time zone not null,
  outcome text not null,
  code text,
  constraint delivery_attempt_pkey PRIMARY KEY (delivery_id, attempt),
  constraint delivery_attempt_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES delivery(id) ON DELETE CASCADE,
  constraint delivery_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'dropped'::text, 'failed'::text, 'given-up'::text])))
);

create table delivery_circuit (
  recipient bytea not null,
  channel text not null,
  failures integer not null,
  failing_since timestamp with time zone not null,
  retry_at timestamp with time zone not null,
  parked_at timestamp with time zone,
  failure text not null,
  constraint delivery_circuit_pkey PRIMARY KEY (recipient, channel)
);

create table directory_version (
  version integer not null,
  signed text not null,
  digest text not null,
  published_at timestamp with time zone not null,
  constraint directory_version_pkey PRIMARY KEY (version)
);

create table epoch_statement (
  key_id uuid not null,
  organisation_id uuid not null,
  epoch integer not null,
  statement text not null,
  constraint epoch_statement_organisation_id_epoch_key UNIQUE (organisation_id, epoch),
  constraint epoch_statement_pkey PRIMARY KEY (key_id),
  constraint epoch_statement_key_id_fkey FOREIGN KEY (key_id) REFERENCES organisation_key(id) DEFERRABLE INITIALLY DEFERRED,
  constraint epoch_statement_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);

create table gate_directory (
  root text not null,
  seen jsonb not null,
  constraint gate_directory_pkey PRIMARY KEY (root)
);

create table gate_item (
  report_id uuid not null,
  verdict text not null,
  state text not null,
  reasons jsonb not null,
  content jsonb,
  warning_id uuid,
  decided_at timestamp with time zone not null,
  embargo_until timestamp with time zone,
  alarmed_at timestamp with time zone,
  constraint gate_item_pkey PRIMARY KEY (report_id),
  constraint gate_item_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text]))),
  constraint gate_item_verdict_check CHECK ((verdict = ANY (ARRAY['release'::text, 'hold'::text, 'nothing'::text])))
);
CREATE INDEX gate_item_by_embargo ON public.gate_item USING btree (embargo_until) WHERE ((state = 'waiting'::text) AND (embargo_until IS NOT NULL));
CREATE INDEX gate_item_by_warning ON public.gate_item USING btree (warning_id) WHERE (warning_id IS NOT NULL);
CREATE INDEX gate_item_to_alarm ON public.gate_item USING btree (decided_at) WHERE ((state = 'waiting'::text) AND (alarmed_at IS NULL));
CREATE INDEX gate_item_waiting ON public.gate_item USING btree (decided_at, report_id) WHERE (state = 'waiting'::text);

create table gate_key (
  key_id uuid not null,
  epoch integer not null,
  recipient text not null,
  ed25519 text not null,
  ml_dsa44 text not null,
  published_at timestamp with time zone not null,
  constraint gate_key_epoch_key UNIQUE (epoch),
  constraint gate_key_pkey PRIMARY KEY (key_id),
  constraint gate_key_epoch_check CHECK ((epoch > 0))
);

create table gate_signature (
  version_id uuid not null,
  key_id uuid not null,
  ed25519 text not null,
  ml_dsa44 text not null,
  statement text,
  commitment bytea not null,
  taken_down text,
  constraint gate_signature_pkey PRIMARY KEY (version_id),
  constraint gate_signature_key_id_fkey FOREIGN KEY (key_id) REFERENCES gate_key(key_id),
  constraint gate_signature_version_id_fkey FOREIGN KEY (version_id) REFERENCES warning(version_id),
  constraint gate_signature_check CHECK (((statement IS NULL) = (taken_down IS NOT NULL)))
);
CREATE INDEX gate_signature_taken_down ON public.gate_signature USING btree (version_id) WHERE (taken_down IS NOT NULL);

create table held_closure (
  report_id uuid not null,
  reason text not null,
  note text,
  closed_by uuid not null,
  closed_at timestamp with time zone not null,
  constraint held_closure_pkey PRIMARY KEY (report_id),
  constraint held_closure_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id),
  constraint held_closure_report_id_fkey FOREIGN KEY (report_id) REFERENCES gate_item(report_id),
  constraint held_closure_reason_check CHECK ((reason = ANY (ARRAY['known-already'::text, 'no-attack'::text, 'of-no-use'::text, 'not-safe'::text, 'other'::text])))
);
CREATE INDEX held_closure_latest ON public.held_closure USING btree (closed_at DESC, report_id DESC);

create table incident (
  id uuid not null,
  owner_tag bytea not null,
  kind text not null,
  stage text not null,
  revision integer not null,
  opened_at timestamp with time zone not null,
  latest_report_at timestamp with time zone not null,
  next_due_at timestamp with time zone,
  summary jsonb not null,
  clock_instants jsonb not null default '{}'::jsonb,
  constraint incident_pkey PRIMARY KEY (id)
);
CREATE INDEX incident_by_owner ON public.incident USING btree (owner_tag, opened_at DESC, id);

create table incident_link (
  id uuid not null,
  low_incident_id uuid not null,
  high_incident_id uuid not null,
  bits double precision not null,
  deducted double precision not null,
  chance double precision not null,
  strength text,
  trait_keys bytea[] not null,
  trait_types text[] not null,
  trait_bits double precision[] not null,
  trait_common boolean[] not null,
  further integer not null,
  weighed_on date not null,
  changed_on date not null,
  constraint incident_link_low_incident_id_high_incident_id_key UNIQUE (low_incident_id, high_incident_id),
  constraint incident_link_pkey PRIMARY KEY (id),
  constraint incident_link_high_incident_id_fkey FOREIGN KEY (high_incident_id) REFERENCES incident(id),
  constraint incident_link_low_incident_id_fkey FOREIGN KEY (low_incident_id) REFERENCES incident(id),
  constraint incident_link_check CHECK ((low_incident_id < high_incident_id)),
  constraint incident_link_strength_check CHECK ((strength = ANY (ARRAY['strong'::text, 'possible'::text])))
);
CREATE INDEX incident_link_by_high ON public.incident_link USING btree (high_incident_id);
CREATE INDEX incident_link_to_weigh ON public.incident_link USING btree (weighed_on);

create table incident_reading (
  incident_id uuid not null,
  revision integer not null,
  opened_on date not null,
  value_count integer not null,
  constraint incident_reading_pkey PRIMARY KEY (incident_id),
  constraint incident_reading_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id)
);

create table incident_recipient (
  incident_id uuid not null,
  authority_id uuid not null,
  constraint incident_recipient_pkey PRIMARY KEY (authority_id, incident_id),
  constraint incident_recipient_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES organisation(id),
  constraint incident_recipient_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id)
);

create table incident_trait (
  incident_id uuid not null,
  trait_key bytea not null,
  type text not null,
  weighs boolean not null,
  implies bytea[] not null,
  opened_on date not null,
  constraint incident_trait_pkey PRIMARY KEY (incident_id, trait_key),
  constraint incident_trait_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id),
  constraint incident_trait_trait_key_check CHECK ((length(trait_key) = 16))
);
CREATE INDEX incident_trait_holders ON public.incident_trait USING btree (trait_key, opened_on DESC, incident_id);

create table indicator_act (
  id uuid not null default gen_random_uuid(),
  indicator_id uuid not null,
  act text not null,
  reason text,
  asked_at timestamp with time zone not null default clock_timestamp(),
  settled_at timestamp with time zone,
  warning_id uuid,
  warning_version integer,
  constraint indicator_act_pkey PRIMARY KEY (id),
  constraint indicator_act_act_check CHECK ((act = ANY (ARRAY['recall'::text, 'raise'::text]))),
  constraint indicator_act_check CHECK (((act = 'recall'::text) = (reason IS NOT NULL))),
  constraint indicator_act_reason_check CHECK ((reason = ANY (ARRAY['false-positive'::text, 'known-good'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE UNIQUE INDEX indicator_act_once ON public.indicator_act USING btree (indicator_id, act) WHERE (settled_at IS NULL);

create table installation (
  only_row boolean not null default true,
  demo boolean not null,
  created_at timestamp with time zone not null default now(),
  constraint installation_pkey PRIMARY KEY (only_row),
  constraint installation_only_row_check CHECK (only_row)
);

create table invitation (
  id uuid not null,
  code_hash bytea not null,
  organisation_id uuid not null,
  name_ja text not null,
  name_en text not null,
  roles text[] not null,
  invited_by uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  constraint invitation_code_hash_key UNIQUE (code_hash),
  constraint invitation_pkey PRIMARY KEY (id),
  constraint invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES person(id),
  constraint invitation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);

create table key_slot (
  id uuid not null,
  person_key_id uuid not null,
  kind text not null,
  label text not null,
  wrapped text not null,
  credential_id text,
  created_at timestamp with time zone not null,
  proven_at timestamp with time zone,
  lookup text,
  constraint key_slot_credential_id_key UNIQUE (credential_id),
  constraint key_slot_lookup_key UNIQUE (lookup),
  constraint key_slot_pkey PRIMARY KEY (id),
  constraint key_slot_credential_id_fkey FOREIGN KEY (credential_id) REFERENCES passkey(credential_id),
  constraint key_slot_person_key_id_fkey FOREIGN KEY (person_key_id) REFERENCES person_key(id),
  constraint key_slot_check CHECK (((kind = 'passkey'::text) = (credential_id IS NOT NULL))),
  constraint key_slot_check1 CHECK (((lookup IS NULL) OR (kind = 'printed-code'::text))),
  constraint key_slot_kind_check CHECK ((kind = ANY (ARRAY['passkey'::text, 'printed-code'::text, 'passphrase'::text])))
);
CREATE INDEX key_slot_by_key ON public.key_slot USING btree (person_key_id);

create table kit_code (
  id uuid not null,
  kit_id uuid not null,
  number smallint not null,
  owner_tag bytea not null,
  public_key text not null,
  registered_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  used_by bytea,
  constraint kit_code_kit_id_number_key UNIQUE (kit_id, number),
  constraint kit_code_public_key_key UNIQUE (public_key),
  constraint kit_code_pkey PRIMARY KEY (id)
);
CREATE INDEX kit_code_by_owner ON public.kit_code USING btree (owner_tag, registered_at DESC, kit_id, number);

create table link_act (
  sequence bigint not null,
  link_id uuid not null,
  authority_id uuid not null,
  person_id uuid not null,
  act text not null,
  reason text,
  bits double precision not null,
  acted_at timestamp with time zone not null,
  constraint link_act_pkey PRIMARY KEY (sequence),
  constraint link_act_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES organisation(id),
  constraint link_act_link_id_fkey FOREIGN KEY (link_id) REFERENCES incident_link(id),
  constraint link_act_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint link_act_act_check CHECK ((act = ANY (ARRAY['confirm'::text, 'cut'::text]))),
  constraint link_act_check CHECK (((act = 'cut'::text) = (reason IS NOT NULL))),
  constraint link_act_reason_check CHECK ((reason = ANY (ARRAY['coincidence'::text, 'shared-service'::text, 'wrong-data'::text, 'other'::text])))
);
CREATE INDEX link_act_by_authority ON public.link_act USING btree (authority_id, link_id, sequence DESC);
CREATE INDEX link_act_by_link ON public.link_act USING btree (link_id, sequence DESC);

create table log_condition (
  only_row boolean not null default true,
  leaves_per_minute integer not null,
  head_seconds integer not null,
  overload integer not null,
  refusal text,
  told_at timestamp with time zone not null,
  constraint log_condition_pkey PRIMARY KEY (only_row),
  constraint log_condition_only_row_check CHECK (only_row)
);

create table log_entry (
  id bigint not null,
  commitment bytea not null,
  salt bytea not null,
  entry text not null,
  report_id uuid,
  case_id uuid,
  case_seq integer,
  tree_index bigint,
  withheld_until timestamp with time zone,
  shard integer not null default 1,
  constraint log_entry_case_id_case_seq_key UNIQUE (case_id, case_seq),
  constraint log_entry_report_id_key UNIQUE (report_id),
  constraint log_entry_pkey PRIMARY KEY (id),
  constraint log_entry_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint log_entry_check CHECK (((case_id IS NULL) = (case_seq IS NULL)))
);
CREATE INDEX log_entry_by_commitment ON public.log_entry USING btree (commitment);
CREATE INDEX log_entry_to_sequence ON public.log_entry USING btree (id) WHERE (tree_index IS NULL);
CREATE UNIQUE INDEX log_entry_by_place ON public.log_entry USING btree (shard, tree_index) WHERE (tree_index IS NOT NULL);

create table log_head (
  kind text not null,
  size bigint not null,
  root bytea not null,
  checkpoint text not null,
  signed_at timestamp with time zone not null,
  shard integer not null,
  constraint log_head_pkey PRIMARY KEY (shard, kind),
  constraint log_head_kind_check CHECK ((kind = ANY (ARRAY['signed'::text, 'offered'::text, 'witnessed'::text])))
);

create table log_identity (
  only_row boolean not null default true,
  origin text not null,
  policy text not null,
  constraint log_identity_pkey PRIMARY KEY (only_row),
  constraint log_identity_only_row_check CHECK (only_row)
);

create table log_shard (
  number integer not null,
  origin text not null,
  verifier_key text not null,
  url text not null,
  opened_at timestamp with time zone not null,
  constraint log_shard_origin_key UNIQUE (origin),
  constraint log_shard_pkey PRIMARY KEY (number)
);

create table log_tile (
  level smallint not null,
  tile_index bigint not null,
  hashes bytea not null,
  shard integer not null,
  constraint log_tile_pkey PRIMARY KEY (shard, level, tile_index)
);

create table log_witness (
  name text not null,
  verifier_key text not null,
  shard integer not null,
  size bigint not null,
  cosigned_at timestamp with time zone,
  asked_at timestamp with time zone not null,
  outcome text not null,
  constraint log_witness_pkey PRIMARY KEY (name),
  constraint log_witness_outcome_check CHECK ((outcome = ANY (ARRAY['cosigned'::text, 'away'::text, 'refused'::text, 'ahead'::text, 'forked'::text])))
);

create table member_approval (
  person_id uuid not null,
  approver_id uuid not null,
  fingerprint text not null,
  approval jsonb not null,
  approved_at timestamp with time zone not null,
  constraint member_approval_pkey PRIMARY KEY (person_id, approver_id, fingerprint),
  constraint member_approval_approver_id_fkey FOREIGN KEY (approver_id) REFERENCES person(id),
  constraint member_approval_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);

create table member_change (
  id bigint not null,
  organisation_id uuid not null,
  person_id uuid not null,
  change text not null,
  epoch integer not null,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  constraint member_change_pkey PRIMARY KEY (id),
  constraint member_change_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES person(id),
  constraint member_change_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint member_change_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint member_change_change_check CHECK ((change = ANY (ARRAY['join'::text, 'leave'::text, 'rotation'::text, 'refusal'::text])))
);
CREATE INDEX member_change_by_organisation ON public.member_change USING btree (organisation_id, id DESC);

create table newcomer (
  person_id uuid not null,
  organisation_id uuid not null,
  roles text[] not null,
  requested_at timestamp with time zone not null,
  joined_at timestamp with time zone,
  refused_at timestamp with time zone,
  constraint newcomer_pkey PRIMARY KEY (person_id),
  constraint newcomer_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint newcomer_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX newcomer_waiting ON public.newcomer USING btree (organisation_id) WHERE ((joined_at IS NULL) AND (refused_at IS NULL));

create table notice (
  id uuid not null,
  recipient bytea not null,
  body jsonb not null,
  path text not null,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (id)
);
CREATE INDEX notice_by_recipient ON public.notice USING btree (recipient, created_at DESC, id);

create table obligation (
  incident_id uuid not null,
  law text not null,
  party text not null,
  rulebook text not null,
  rulebook_version text not null,
  verdict text not null,
  ended_at timestamp with time zone,
  ended_as text,
  constraint obligation_pkey PRIMARY KEY (incident_id, law, party),
  constraint obligation_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id),
  constraint obligation_check CHECK (((ended_at IS NULL) = (ended_as IS NULL))),
  constraint obligation_ended_as_check CHECK ((ended_as = ANY (ARRAY['not-applicable'::text, 'withdrawn'::text]))),
  constraint obligation_verdict_check CHECK ((verdict = ANY (ARRAY['due'::text, 'may-be-due'::text])))
);

create table obligation_adjustment (
  id uuid not null,
  incident_id uuid not null,
  law text not null,
  party text not null,
  stage text not null,
  kind text not null,
  from_at timestamp with time zone,
  until_at timestamp with time zone not null,
  reason text not null,
  authority_id uuid not null,
  person_id uuid not null,
  granted_at timestamp with time zone not null,
  constraint obligation_adjustment_pkey PRIMARY KEY (id),
  constraint obligation_adjustment_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES organisation(id),
  constraint obligation_adjustment_incident_id_law_party_fkey FOREIGN KEY (incident_id, law, party) REFERENCES obligation(incident_id, law, party),
  constraint obligation_adjustment_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint obligation_adjustment_kind_check CHECK ((kind = ANY (ARRAY['extension'::text, 'suspension'::text])))
);
CREATE INDEX obligation_adjustment_by_incident ON public.obligation_adjustment USING btree (incident_id);

create table obligation_stage (
  incident_id uuid not null,
  law text not null,
  stage text not null,
  starts_at timestamp with time zone,
  due_at timestamp with time zone,
  met_at timestamp with time zone,
  party text not null,
  round integer not null,
  ends_at timestamp with time zone,
  last_sent_at timestamp with time zone,
  met_by text,
  superseded_at timestamp with time zone,
  clock jsonb,
  target_known_at timestamp with time zone not null default clock_timestamp(),
  reminded_through timestamp with time zone,
  next_reminder_at timestamp with time zone not null default '-infinity'::timestamp with time zone,
  constraint obligation_stage_pkey PRIMARY KEY (incident_id, law, party, stage, round),
  constraint obligation_stage_incident_id_law_party_fkey FOREIGN KEY (incident_id, law, party) REFERENCES obligation(incident_id, law, party),
  constraint obligation_stage_met_by_check CHECK ((met_by = ANY (ARRAY['report'::text, 'statement'::text, 'act'::text])))
);
CREATE INDEX obligation_stage_open ON public.obligation_stage USING btree (due_at) WHERE ((met_at IS NULL) AND (superseded_at IS NULL));
CREATE INDEX obligation_stage_owed ON public.obligation_stage USING btree (COALESCE(due_at, starts_at, 'infinity'::timestamp with time zone), incident_id, law, party, stage, round) WHERE ((met_at IS NULL) AND (superseded_at IS NULL));
CREATE INDEX obligation_stage_owed_by_authority ON public.obligation_stage USING btree (party, COALESCE(due_at, starts_at, 'infinity'::timestamp with time zone), incident_id, law, stage, round) WHERE ((party <> 'operator'::text) AND (met_at IS NULL) AND (superseded_at IS NULL));
CREATE INDEX obligation_stage_to_remind ON public.obligation_stage USING btree (next_reminder_at) WHERE (next_reminder_at < 'infinity'::timestamp with time zone);

create table offline_report (
  file_digest bytea not null,
  report_id uuid not null,
  received_at timestamp with time zone not null,
  reached_at timestamp with time zone,
  authority_id uuid,
  constraint offline_report_pkey PRIMARY KEY (file_digest),
  constraint offline_report_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint offline_report_check CHECK (((reached_at IS NULL) = (authority_id IS NULL)))
);
CREATE INDEX offline_report_by_report ON public.offline_report USING btree (report_id);

create table opening (
  id uuid not null,
  report_id uuid not null,
  incident_id uuid not null,
  authority_id uuid not null,
  person_id uuid not null,
  purpose text not null,
  nonce text not null,
  opened_at timestamp with time zone not null,
  entry_seq integer,
  reveal_at timestamp with time zone,
  sealed_opening_id uuid,
  constraint opening_nonce_key UNIQUE (nonce),
  constraint opening_sealed_opening_id_key UNIQUE (sealed_opening_id),
  constraint opening_pkey PRIMARY KEY (id),
  constraint opening_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES organisation(id),
  constraint opening_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id),
  constraint opening_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint opening_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint opening_sealed_opening_id_fkey FOREIGN KEY (sealed_opening_id) REFERENCES sealed_opening(id)
);
CREATE INDEX opening_by_incident ON public.opening USING btree (incident_id, opened_at);
CREATE INDEX opening_by_person ON public.opening USING btree (person_id, opened_at);

create table opening_alarm (
  id uuid not null,
  opening_id uuid not null,
  kind text not null,
  raised_at timestamp with time zone not null,
  seen_at timestamp with time zone,
  constraint opening_alarm_opening_id_kind_key UNIQUE (opening_id, kind),
  constraint opening_alarm_pkey PRIMARY KEY (id),
  constraint opening_alarm_opening_id_fkey FOREIGN KEY (opening_id) REFERENCES opening(id),
  constraint opening_alarm_kind_check CHECK ((kind = ANY (ARRAY['night'::text, 'many-cases'::text, 'above-habit'::text])))
);

create table opening_allowance (
  person_id uuid not null,
  per_hour integer not null,
  per_day integer not null,
  until_at timestamp with time zone not null,
  granted_by uuid not null,
  granted_at timestamp with time zone not null,
  constraint opening_allowance_pkey PRIMARY KEY (person_id),
  constraint opening_allowance_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES person(id),
  constraint opening_allowance_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);

create table operator (
  organisation_id uuid not null,
  corporate_number text not null,
  sectors text[] not null,
  designations text[] not null,
  identifiers jsonb not null,
  products text[],
  constraint operator_corporate_number_key UNIQUE (corporate_number),
  constraint operator_pkey PRIMARY KEY (organisation_id),
  constraint operator_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint operator_corporate_number_check CHECK ((corporate_number ~ '^[0-9]{13}$'::text))
);

create table organisation (
  id uuid not null,
  kind text not null,
  name_ja text not null,
  name_en text not null,
  clearance text not null default 'clear'::text,
  constraint organisation_pkey PRIMARY KEY (id),
  constraint organisation_clearance_check CHECK ((clearance = ANY (ARRAY['clear'::text, 'green'::text, 'amber'::text, 'amber+strict'::text]))),
  constraint organisation_kind_check CHECK ((kind = ANY (ARRAY['operator'::text, 'authority'::text, 'subscriber'::text, 'platform'::text])))
);

create table organisation_contact (
  id uuid not null,
  organisation_id uuid not null,
  address text not null,
  language text not null,
  constraint organisation_contact_organisation_id_address_key UNIQUE (organisation_id, address),
  constraint organisation_contact_pkey PRIMARY KEY (id),
  constraint organisation_contact_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint organisation_contact_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text])))
);

create table organisation_key (
  id uuid not null,
  organisation_id uuid not null,
  epoch integer not null,
  recipient text not null,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint organisation_key_organisation_id_epoch_key UNIQUE (organisation_id, epoch),
  constraint organisation_key_pkey PRIMARY KEY (id),
  constraint organisation_key_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);

create table organisation_key_copy (
  key_id uuid not null,
  person_key_id uuid not null,
  wrapped text not null,
  constraint organisation_key_copy_pkey PRIMARY KEY (key_id, person_key_id),
  constraint organisation_key_copy_key_id_fkey FOREIGN KEY (key_id) REFERENCES organisation_key(id),
  constraint organisation_key_copy_person_key_id_fkey FOREIGN KEY (person_key_id) REFERENCES person_key(id)
);

create table organisation_phone (
  organisation_id uuid not null,
  place smallint not null,
  number text not null,
  constraint organisation_phone_pkey PRIMARY KEY (organisation_id, place),
  constraint organisation_phone_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);

create table organisation_product (
  organisation_id uuid not null,
  product_key text not null,
  name text not null,
  constraint organisation_product_pkey PRIMARY KEY (organisation_id, product_key),
  constraint organisation_product_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);

create table passkey (
  credential_id text not null,
  person_id uuid not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  may_be_copied boolean not null,
  is_copied boolean not null,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint passkey_pkey PRIMARY KEY (credential_id),
  constraint passkey_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX passkey_by_person ON public.passkey USING btree (person_id);

create table person (
  id uuid not null,
  organisation_id uuid not null,
  name_ja text not null,
  name_en text not null,
  roles text[] not null,
  pseudonym text not null,
  active boolean not null default true,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);
CREATE INDEX person_by_organisation ON public.person USING btree (organisation_id);

create table person_key (
  id uuid not null,
  person_id uuid not null,
  recipient text not null,
  signing_key text not null,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  usable_at timestamp with time zone,
  constraint person_key_pkey PRIMARY KEY (id),
  constraint person_key_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE UNIQUE INDEX person_key_in_use ON public.person_key USING btree (person_id) WHERE (revoked_at IS NULL);

create table phone_notice (
  report_id uuid not null,
  incident_id uuid not null,
  authority_id uuid not null,
  called_back_on smallint not null,
  constraint phone_notice_pkey PRIMARY KEY (report_id),
  constraint phone_notice_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
);
CREATE INDEX phone_notice_by_incident ON public.phone_notice USING btree (incident_id);

create table pick_up (
  organisation_id uuid not null,
  channel text not null,
  up_to timestamp with time zone not null,
  picked_up_at timestamp with time zone not null,
  constraint pick_up_pkey PRIMARY KEY (organisation_id, channel, up_to),
  constraint pick_up_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint pick_up_channel_check CHECK ((channel = ANY (ARRAY['taxii'::text, 'misp'::text, 'csv'::text, 'list'::text, 'atom'::text, 'stream'::text, 'api'::text, 'page'::text])))
);
CREATE INDEX pick_up_by_time ON public.pick_up USING btree (picked_up_at);

create table release_agreement (
  id uuid not null,
  owner_tag bytea not null,
  sealed_agreement bytea not null,
  agreed_at timestamp with time zone not null,
  until timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint release_agreement_pkey PRIMARY KEY (id),
  constraint release_agreement_check CHECK ((until > agreed_at))
);
CREATE UNIQUE INDEX release_agreement_current ON public.release_agreement USING btree (owner_tag) WHERE (revoked_at IS NULL);

create table reminder (
  id uuid not null,
  incident_id uuid not null,
  law text not null,
  party text not null,
  stage text not null,
  round integer not null,
  target_at timestamp with time zone not null,
  moment text not null,
  audience text not null,
  fell_at timestamp with time zone not null,
  constraint reminder_incident_id_law_party_stage_round_target_at_moment_key UNIQUE (incident_id, law, party, stage, round, target_at, moment, audience),
  constraint reminder_pkey PRIMARY KEY (id),
  constraint reminder_incident_id_law_party_stage_round_fkey FOREIGN KEY (incident_id, law, party, stage, round) REFERENCES obligation_stage(incident_id, law, party, stage, round)
);

create table reminder_plan (
  only_row boolean not null default true,
  digest text not null,
  constraint reminder_plan_pkey PRIMARY KEY (only_row),
  constraint reminder_plan_only_row_check CHECK (only_row)
);

create table report (
  id uuid not null,
  incident_id uuid not null,
  owner_tag bytea not null,
  stage text not null,
  revision integer not null,
  previous_report_id uuid,
  idempotency_key text not null,
  digest bytea not null,
  filed_at timestamp with time zone not null,
  rulebook_version text not null,
  filing text,
  gate_taken_at timestamp with time zone,
  authority_ids uuid[] not null default '{}'::uuid[],
  sealed_filing bytea,
  constraint report_incident_id_revision_key UNIQUE (incident_id, revision),
  constraint report_owner_tag_idempotency_key_key UNIQUE (owner_tag, idempotency_key),
  constraint report_pkey PRIMARY KEY (id),
  constraint report_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id) DEFERRABLE INITIALLY DEFERRED,
  constraint report_check CHECK (((filing IS NULL) <> (sealed_filing IS NULL)))
);
CREATE INDEX report_for_gate ON public.report USING btree (filed_at) WHERE (gate_taken_at IS NULL);
CREATE INDEX report_to_lock_up ON public.report USING btree (id) WHERE (filing IS NOT NULL);

create table report_attachment (
  attachment_id uuid not null,
  report_id uuid not null,
  constraint report_attachment_pkey PRIMARY KEY (attachment_id),
  constraint report_attachment_attachment_id_fkey FOREIGN KEY (attachment_id) REFERENCES attachment(id),
  constraint report_attachment_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
);
CREATE INDEX report_attachment_by_report ON public.report_attachment USING btree (report_id);

create table reported_value (
  value_key bytea not null,
  owner_key bytea not null,
  reported_on date not null,
  constraint reported_value_pkey PRIMARY KEY (value_key, owner_key)
);

create table schema_migration (
  version integer not null,
  name text not null,
  hash text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migration_pkey PRIMARY KEY (version)
);

create table sealed_opening (
  id uuid not null,
  report_id uuid not null,
  authority_id uuid not null,
  person_id uuid not null,
  purpose text not null,
  reveal_at timestamp with time zone not null,
  requested_at timestamp with time zone not null,
  signature text not null,
  approver_id uuid,
  approved_at timestamp with time zone,
  approval_signature text,
  constraint sealed_opening_pkey PRIMARY KEY (id),
  constraint sealed_opening_approver_id_fkey FOREIGN KEY (approver_id) REFERENCES person(id),
  constraint sealed_opening_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES organisation(id),
  constraint sealed_opening_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint sealed_opening_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint sealed_opening_check CHECK (((approver_id IS NULL) = (approved_at IS NULL))),
  constraint sealed_opening_check1 CHECK (((approver_id IS NULL) = (approval_signature IS NULL)))
);
CREATE INDEX sealed_opening_by_authority ON public.sealed_opening USING btree (authority_id, requested_at DESC);

create table served_file (
  name text not null,
  digest bytea not null,
  commitment bytea not null,
  registered_at timestamp with time zone not null,
  constraint served_file_pkey PRIMARY KEY (name, digest)
);

create table session (
  hash bytea not null,
  person_id uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  id uuid not null default gen_random_uuid(),
  verified_at timestamp with time zone not null,
  constraint session_id_key UNIQUE (id),
  constraint session_pkey PRIMARY KEY (hash),
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);

create table shared_indicator (
  id uuid not null,
  warning_id uuid not null,
  tlp text not null,
  type text not null,
  value text not null,
  role text,
  advice text not null,
  confidence text not null,
  pattern text not null,
  valid_until date not null,
  published_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint shared_indicator_pkey PRIMARY KEY (id),
  constraint shared_indicator_advice_check CHECK ((advice = ANY (ARRAY['monitor'::text, 'block'::text]))),
  constraint shared_indicator_confidence_check CHECK ((confidence = ANY (ARRAY['unconfirmed'::text, 'confirmed'::text])))
);
CREATE INDEX shared_indicator_by_change ON public.shared_indicator USING btree (changed_at, id);
CREATE INDEX shared_indicator_by_value ON public.shared_indicator USING btree (type, value);
CREATE INDEX shared_indicator_by_warning ON public.shared_indicator USING btree (warning_id);

create table sighting (
  subject_id uuid not null,
  kind text not null,
  pseudonym bytea not null,
  answered_on date not null,
  mixed boolean not null default false,
  constraint sighting_pkey PRIMARY KEY (subject_id, kind, pseudonym),
  constraint sighting_kind_check CHECK ((kind = ANY (ARRAY['seen'::text, 'blocked'::text, 'false-positive'::text]))),
  constraint sighting_pseudonym_check CHECK ((length(pseudonym) = 32))
);
CREATE INDEX sighting_unmixed ON public.sighting USING btree (subject_id) WHERE (NOT mixed);

create table sighting_act (
  indicator_id uuid not null,
  act text not null,
  state text not null,
  decided_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  constraint sighting_act_pkey PRIMARY KEY (indicator_id, act),
  constraint sighting_act_indicator_id_fkey FOREIGN KEY (indicator_id) REFERENCES shared_indicator(id),
  constraint sighting_act_act_check CHECK ((act = ANY (ARRAY['recall'::text, 'raise'::text]))),
  constraint sighting_act_settled_check CHECK (((state = 'waiting'::text) = (settled_at IS NULL))),
  constraint sighting_act_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'cancelled'::text])))
);
CREATE INDEX sighting_act_by_time ON public.sighting_act USING btree (decided_at DESC, indicator_id);
CREATE INDEX sighting_act_waiting ON public.sighting_act USING btree (due_at) WHERE (state = 'waiting'::text);

create table sighting_count (
  subject_id uuid not null,
  kind text not null,
  included integer not null,
  shown integer not null,
  counted_at timestamp with time zone not null,
  constraint sighting_count_pkey PRIMARY KEY (subject_id, kind),
  constraint sighting_count_check CHECK (((shown >= 3) AND (shown <= included))),
  constraint sighting_count_included_check CHECK ((included >= 3)),
  constraint sighting_count_kind_check CHECK ((kind = ANY (ARRAY['seen'::text, 'blocked'::text, 'false-positive'::text])))
);

create table sighting_counting (
  only_row boolean not null default true,
  counted_at timestamp with time zone not null,
  told_at timestamp with time zone,
  constraint sighting_counting_pkey PRIMARY KEY (only_row),
  constraint sighting_counting_only_row_check CHECK (only_row)
);

create table spent_answer_link (
  digest bytea not null,
  expires_at timestamp with time zone not null,
  constraint spent_answer_link_pkey PRIMARY KEY (digest),
  constraint spent_answer_link_digest_check CHECK ((length(digest) = 32))
);

create table subscription (
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid,
  name text not null,
  channel text not null,
  form text not null,
  language text not null,
  sealed bytea not null,
  host text,
  kinds text[] not null,
  sector_groups text[] not null,
  techniques text[] not null,
  products text[] not null,
  product_keys text[] not null,
  own_products boolean not null,
  confirmed_only boolean not null,
  tlp text not null,
  cadence text not null,
  digest_minute integer not null,
  zone text not null,
  state text not null,
  is_shown boolean not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  asked_host text,
  constraint subscription_pkey PRIMARY KEY (id),
  constraint subscription_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint subscription_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint subscription_cadence_check CHECK ((cadence = ANY (ARRAY['at-once'::text, 'hourly'::text, 'daily'::text]))),
  constraint subscription_channel_check CHECK ((channel = ANY (ARRAY['webhook'::text, 'mail'::text]))),
  constraint subscription_digest_minute_check CHECK (((digest_minute >= 0) AND (digest_minute <= 1439))),
  constraint subscription_form_check CHECK ((form = ANY (ARRAY['text'::text, 'json'::text, 'slack'::text, 'teams'::text]))),
  constraint subscription_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text]))),
  constraint subscription_state_check CHECK ((state = ANY (ARRAY['unconfirmed'::text, 'active'::text, 'paused'::text]))),
  constraint subscription_tlp_check CHECK ((tlp = ANY (ARRAY['clear'::text, 'green'::text, 'amber'::text, 'amber+strict'::text])))
);
CREATE INDEX subscription_by_organisation ON public.subscription USING btree (organisation_id, created_at, id);

create table taken_down_value (
  value_key bytea not null,
  constraint taken_down_value_pkey PRIMARY KEY (value_key)
);

create table taxii_status (
  id uuid not null,
  taken integer not null,
  refused integer not null,
  kept_until date not null,
  constraint taxii_status_pkey PRIMARY KEY (id)
);
CREATE INDEX taxii_status_by_day ON public.taxii_status USING btree (kept_until);

create table warning (
  id uuid not null,
  version integer not null,
  state text not null,
  tlp text not null,
  content jsonb not null,
  published_at timestamp with time zone,
  version_id uuid not null default gen_random_uuid(),
  act text not null,
  constraint warning_version_id_key UNIQUE (version_id),
  constraint warning_pkey PRIMARY KEY (id, version),
  constraint warning_act_check CHECK ((act = ANY (ARRAY['release'::text, 'revision'::text, 'recall'::text]))),
  constraint warning_check CHECK (((state = 'published'::text) = (published_at IS NOT NULL))),
  constraint warning_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'published'::text, 'dropped'::text]))),
  constraint warning_tlp_check CHECK ((tlp = ANY (ARRAY['clear'::text, 'green'::text, 'amber'::text, 'amber+strict'::text])))
);
CREATE INDEX warning_to_publish ON public.warning USING btree (id, version) WHERE (state = 'approved'::text);

create table warning_draft (
  id uuid not null,
  warning_id uuid not null,
  act text not null,
  state text not null,
  authority_id uuid not null,
  drafted_by uuid not null,
  drafted_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  report_id uuid,
  base_version integer,
  content jsonb,
  taken_back uuid[] not null default '{}'::uuid[],
  reason text,
  refused jsonb,
  campaign_id uuid,
  report_ids uuid[] not null default '{}'::uuid[],
  overrule text,
  constraint warning_draft_pkey PRIMARY KEY (id),
  constraint warning_draft_act_check CHECK ((act = ANY (ARRAY['release'::text, 'revision'::text, 'recall'::text]))),
  constraint warning_draft_check CHECK (((act = 'release'::text) = (base_version IS NULL))),
  constraint warning_draft_check1 CHECK (((content IS NULL) = (reason IS NOT NULL))),
  constraint warning_draft_check2 CHECK (((report_id IS NULL) OR (campaign_id IS NULL))),
  constraint warning_draft_check3 CHECK (((campaign_id IS NOT NULL) OR (report_ids = '{}'::uuid[]))),
  constraint warning_draft_overrule_check CHECK (((length(overrule) >= 1) AND (length(overrule) <= 500))),
  constraint warning_draft_reason_check CHECK ((reason = ANY (ARRAY['false-positive'::text, 'known-good'::text, 'withdrawn'::text, 'expired'::text, 'names-somebody'::text]))),
  constraint warning_draft_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text, 'published'::text, 'dropped'::text])))
);
CREATE INDEX warning_draft_by_authority ON public.warning_draft USING btree (authority_id, changed_at DESC, id);
CREATE INDEX warning_draft_by_campaign ON public.warning_draft USING btree (campaign_id) WHERE (campaign_id IS NOT NULL);
CREATE INDEX warning_draft_by_warning ON public.warning_draft USING btree (warning_id);
CREATE INDEX warning_draft_to_publish ON public.warning_draft USING btree (id) WHERE (state = 'approved'::text);
CREATE UNIQUE INDEX warning_draft_one_of_campaign ON public.warning_draft USING btree (campaign_id) WHERE (state = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text]));
CREATE UNIQUE INDEX warning_draft_one_of_report ON public.warning_draft USING btree (report_id) WHERE (state = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text]));

create table warning_object (
  collection text not null,
  date_added timestamp(6) with time zone not null,
  stix_id text not null,
  stix_version timestamp(3) with time zone not null,
  type text not null,
  warning_id uuid,
  warning_version integer,
  body bytea not null,
  constraint warning_object_collection_stix_id_stix_version_key UNIQUE (collection, stix_id, stix_version),
  constraint warning_object_pkey PRIMARY KEY (collection, date_added)
);
CREATE INDEX warning_object_by_warning ON public.warning_object USING btree (warning_id, warning_version);

create table warning_publication (
  clearance text not null,
  sequence bigint not null,
  warning_id uuid not null,
  warning_version integer not null,
  constraint warning_publication_clearance_warning_id_warning_version_key UNIQUE (clearance, warning_id, warning_version),
  constraint warning_publication_pkey PRIMARY KEY (clearance, sequence),
  constraint warning_publication_warning_id_warning_version_fkey FOREIGN KEY (warning_id, warning_version) REFERENCES warning(id, version)
);

create table warning_report (
  warning_id uuid not null,
  report_id uuid not null,
  indicator_ids uuid[],
  constraint warning_report_pkey PRIMARY KEY (warning_id, report_id)
);
CREATE INDEX warning_report_by_report ON public.warning_report USING btree (report_id);

create table warning_signature (
  draft_id uuid not null,
  person_id uuid not null,
  part text not null,
  signed_at timestamp with time zone not null,
  signature text not null,
  constraint warning_signature_pkey PRIMARY KEY (draft_id, person_id),
  constraint warning_signature_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES warning_draft(id),
  constraint warning_signature_part_check CHECK ((part = ANY (ARRAY['draft'::text, 'approval'::text])))
);

create table webhook_host (
  organisation_id uuid not null,
  host text not null,
  confirmed_by uuid,
  confirmed_at timestamp with time zone not null,
  constraint webhook_host_pkey PRIMARY KEY (organisation_id, host),
  constraint webhook_host_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES person(id),
  constraint webhook_host_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);
