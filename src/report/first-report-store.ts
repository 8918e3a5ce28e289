import type pg from 'pg'
import type { Incident } from '#incident/incident.ts'
import type { Obligation, ObligationStage } from '#obligation/obligation.ts'
import { obligationRow, stageRow } from '#obligation/obligation-store.ts'
import type { Owed } from '#obligation/owed.ts'
import type { NewCaseLeaf } from '#receipt/new-leaf.ts'
import type { FilingVault } from './filing-vault.ts'
import type { NewReport } from './report-store.ts'

/** A first report with everything that it brings into being. */
export type FirstReport = {
  readonly report: NewReport
  readonly incident: Incident
  readonly owed: Owed
  readonly leaf: NewCaseLeaf
}

/** One column of the rows that go in: its type, and its value of a first report. */
type Column = readonly [name: string, type: string, value: (one: FirstReport, vault: FilingVault) => unknown]

const columns: readonly Column[] = [
  ['id', 'uuid', ({ report }) => report.reportId],
  ['incident_id', 'uuid', ({ report }) => report.incidentId],
  ['owner_tag', 'bytea', ({ report }) => report.ownerTag],
  ['idempotency_key', 'text', ({ report }) => report.idempotencyKey],
  ['digest', 'bytea', ({ report }) => Buffer.from(report.digest, 'hex')],
  ['filed_at', 'timestamptz', ({ report }) => report.filedAt],
  ['rulebook_version', 'text', ({ report }) => report.rulebookVersion],
  ['sealed_filing', 'bytea', ({ report }, vault) => vault.seal(report.reportId, report.filing)],
  ['kind', 'text', ({ incident }) => incident.kind],
  ['next_due_at', 'timestamptz', ({ incident }) => incident.nextDueAt],
  ['summary', 'jsonb', ({ incident }) => JSON.stringify(incident.summary)],
  ['authority_ids', 'uuid[]', ({ report }) => report.authorityIds],
  ['attachment_ids', 'uuid[]', ({ report }) => report.attachmentIds],
  ['commitment', 'bytea', ({ leaf }) => leaf.commitment],
  ['salt', 'bytea', ({ leaf }) => leaf.salt],
  ['entry', 'text', ({ leaf }) => leaf.entry],
  ['case_seq', 'integer', ({ leaf }) => leaf.caseSeq],
  ['clock_instants', 'jsonb', ({ owed }) => JSON.stringify(owed.clockInstants)],
  ['obligations', 'jsonb', ({ owed }) => JSON.stringify(owed.obligations.map(obligationRow))],
  ['stages', 'jsonb', ({ owed }) => JSON.stringify(owed.obligations.flatMap((one) => one.stages.map((stage) => plainStage(one, stage))))],
]

/**
 * Adds first reports with their incidents, recipients, obligations and log entries in one statement: one transaction, one exchange with the server.
 *
 * Rows go in by key, so that two processes that insert the same retries never wait for each other in a circle.
 *
 * @returns Those that were added; one whose key its owner used before is left out with everything that belongs to it.
 */
export async function insertFirstReports(
  pool: pg.Pool,
  reports: readonly FirstReport[],
  vault: FilingVault,
): Promise<ReadonlySet<FirstReport>> {
  const sorted = reports.toSorted((left, right) => (left.report.idempotencyKey < right.report.idempotencyKey ? -1 : 1))
  const values = sorted.flatMap((one) => columns.map(([, , value]) => value(one, vault)))
  const query = { name: `first-reports-${sorted.length}`, text: statementFor(sorted.length), values }
  const { rows } = await pool.query<{ owner_tag: Buffer; idempotency_key: string }>(query)
  const added = new Set(rows.map((row) => retryName(row.owner_tag, row.idempotency_key)))
  return new Set(reports.filter(({ report }) => added.has(retryName(report.ownerTag, report.idempotencyKey))))
}

function retryName(ownerTag: Buffer, idempotencyKey: string): string {
  return `${ownerTag.toString('latin1')} ${idempotencyKey}`
}

const statements = new Map<number, string>()

function statementFor(count: number): string {
  const known = statements.get(count)
  if (known !== undefined) return known
  const rows = Array.from(
    { length: count },
    (_, row) => `(${columns.map(([, type], column) => `$${row * columns.length + column + 1}::${type}`).join(', ')})`,
  )
  const made = `
    with input (${columns.map(([name]) => name).join(', ')}) as (values ${rows.join(', ')}),
    added as (
      insert into report (id, incident_id, owner_tag, stage, revision, idempotency_key, digest, filed_at, rulebook_version, sealed_filing,
        authority_ids)
      select id, incident_id, owner_tag, 'initial', 1, idempotency_key, digest, filed_at, rulebook_version, sealed_filing,
        authority_ids
      from input
      on conflict (owner_tag, idempotency_key) do nothing
      returning owner_tag, idempotency_key
    ),
    -- By key and not by id: a row that was left out may bear the id of one that was added.
    fresh as (select input.* from input join added using (owner_tag, idempotency_key)),
    incidents as (
      insert into incident (id, owner_tag, kind, stage, revision, opened_at, latest_report_at, next_due_at, summary, clock_instants)
      select incident_id, owner_tag, kind, 'initial', 1, filed_at, filed_at, next_due_at, summary, clock_instants from fresh
    ),
    recipients as (
      insert into incident_recipient (incident_id, authority_id) select incident_id, unnest(authority_ids) from fresh
    ),
    claimed as (
      insert into report_attachment (report_id, attachment_id) select id, unnest(attachment_ids) from fresh
    ),
    logged as (
      insert into log_entry (commitment, salt, entry, report_id, case_id, case_seq)
      select commitment, salt, entry, id, incident_id, case_seq from fresh
    ),
    owed as (
      insert into obligation (incident_id, law, party, rulebook, rulebook_version, verdict)
      select incident_id, law, party, rulebook, one.rulebook_version, verdict
      from fresh, jsonb_to_recordset(obligations) as one (law text, party text, rulebook text, rulebook_version text, verdict text)
    ),
    owed_stages as (
      insert into obligation_stage
        (incident_id, law, party, stage, round, starts_at, ends_at, due_at, met_at, met_by, last_sent_at, clock)
      select fresh.incident_id, law, party, stage, round, starts_at, ends_at, due_at, met_at, met_by, last_sent_at, clock
      from fresh, jsonb_to_recordset(stages) as one
        (law text, party text, stage text, round integer, starts_at timestamptz, ends_at timestamptz, due_at timestamptz, met_at timestamptz,
         met_by text, last_sent_at timestamptz, clock jsonb)
    )
    select owner_tag, idempotency_key from added`
  statements.set(count, made)
  return made
}

function plainStage(obligation: Obligation, stage: ObligationStage): unknown {
  return { ...stageRow(obligation, stage), clock: stage.clock }
}
