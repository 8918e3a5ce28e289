import { randomUUID } from 'node:crypto'
import type { Database } from '#database/database.ts'
import { writeObligations } from '#obligation/obligation-store.ts'
import type { Obligation, ObligationStage } from '#obligation/obligation.ts'

/** One stage of a sample: what differs from an open one without any instant. */
export type SampleStage = Partial<ObligationStage> &
  Partial<Pick<Obligation, 'law' | 'party' | 'endedAt' | 'endedAs'>> & { readonly stage?: string }

/** Who may see a sample incident. */
export type SampleReaders = { readonly ownerTag: Buffer; readonly authorityIds?: readonly string[] }

const words = { ja: '試験', en: 'test' }
const clock = { event: words, limit: { unit: 'hours', amount: 24 }, clause: words } as const
const openStage = {
  stage: 'detailed',
  round: 1,
  clock,
  startsAt: null,
  endsAt: null,
  dueAt: null,
  metAt: null,
  metBy: null,
  lastSentAt: null,
  supersededAt: null,
}

/** The clock of a stage that is owed promptly. */
export const promptClock = { ...clock, limit: { unit: 'promptly', text: words } } as const

/** Adds an incident that owes `stages`, each of which is a stage of a law, and returns its id. */
export async function addOwedIncident(
  database: Database,
  { ownerTag, authorityIds = [] }: SampleReaders,
  stages: readonly SampleStage[],
): Promise<string> {
  const incidentId = randomUUID()
  const openedAt = '2026-11-20T00:00:00Z'
  const one = { owner_tag: ownerTag, kind: 'ddos', stage: 'initial', revision: 1, opened_at: openedAt, latest_report_at: openedAt }
  await database.kysely.transaction().execute(async (tx) => {
    await tx
      .insertInto('incident')
      .values({ ...one, id: incidentId, next_due_at: null, summary: {}, clock_instants: {} })
      .execute()
    for (const authorityId of authorityIds)
      await tx.insertInto('incident_recipient').values({ incident_id: incidentId, authority_id: authorityId }).execute()
    await writeObligations(tx, obligationsOf(incidentId, stages))
  })
  return incidentId
}

function obligationsOf(incidentId: string, stages: readonly SampleStage[]): readonly Obligation[] {
  const known = stages.map(({ law = 'jp.ccea.art5', party = 'operator', endedAt = null, endedAs = null, ...stage }) => ({
    incidentId,
    law,
    party,
    rulebook: { id: 'jp', version: '1' },
    verdict: 'due' as const,
    endedAt,
    endedAs,
    stages: [{ ...openStage, ...stage }],
  }))
  const byObligation = Map.groupBy(known, ({ law, party }) => `${law} ${party}`)
  return [...byObligation.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ ...first, stages: [first, ...more].flatMap((obligation) => obligation.stages) }],
  )
}
