import type { Filing } from '#envelope/filing-schema.ts'
import type { Database, Queries } from '#database/database.ts'
import { isDatabaseAway } from '#database/database-error.ts'
import { notFound, Problem } from '#http/problem.ts'
import { findIncident, updateIncident } from '#incident/incident-store.ts'
import type { Incident } from '#incident/incident.ts'
import { nextDueAt } from '#obligation/obligation.ts'
import { adjustmentsOf, obligationsOf, writeObligations } from '#obligation/obligation-store.ts'
import type { Owed, OwedBefore } from '#obligation/owed.ts'
import { appendCaseEntry } from '#receipt/append-entry.ts'
import { filingAct, filingLeaf, type CameAnotherWay } from '#receipt/filing-leaf.ts'
import type { FilingVault } from './filing-vault.ts'
import { bindAttachments } from '#attachment/attachment-store.ts'
import { claimRefusal } from '#attachment/claim-attachments.ts'
import { createCommitQueue } from './commit-queue.ts'
import type { ReportStage } from '#rulebook/core-field.ts'
import { insertFirstReports, type FirstReport } from './first-report-store.ts'
import { isReportStage, mayFollow, type FiledReport } from './report.ts'
import { findByKeys, insertReports, reportsOfIncident, type KnownReport, type NewReport } from './report-store.ts'

/** A filing that was checked, on its way into the record. */
export type CheckedFiling = {
  readonly filing: Filing
  /** The JSON text that the filing was read from, as it came. */
  readonly bytes: Uint8Array
  readonly ownerTag: Buffer
  readonly idempotencyKey: string
  readonly digest: string
  /** The instant that counts as that of filing. */
  readonly filedAt: string
  /** Set where an officer took it in. */
  readonly came?: CameAnotherWay | undefined
  readonly authorityIds: readonly string[]
  /** Returns what is owed once this report is in the record. */
  readonly owedAfter: (before?: OwedBefore) => Owed
}

/** What filing answers: the report, and whether this call added it. */
export type FilingResult = { readonly report: FiledReport; readonly added: boolean }

/** What tells a retry: the same content under the same key of the same operator. */
export type Retry = Pick<CheckedFiling, 'ownerTag' | 'idempotencyKey' | 'digest'>

/** What the record is kept in, and what locks filings up. */
export type RecordParts = { readonly database: Database; readonly vault: FilingVault }

/** The reports of this installation. */
export type ReportRecord = {
  /** Takes a checked filing in; returns when it is durable. */
  file(filing: CheckedFiling): Promise<FilingResult>
  /** Returns what the filing became that this one repeats, or null. */
  findRepeated(retry: Retry): Promise<FilingResult | null>
}

/**
 * Returns the record over a database. Report, incident, obligations and the entry of the log are written in one transaction or not at all.
 *
 * First reports of the same moment share a transaction. A retry under the same key returns the first result; the same key with other content is refused.
 */
export function createReportRecord(parts: RecordParts): ReportRecord {
  const queue = createCommitQueue((batch: readonly CheckedFiling[]) => fileBatch(parts, batch), queueLimits)
  return {
    file: async (filing) => {
      const outcome = filing.filing.stage === 'initial' ? await queue.add(filing) : await fileNext(parts, filing)
      if (outcome instanceof Error) throw outcome
      return outcome
    },
    findRepeated: async (retry) => {
      const outcome = await earlierResult(parts.database.kysely, retry)
      return outcome instanceof Error ? null : outcome
    },
  }
}

const queueLimits = { itemsPerBatch: 64, batchesAtOnce: 2, itemsWaiting: 2_000 }

/** What became of one filing; a refusal or fault is its own and not its neighbours'. */
type Outcome = FilingResult | Error

async function fileBatch(parts: RecordParts, batch: readonly CheckedFiling[]): Promise<readonly Outcome[]> {
  try {
    return await insertBatch(parts, batch)
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    // One bad filing must not fail its neighbours: they go again one by one.
    return Promise.all(batch.map((one) => fileAlone(parts, one)))
  }
}

async function insertBatch({ database, vault }: RecordParts, batch: readonly CheckedFiling[]): Promise<readonly Outcome[]> {
  // Retries that came in together: the first of them is written, the others get its result.
  const firsts = [...Map.groupBy(batch, keyText).values()].flatMap((same) => same.slice(0, 1))
  const rows = new Map(firsts.map((one) => [firstReport(one), one]))
  const added = await insertFirstReports(database.pool, [...rows.keys()], vault)
  const written = new Set([...rows].flatMap(([row, one]) => (added.has(row) ? [one] : [])))
  const earlier = await findByKeys(
    database.kysely,
    batch.filter((one) => !written.has(one)),
  )
  return batch.map((one) => (written.has(one) ? { report: filedReport(one, 1), added: true } : (repeated(one, earlier) ?? taken())))
}

async function fileAlone(parts: RecordParts, one: CheckedFiling): Promise<Outcome> {
  return untilNoDeadlock(async () => (await insertBatch(parts, [one]))[0] ?? taken()).catch((error: unknown) =>
    conflictResult(parts, one, error),
  )
}

function firstReport(one: CheckedFiling): FirstReport {
  const owed = one.owedAfter()
  const report = newReport(one, 1)
  return {
    report,
    incident: incidentOf(one, null, owed),
    owed,
    leaf: filingLeaf({ ...report, came: one.came }),
  }
}

function keyText(one: CheckedFiling): string {
  return `${one.ownerTag.toString('hex')} ${one.idempotencyKey}`
}

/** Two retries that meet in the database may collide on the id before they do on the key: the later one gets the result of the first. */
async function conflictResult({ database }: RecordParts, one: CheckedFiling, error: unknown): Promise<Outcome> {
  const refusal = claimRefusal(error)
  if (refusal === null && !hasCode(error, uniqueViolation))
    return error instanceof Error ? error : new TypeError('A filing failed without an error')
  return (await earlierResult(database.kysely, one)) ?? refusal ?? taken()
}

async function earlierResult(queries: Queries, one: Retry): Promise<Outcome | null> {
  return repeated(one, await findByKeys(queries, [one]))
}

/** Returns the report that `one` repeats, or why it may not use its key; null where its key is new. */
function repeated(one: Retry, known: readonly KnownReport[]): Outcome | null {
  const earlier = known.find(({ key }) => key.idempotencyKey === one.idempotencyKey && key.ownerTag.equals(one.ownerTag))
  if (earlier === undefined) return null
  if (earlier.report.digest === one.digest) return { report: earlier.report, added: false }
  return new Problem(
    409,
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key was used before with other content; resend the very same bytes, or use a fresh key',
  )
}

function taken(): Problem {
  return new Problem(409, 'REPORT_EXISTS', 'There is another report or incident with this id; use fresh ids')
}

async function fileNext(parts: RecordParts, one: CheckedFiling): Promise<Outcome> {
  return untilNoDeadlock(() => fileFollowUp(parts, one)).catch((error: unknown) => conflictResult(parts, one, error))
}

const uniqueViolation = '23505'
const deadlock = '40P01'
const deadlocksMost = 5

/** Filings that claim each other's ids can wait for one another in a circle; the database fails one of them, which goes again. */
async function untilNoDeadlock<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= deadlocksMost || !hasCode(error, deadlock)) throw error
    }
  }
}

function fileFollowUp({ database, vault }: RecordParts, one: CheckedFiling): Promise<Outcome> {
  return database.kysely.transaction().execute(async (queries) => {
    const found = await findIncident(queries, one.filing.incidentId, true)
    if (found === null || !found.ownerTag.equals(one.ownerTag)) return notFound('incident')
    const earlier = await earlierResult(queries, one)
    if (earlier !== null) return earlier
    const latest = (await reportsOfIncident(queries, one.filing.incidentId)).at(-1) ?? null
    const refusal = refuseFollowUp(latest, one.filing)
    if (refusal !== null) return refusal
    const revision = found.incident.revision + 1
    const report = newReport(one, revision)
    const added = await insertReports(queries, [report], vault)
    if (!added.has(one.filing.reportId)) return taken()
    await bindAttachments(queries, one.filing.reportId, report.attachmentIds)
    await appendCaseEntry(queries, filingAct({ ...filedReport(one, revision), came: one.came }), { reportId: one.filing.reportId })
    const owed = one.owedAfter({
      obligations: await obligationsOf(queries, [one.filing.incidentId]),
      adjustments: await adjustmentsOf(queries, [one.filing.incidentId]),
      clockInstants: found.clockInstants,
    })
    await writeObligations(queries, owed.obligations)
    await updateIncident(queries, { ...incidentOf(one, found.incident, owed), clockInstants: owed.clockInstants }, one.authorityIds)
    return { report: filedReport(one, revision), added: true }
  })
}

function refuseFollowUp(latest: FiledReport | null, filing: Filing): Problem | null {
  if (latest === null || latest.reportId !== filing.previousReportId) {
    return new Problem(409, 'REPORT_SUPERSEDED', 'Another report was filed for this incident since; read it and start from it')
  }
  if (mayFollow(latest.stage, stageOf(filing))) return null
  return new Problem(409, 'STAGE_OUT_OF_ORDER', `A report at stage "${filing.stage}" cannot follow one at stage "${latest.stage}"`)
}

/** Returns the stage of a filing whose schema and stage were checked on entry. */
function stageOf(filing: Filing): ReportStage {
  if (!isReportStage(filing.stage)) throw new Problem(422, 'STAGE_UNKNOWN', `The stage "${filing.stage}" is unknown`)
  return filing.stage
}

function filedReport(one: CheckedFiling, revision: number): FiledReport {
  return {
    reportId: one.filing.reportId,
    incidentId: one.filing.incidentId,
    stage: stageOf(one.filing),
    revision,
    filedAt: one.filedAt,
    digest: one.digest,
  }
}

function newReport(one: CheckedFiling, revision: number): NewReport {
  return {
    ...filedReport(one, revision),
    ownerTag: one.ownerTag,
    previousReportId: one.filing.previousReportId,
    idempotencyKey: one.idempotencyKey,
    rulebookVersion: one.filing.rulebook.version,
    authorityIds: one.authorityIds,
    attachmentIds: one.filing.sealed.attachments.map(({ id }) => id),
    filing: one.bytes,
  }
}

function incidentOf(one: CheckedFiling, before: Incident | null, { obligations }: Owed): Incident {
  const kind = one.filing.handling['inc.kind']
  const withdrawn = one.filing.stage === 'withdrawal'
  return {
    id: one.filing.incidentId,
    kind: typeof kind === 'string' ? kind : (before?.kind ?? 'unknown'),
    stage: one.filing.stage,
    revision: (before?.revision ?? 0) + 1,
    openedAt: before?.openedAt ?? one.filedAt,
    latestReportAt: one.filedAt,
    nextDueAt: nextDueAt(obligations),
    summary: withdrawn && before !== null ? before.summary : one.filing.handling,
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
