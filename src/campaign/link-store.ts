import { sql, type Generated, type Selectable } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { Tables } from '#database/tables.ts'
import type { CutReason, LinkAct } from './link.ts'
import { traitTypeOf } from './trait.ts'
import type { Pair } from './trait-store.ts'
import type { WeighedPair } from './weigh-pairs.ts'
import type { Evidence, LinkStrength } from './weigh-link.ts'

declare module '#database/tables.ts' {
  interface Tables {
    incident_link: {
      id: string
      low_incident_id: string
      high_incident_id: string
      bits: number
      deducted: number
      chance: number
      strength: LinkStrength | null
      trait_keys: readonly Buffer[]
      trait_types: readonly string[]
      trait_bits: readonly number[]
      trait_common: readonly boolean[]
      further: number
      weighed_on: string
      changed_on: string
    }
    link_act: {
      sequence: Generated<number>
      link_id: string
      authority_id: string
      person_id: string
      act: LinkAct['act']
      reason: CutReason | null
      bits: number
      acted_at: string
    }
  }
}

/** How many shared values a link keeps, the heaviest. */
const keptReasons = 50
const rowsAtOnce = 500

/** Returns the pairs that have a link to one of these incidents already. */
export async function linkedPairs(tx: InTransaction, incidentIds: readonly string[]): Promise<readonly Pair[]> {
  const { rows } = await sql<Pair>`
    select low_incident_id as low, high_incident_id as high from incident_link
    where low_incident_id = any(${incidentIds}::uuid[]) or high_incident_id = any(${incidentIds}::uuid[])`.execute(tx)
  return rows
}

/** Returns pairs whose links were weighed before `today`, those of the longest wait first: what was rare may have become common. */
export async function pairsToWeigh(tx: InTransaction, { today, limit }: { today: string; limit: number }): Promise<readonly Pair[]> {
  const { rows } = await sql<Pair>`
    select low_incident_id as low, high_incident_id as high from incident_link
    where weighed_on < ${today}::date order by weighed_on limit ${limit}`.execute(tx)
  return rows
}

/** Keeps what pairs weigh: links where that is enough; where it is no more, the row goes, unless somebody has decided about it. */
export async function keepLinks(
  tx: InTransaction,
  pairs: readonly WeighedPair[],
  { today, newId }: { readonly today: string; readonly newId: () => string },
): Promise<void> {
  const tooLittle = pairs.filter(({ weight }) => weight.strength === null)
  await dropLinks(tx, tooLittle)
  const rows = pairs
    .filter(({ weight }) => weight.strength !== null)
    .map((one) => ({ ...rowOf(one), id: newId(), weighed_on: today, changed_on: today }))
  for (let start = 0; start < rows.length; start += rowsAtOnce)
    await tx
      .insertInto('incident_link')
      .values(rows.slice(start, start + rowsAtOnce))
      .onConflict((conflict) => conflict.columns(['low_incident_id', 'high_incident_id']).doUpdateSet(changes))
      .execute()
  const decided = new Set(await linkedAmong(tx, tooLittle))
  for (const one of tooLittle.filter(({ low, high }) => decided.has(`${low} ${high}`)))
    await tx
      .updateTable('incident_link')
      .set({ ...rowOf(one), weighed_on: today })
      .where('low_incident_id', '=', one.low)
      .where('high_incident_id', '=', one.high)
      .execute()
}

/** Returns which of the pairs have a link. */
async function linkedAmong(tx: InTransaction, pairs: readonly Pair[]): Promise<readonly string[]> {
  if (pairs.length === 0) return []
  const { rows } = await sql<Pair>`
    select low, high
    from incident_link join unnest(${pairs.map((one) => one.low)}::uuid[], ${pairs.map((one) => one.high)}::uuid[]) as pair (low, high)
      on low_incident_id = low and high_incident_id = high`.execute(tx)
  return rows.map(({ low, high }) => `${low} ${high}`)
}

const changes = {
  bits: sql<number>`excluded.bits`,
  deducted: sql<number>`excluded.deducted`,
  chance: sql<number>`excluded.chance`,
  strength: sql<LinkStrength>`excluded.strength`,
  trait_keys: sql<readonly Buffer[]>`excluded.trait_keys`,
  trait_types: sql<readonly string[]>`excluded.trait_types`,
  trait_bits: sql<readonly number[]>`excluded.trait_bits`,
  trait_common: sql<readonly boolean[]>`excluded.trait_common`,
  further: sql<number>`excluded.further`,
  weighed_on: sql<string>`excluded.weighed_on`,
  changed_on: sql<string>`case
    when incident_link.strength is not distinct from excluded.strength and incident_link.trait_keys @> excluded.trait_keys
      and incident_link.trait_keys <@ excluded.trait_keys then incident_link.changed_on else excluded.changed_on end`,
}

async function dropLinks(tx: InTransaction, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return
  await sql`
    delete from incident_link using unnest(${pairs.map((one) => one.low)}::uuid[], ${pairs.map((one) => one.high)}::uuid[]) as gone (low, high)
    where low_incident_id = gone.low and high_incident_id = gone.high
      and not exists (select from link_act where link_act.link_id = incident_link.id)`.execute(tx)
}

function rowOf({ low, high, weight }: WeighedPair) {
  const { bits, deducted, chance, strength, evidence } = weight
  const kept = evidence.slice(0, keptReasons)
  return {
    low_incident_id: low,
    high_incident_id: high,
    bits,
    deducted,
    chance,
    strength,
    trait_keys: kept.map(({ key }) => Buffer.from(key, 'hex')),
    trait_types: kept.map(({ type }) => type),
    trait_bits: kept.map((one) => one.bits),
    trait_common: kept.map(({ common }) => common),
    further: evidence.length - kept.length,
  }
}

/** A link as the database holds it. */
export type StoredLink = Pair & {
  readonly id: string
  readonly bits: number
  readonly deducted: number
  readonly chance: number
  readonly strength: LinkStrength | null
  /** Keys of what they share, in hexadecimal, the heaviest first. */
  readonly evidence: readonly Evidence[]
  readonly further: number
  readonly changedOn: string
}

/** The most links of one incident that are told, the heaviest. */
const toldOfIncident = 200

/** Returns the links of an incident, the heaviest first. */
export async function linksOfIncident(queries: Queries, incidentId: string): Promise<readonly StoredLink[]> {
  const rows = await queries
    .selectFrom('incident_link')
    .selectAll()
    .where((where) => where.or([where('low_incident_id', '=', incidentId), where('high_incident_id', '=', incidentId)]))
    .orderBy('bits', 'desc')
    .orderBy('id')
    .limit(toldOfIncident)
    .execute()
  return rows.map(storedLink)
}

/** The most links of a campaign that are told, the heaviest. */
const toldOfCampaign = 1000

/** Returns the links of any of these incidents, the heaviest first. */
export async function linksAmong(queries: Queries, incidentIds: readonly string[]): Promise<readonly StoredLink[]> {
  if (incidentIds.length === 0) return []
  const rows = await queries
    .selectFrom('incident_link')
    .selectAll()
    .where((where) => where.or([where('low_incident_id', 'in', incidentIds), where('high_incident_id', 'in', incidentIds)]))
    .orderBy('bits', 'desc')
    .orderBy('id')
    .limit(toldOfCampaign)
    .execute()
  return rows.map(storedLink)
}

/** Returns a link, kept from changing until the transaction ends, or null. */
export async function lockLink(tx: InTransaction, id: string): Promise<StoredLink | null> {
  const row = await tx.selectFrom('incident_link').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row === undefined ? null : storedLink(row)
}

function storedLink(row: Selectable<Tables['incident_link']>): StoredLink {
  return {
    id: row.id,
    low: row.low_incident_id,
    high: row.high_incident_id,
    bits: row.bits,
    deducted: row.deducted,
    chance: row.chance,
    strength: row.strength,
    evidence: row.trait_keys.flatMap((key, at): readonly Evidence[] => {
      const type = traitTypeOf(row.trait_types[at] ?? '')
      const [bits, common] = [row.trait_bits[at] ?? 0, row.trait_common[at] ?? false]
      return type === null ? [] : [{ key: key.toString('hex'), type, bits, common }]
    }),
    further: row.further,
    changedOn: row.changed_on,
  }
}
