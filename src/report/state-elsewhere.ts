import type { Filing } from '#envelope/filing-schema.ts'
import type { Database } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import { findIncident, keepClocks } from '#incident/incident-store.ts'
import { findOpenStage } from '#obligation/adjust-clock.ts'
import { nextDueAt, type Obligation, type ObligationStage } from '#obligation/obligation.ts'
import { adjustmentsOf, obligationsOf, writeObligations } from '#obligation/obligation-store.ts'
import { owedAfter } from '#obligation/owe.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import { registeredFacts, type RegisteredOperator } from './duties.ts'
import type { FilingVault } from './filing-vault.ts'
import { latestFiling } from './report-store.ts'

/** An operator's word that it reported a stage outside this platform. Instants are ISO 8601 in UTC. */
export type Statement = {
  readonly incidentId: string
  readonly law: string
  readonly stage: string
  /** When it reported. */
  readonly at: string
  /** When it says so. */
  readonly statedAt: string
}

/**
 * Takes a stage as met by the word of the operator, and starts the clocks that run from it; the same statement twice is one.
 *
 * @throws {Problem} 404 `OBLIGATION_NOT_FOUND`, 409 `STAGE_SETTLED`, 422 `STATEMENT_IN_FUTURE`.
 */
export function stateElsewhere(
  { database, rulebooks, vault }: { readonly database: Database; readonly rulebooks: readonly Rulebook[]; readonly vault: FilingVault },
  statement: Statement,
  operator: RegisteredOperator,
): Promise<void> {
  const { incidentId, at, statedAt } = statement
  if (Temporal.Instant.compare(at, statedAt) > 0) {
    throw new Problem(422, 'STATEMENT_IN_FUTURE', `A report cannot have been sent at ${at}, which is still to come`)
  }
  return database.kysely.transaction().execute(async (tx) => {
    const incident = await findIncident(tx, incidentId, true)
    const filing = await latestFiling(tx, incidentId, vault)
    if (incident === null || filing === null) throw notFound('incident')
    const obligations = await obligationsOf(tx, [incidentId])
    if (obligations.some((one) => one.stages.some((stage) => isStated(one, stage, statement)))) return
    const { stage } = findOpenStage(obligations, statement)
    const before = {
      obligations: obligations.map((one) => ({ ...one, stages: one.stages.map((known) => (known === stage ? stated(known, at) : known)) })),
      adjustments: await adjustmentsOf(tx, [incidentId]),
      clockInstants: incident.clockInstants,
    }
    const facts = registeredFacts(readableAnswers(filing), operator)
    const owed = owedAfter({ incidentId, stage: 'statement', filedAt: statedAt, facts, reached: new Map() }, rulebooks, before)
    await writeObligations(tx, owed.obligations)
    await keepClocks(tx, incidentId, { nextDueAt: nextDueAt(owed.obligations), clockInstants: owed.clockInstants })
  })
}

function stated(stage: ObligationStage, at: string): ObligationStage {
  return { ...stage, metAt: at, metBy: 'statement', lastSentAt: at }
}

function isStated(obligation: Obligation, stage: ObligationStage, { law, stage: name, at }: Statement): boolean {
  const { metBy, metAt } = stage
  if (obligation.law !== law || stage.stage !== name || metBy !== 'statement' || metAt === null) return false
  return Temporal.Instant.compare(metAt, at) === 0
}

function readableAnswers(filing: string) {
  const { handling, shareable } = JSON.parse(filing) as Filing
  return { ...handling, ...shareable }
}
