/** Names of the two roles: of everything but the release gate, and of the gate. A login of another name can be a member of one of them. */
export const databaseRoles = { server: 'noroshi_server', gate: 'noroshi_gate' } as const

/**
 * Tables that make a warning public. The gate alone writes them; everybody else reads.
 *
 * A table is either here or open to server, worker and log, so that a new one needs an entry only if it publishes.
 */
export const publishingTables: readonly string[] = [
  'warning',
  'warning_publication',
  'warning_object',
  'shared_indicator',
  'gate_signature',
  'gate_key',
  'warning_report',
]

/**
 * Tables that the gate does not read: what opens a sealed part, a person's or an organisation's keys, credentials, and what it has no use for.
 *
 * A new table that is in none of these lists is open to the gate, and a test asks for its place.
 */
export const closedToGate: readonly string[] = [
  'added_envelope',
  'answer_owner',
  'api_token',
  'attachment',
  'attachment_piece',
  'campaign',
  'campaign_member',
  'challenge',
  'decision',
  'delivery_attempt',
  'held_closure',
  'incident_link',
  'incident_reading',
  'incident_trait',
  'invitation',
  'key_slot',
  'kit_code',
  'link_act',
  'log_condition',
  'log_head',
  'log_identity',
  'log_shard',
  'log_tile',
  'log_witness',
  'member_change',
  'newcomer',
  'obligation',
  'obligation_adjustment',
  'obligation_stage',
  'offline_report',
  'opening',
  'opening_alarm',
  'opening_allowance',
  'organisation_contact',
  'organisation_key',
  'organisation_key_copy',
  'organisation_phone',
  'passkey',
  'phone_notice',
  'pick_up',
  'reminder',
  'reminder_plan',
  'report_attachment',
  'sealed_opening',
  'served_file',
  'session',
  'sighting_act',
  'sighting_counting',
  'spent_answer_link',
  'taxii_status',
  'webhook_host',
]

/** Tables that the gate reads and does not write. */
export const readByGate: readonly string[] = [
  'authority',
  'delivery_circuit',
  'directory_version',
  'epoch_statement',
  'incident',
  'incident_recipient',
  'installation',
  'member_approval',
  'operator',
  'organisation',
  'organisation_product',
  'person',
  'person_key',
  'release_agreement',
  'schema_migration',
  'sighting',
  'sighting_count',
  'subscription',
]

/** Tables to which the gate adds, and of which it reads nothing. */
export const addedToByGate: readonly string[] = ['log_entry']

/** Of reports the gate reads all and writes one column: that it took them. */
export const reportOfGate = { table: 'report', write: ['gate_taken_at'] } as const

/** Further tables that the gate reads and writes beside those that publish. */
export const writtenByGate: readonly string[] = ['delivery', 'gate_item', 'indicator_act', 'notice', 'warning_draft', 'warning_signature']

/** Tables from which the gate also deletes: signatures of drafts that it sends back, objects that named somebody. */
export const deletedByGate: readonly string[] = ['warning_object', 'warning_signature']

/**
 * Tables that the gate alone reads and writes: what was reported by how many decides what recipients are told to block, and which directory was seen whose
 * signature under a draft counts.
 */
export const ofGateAlone: readonly string[] = ['gate_directory', 'reported_value', 'taken_down_value']
