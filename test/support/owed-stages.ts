import { randomUUID } from 'node:crypto'
import type { Queries } from '#database/database.ts'
import { writeObligations } from '#obligation/obligation-store.ts'
import type { Obligation, ObligationStage } from '#obligation/obligation.ts'

/** A stage that is owed within hours, with nothing known of it but its instants. */
export function owedStage(stage: string, fields: Partial<ObligationStage>): ObligationStage {
  return {
    stage,
    round: 1,
    clock: null,
    startsAt: null,
    endsAt: null,
    dueAt: null,
    metAt: null,
    metBy: null,
    lastSentAt: null,
    supersededAt: null,
    ...fields,
  }
}

/** An obligation of the operator under the act of 2025 for a fresh incident. */
export function owedBy(fields: Partial<Obligation>): Obligation {
  return {
    incidentId: randomUUID(),
    law: 'jp.ccea.art5',
    party: 'operator',
    rulebook: { id: 'jp', version: '1' },
    verdict: 'due',
    endedAt: null,
    endedAs: null,
    stages: [],
    ...fields,
  }
}

/** Whose an incident is, who received it, and since when its obligation counts as known, now by default. */
export type OwedGround = { readonly ownerTag: Buffer; readonly authorityIds: readonly string[]; readonly knownAt?: string }

/** Writes an obligation with its incident. */
export async function writeOwed(queries: Queries, obligation: Obligation, { ownerTag, authorityIds, knownAt }: OwedGround): Promise<void> {
  await queries.transaction().execute(async (tx) => {
    await tx
      .insertInto('incident')
      .values({
        id: obligation.incidentId,
        owner_tag: ownerTag,
        kind: 'ransomware',
        stage: 'initial',
        revision: 1,
        opened_at: '2026-11-22T00:00:00Z',
        latest_report_at: '2026-11-22T00:00:00Z',
        next_due_at: null,
        summary: {},
        clock_instants: {},
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    if (authorityIds.length > 0)
      await tx
        .insertInto('incident_recipient')
        .values(authorityIds.map((authorityId) => ({ incident_id: obligation.incidentId, authority_id: authorityId })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    await writeObligations(tx, [obligation])
    if (knownAt === undefined) return
    const { incidentId } = obligation
    await tx.updateTable('obligation_stage').set({ target_known_at: knownAt }).where('incident_id', '=', incidentId).execute()
  })
}
