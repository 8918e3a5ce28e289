import type { Database } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import { findIncident, keepClocks } from '#incident/incident-store.ts'
import { moveDue } from '#rulebook/decide-stages.ts'
import type { Law, Rulebook } from '#rulebook/rulebook.ts'
import { lawVersion } from './law-version.ts'
import { nextDueAt, type GrantedAdjustment, type Obligation, type ObligationStage } from './obligation.ts'
import { adjustmentsOf, insertAdjustment, obligationsOf, writeObligations } from './obligation-store.ts'
import { adjustmentOf } from './reported-before.ts'

/** An extension or suspension as an officer grants it; the party is always the operator. */
export type Grant = Omit<GrantedAdjustment, 'party'>

/** The authority of the officer who grants. */
export type GrantingAuthority = { readonly code: string; readonly kind: string }

/**
 * Moves the due instant of a stage, or stops its clock, as the law allows the authority to; the same grant twice is one.
 *
 * @throws {Problem} 404 `OBLIGATION_NOT_FOUND`, 409 `STAGE_SETTLED` or `ADJUSTMENT_ID_REUSED`, 403 `ADJUSTMENT_NOT_YOURS`, 422 `ADJUSTMENT_NOT_PROVIDED`,
 * `EXTENSION_NOT_LATER`, `SUSPENSION_EMPTY` or `ADJUSTMENT_TOO_LONG`.
 */
export function adjustClock(
  { database, rulebooks }: { readonly database: Database; readonly rulebooks: readonly Rulebook[] },
  grant: Grant,
  authority: GrantingAuthority,
): Promise<void> {
  return database.kysely.transaction().execute(async (tx) => {
    const incident = await findIncident(tx, grant.incidentId, true)
    if (incident === null) throw notFound('incident')
    const obligations = await obligationsOf(tx, [grant.incidentId])
    const earlier = await adjustmentsOf(tx, [grant.incidentId])
    if (earlier.some((one) => isRepeated(one, grant))) return
    const { obligation, stage } = findOpenStage(obligations, grant)
    const law = findLaw(obligation, rulebooks)
    refuseUnprovided(grant, law.law, authority)
    refuseUseless(grant, stage)
    const adjustment = { ...grant, party: obligation.party }
    const granted = [...earlier, adjustment].filter((one) => one.law === grant.law && one.stage === grant.stage)
    const moved = { ...stage, dueAt: movedDue(stage, granted, law.rulebook) }
    if (!(await insertAdjustment(tx, adjustment))) throw idReused(grant)
    const after = obligations.map((one) =>
      one === obligation ? { ...one, stages: one.stages.map((known) => (known === stage ? moved : known)) } : one,
    )
    await writeObligations(
      tx,
      after.filter((one) => one.law === grant.law && one.party === obligation.party),
    )
    await keepClocks(tx, grant.incidentId, { nextDueAt: nextDueAt(after), clockInstants: incident.clockInstants })
  })
}

/** Tells whether `grant` is `earlier` once more; another one under its id is refused. */
function isRepeated(earlier: GrantedAdjustment, grant: Grant): boolean {
  if (earlier.id !== grant.id) return false
  const isSame =
    (['law', 'stage', 'kind', 'reason', 'authorityId'] as const).every((name) => earlier[name] === grant[name]) &&
    isSameInstant(earlier.fromAt, grant.fromAt) &&
    isSameInstant(earlier.untilAt, grant.untilAt)
  if (!isSame) throw idReused(grant)
  return true
}

function isSameInstant(left: string | null, right: string | null): boolean {
  return left === null || right === null ? left === right : Temporal.Instant.compare(left, right) === 0
}

function idReused({ id }: Grant): Problem {
  return new Problem(409, 'ADJUSTMENT_ID_REUSED', `Something else was granted under the id ${id}; use a fresh one`)
}

/** Returns the running round of a stage that the operator still owes. */
export function findOpenStage(
  obligations: readonly Obligation[],
  wanted: { readonly law: string; readonly stage: string },
): { obligation: Obligation; stage: ObligationStage } {
  const obligation = obligations.find(({ law, party }) => law === wanted.law && party === 'operator')
  const stage = obligation?.stages.findLast((one) => one.stage === wanted.stage)
  if (obligation === undefined || stage === undefined) {
    throw new Problem(404, 'OBLIGATION_NOT_FOUND', `Nothing is owed here under law "${wanted.law}" at stage "${wanted.stage}"`)
  }
  if (obligation.endedAs !== null || stage.metAt !== null || stage.supersededAt !== null) {
    throw new Problem(409, 'STAGE_SETTLED', `The stage "${wanted.stage}" is settled: it was met, withdrawn or no longer applies`)
  }
  return { obligation, stage }
}

function findLaw(obligation: Obligation, rulebooks: readonly Rulebook[]): { rulebook: Rulebook; law: Law } {
  const known = rulebooks.find(({ id }) => id === obligation.rulebook.id)
  const found = known === undefined ? null : lawVersion(known, obligation)
  if (known === undefined || found === null) throw unprovided(obligation.law)
  return { rulebook: known, law: found }
}

function unprovided(law: string): Problem {
  return new Problem(422, 'ADJUSTMENT_NOT_PROVIDED', `The law "${law}" does not provide for this extension or suspension at this stage`)
}

function refuseUnprovided({ kind, stage }: Grant, { data }: Law, authority: GrantingAuthority): void {
  const isProvided = data.adjustments?.some((entry) => entry.kind === kind && entry.stages.some((one) => one === stage)) === true
  if (!isProvided) throw unprovided(data.id)
  const isNamed = data.recipients.some(
    ({ recipient }) => recipient === authority.code || (recipient === null && authority.kind === 'ministry'),
  )
  if (!isNamed) throw new Problem(403, 'ADJUSTMENT_NOT_YOURS', `The law "${data.id}" does not name your authority as a recipient`)
}

function refuseUseless({ kind, fromAt, untilAt }: Grant, { dueAt, startsAt }: ObligationStage): void {
  if (kind === 'extension' && (dueAt === null || Temporal.Instant.compare(untilAt, dueAt) <= 0)) {
    throw new Problem(
      422,
      'EXTENSION_NOT_LATER',
      `An extension ends after the due instant, ${dueAt ?? 'which this stage does not have'}; it cannot shorten`,
    )
  }
  const from = fromAt ?? startsAt
  if (kind === 'suspension' && (from === null || Temporal.Instant.compare(untilAt, from) <= 0)) {
    throw new Problem(422, 'SUSPENSION_EMPTY', 'A suspension ends after it begins, and begins once the clock runs')
  }
}

// Instants are written and read with years of four digits.
const latestLimit = Temporal.Instant.from('9999-12-31T00:00:00Z')

function movedDue(
  { clock, startsAt, endsAt, dueAt }: ObligationStage,
  granted: readonly GrantedAdjustment[],
  { legal }: Rulebook,
): string | null {
  if (clock === null) return dueAt
  const running = {
    limit: clock.limit,
    startedAt: startsAt === null ? null : Temporal.Instant.from(startsAt),
    endsAt: endsAt === null ? null : Temporal.Instant.from(endsAt),
  }
  const moved = moveDue(running, granted.map(adjustmentOf), legal.zone)
  if (moved !== null && Temporal.Instant.compare(moved, latestLimit) > 0) {
    throw new Problem(422, 'ADJUSTMENT_TOO_LONG', 'With this extension or suspension the stage would fall due after the year 9999')
  }
  return moved?.toString() ?? null
}
