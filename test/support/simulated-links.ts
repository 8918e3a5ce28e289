import { randomBytes, randomUUID } from 'node:crypto'
import { componentsOf } from '#campaign/components.ts'
import { keepTraits, candidatePairs, type Pair } from '#campaign/trait-store.ts'
import { traitKeys } from '#campaign/trait-keys.ts'
import { traitsOf } from '#campaign/traits-of.ts'
import { weighPairs, type WeighedPair } from '#campaign/weigh-pairs.ts'
import type { Database } from '#database/database.ts'
import { inSlices } from '#runtime/in-slices.ts'
import { Secret } from '#runtime/secret.ts'
import type { SimulatedIncident } from './simulated-incidents.ts'

/** A simulated incident in the database. */
export type PlacedIncident = SimulatedIncident & { readonly incidentId: string }

const firstDay = Temporal.PlainDate.from('2025-04-01')
const batch = 50

/** Puts incidents into the database with what they may be linked by. */
export async function placeIncidents({ kysely }: Database, incidents: readonly SimulatedIncident[]): Promise<readonly PlacedIncident[]> {
  const placed = incidents.map((one) => ({ ...one, incidentId: randomUUID() }))
  const keys = traitKeys(new Secret('owner key of tests'))
  for (let start = 0; start < placed.length; start += batch)
    await kysely.transaction().execute(async (tx) => {
      const some = placed.slice(start, start + batch).map((one) => ({ ...one, openedOn: firstDay.add({ days: one.day }).toString() }))
      await tx
        .insertInto('incident')
        .values(some.map(({ incidentId, openedOn }) => rowOf(incidentId, `${openedOn}T12:00:00Z`)))
        .execute()
      const read = await Promise.all(
        some.map(async ({ incidentId, openedOn, shareable }) => {
          const traits = await inSlices(traitsOf([shareable], () => 'telling'))
          return { incidentId, revision: 1, openedOn, traits }
        }),
      )
      await keepTraits(tx, read, keys)
    })
  return placed
}

function rowOf(id: string, at: string) {
  const stage = { kind: 'other', stage: 'initial', revision: 1, summary: {}, clock_instants: {} }
  return { id, owner_tag: randomBytes(32), opened_at: at, latest_report_at: at, next_due_at: null, ...stage }
}

/** Returns what each pair weighs that shares something which could link it. */
export async function weighAll({ kysely }: Database, placed: readonly PlacedIncident[]): Promise<readonly WeighedPair[]> {
  const weighed = new Map<string, WeighedPair>()
  for (let start = 0; start < placed.length; start += batch)
    await kysely.transaction().execute(async (tx) => {
      const ids = placed.slice(start, start + batch).map(({ incidentId }) => incidentId)
      for (const one of await weighPairs(tx, await candidatePairs(tx, ids))) weighed.set(`${one.low} ${one.high}`, one)
    })
  return [...weighed.values()]
}

/** How well links tell the planted campaigns from what is unrelated. */
export type LinkingQuality = {
  /** Links between incidents of different campaigns or of none, for each incident: how many an incident has by chance. */
  readonly falseStrong: number
  readonly falsePossible: number
  /** By number of the campaign: how many members it has, and how many of them links hold together. */
  readonly campaigns: readonly { readonly members: number; readonly together: number }[]
}

/** Returns how good the links are that these pairs make. */
export function qualityOf(placed: readonly PlacedIncident[], weighed: readonly WeighedPair[]): LinkingQuality {
  const campaignOf = new Map(placed.map(({ incidentId, campaign }) => [incidentId, campaign]))
  const isTrue = ({ low, high }: Pair): boolean => campaignOf.get(low) !== null && campaignOf.get(low) === campaignOf.get(high)
  const wrong = weighed.filter((one) => one.weight.strength !== null && !isTrue(one))
  // Each link is one of both of its incidents.
  const perIncident = (links: readonly WeighedPair[]): number => (2 * links.length) / placed.length
  const numbers = [...new Set(placed.flatMap(({ campaign }) => (campaign === null ? [] : [campaign])))].toSorted(
    (one, other) => one - other,
  )
  return {
    falseStrong: perIncident(wrong.filter(({ weight }) => weight.strength === 'strong')),
    falsePossible: perIncident(wrong),
    campaigns: numbers.map((campaign) => {
      const own = weighed.filter((one) => one.weight.strength !== null && isTrue(one) && campaignOf.get(one.low) === campaign)
      const largest = Math.max(0, ...componentsOf(own).map(({ length }) => length))
      return { members: placed.filter((one) => one.campaign === campaign).length, together: largest }
    }),
  }
}
