import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { JsonObject } from '#base/canonical-json.ts'
import { traitPriors, traitTypeOf, type Trait, type TraitType } from './trait.ts'
import type { TraitKeys } from './trait-keys.ts'

declare module '#database/tables.ts' {
  interface Tables {
    incident_trait: { incident_id: string; trait_key: Buffer; type: string; weighs: boolean; implies: readonly Buffer[]; opened_on: string }
    incident_reading: { incident_id: string; revision: number; opened_on: string; value_count: number }
  }
}

const linkingLock = 7_261_021

/** Takes the lock of the one process that links until the transaction ends; false where another holds it. */
export async function lockLinking(tx: InTransaction): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${linkingLock}) as taken`.execute(tx)
  return rows[0]?.taken === true
}

/** An incident with a report that has not been read for its traits. */
export type UnreadIncident = {
  readonly incidentId: string
  readonly revision: number
  /** Stage of the latest report. */
  readonly stage: string
  /** Handling part of the latest report. */
  readonly summary: JsonObject
  /** Day of the first report in UTC. */
  readonly openedOn: string
}

/** Returns incidents with reports that have not been read, those of the longest wait first. */
export async function unreadIncidents(tx: InTransaction, limit: number): Promise<readonly UnreadIncident[]> {
  const { rows } = await sql<UnreadIncident>`
    select incident.id as "incidentId", incident.revision, incident.stage, incident.summary, (incident.opened_at at time zone 'UTC')::date as "openedOn"
    from incident
    where incident.id in (
      select report.incident_id from report left join incident_reading as reading on reading.incident_id = report.incident_id
      where reading.incident_id is null or reading.revision < report.revision)
    order by incident.latest_report_at
    limit ${limit}`.execute(tx)
  return rows
}

/** An incident with what was read of it. */
export type ReadIncident = Pick<UnreadIncident, 'incidentId' | 'revision' | 'openedOn'> & { readonly traits: readonly Trait[] }

/** Keeps the traits of incidents in place of those that they had. */
export async function keepTraits(tx: InTransaction, incidents: readonly ReadIncident[], keys: TraitKeys): Promise<void> {
  const ids = incidents.map((one) => one.incidentId)
  await tx.deleteFrom('incident_trait').where('incident_id', 'in', ids).execute()
  const rows = incidents.flatMap((one) => rowsOf(one, keys))
  await sql`
    insert into incident_trait (incident_id, trait_key, type, weighs, implies, opened_on)
    select one.incident_id, one.key, one.type, one.weighs,
      coalesce((select array_agg(decode(hex, 'hex')) from unnest(string_to_array(nullif(one.implies, ''), ' ')) as hex), '{}'), one.opened_on
    from unnest(${rows.map((one) => one.incidentId)}::uuid[], ${rows.map((one) => one.key)}::bytea[], ${rows.map((one) => one.type)}::text[],
      ${rows.map((one) => one.weighs)}::boolean[], ${rows.map((one) => one.implies)}::text[], ${rows.map((one) => one.openedOn)}::date[])
      as one (incident_id, key, type, weighs, implies, opened_on)`.execute(tx)
  const counts = incidents.map((one) => valuesAmong(rows.filter(({ incidentId }) => incidentId === one.incidentId)))
  await sql`
    insert into incident_reading (incident_id, revision, opened_on, value_count)
    select * from unnest(${ids}::uuid[], ${incidents.map((one) => one.revision)}::integer[], ${incidents.map((one) => one.openedOn)}::date[], ${counts}::integer[])
    on conflict (incident_id) do update set
      revision = excluded.revision, opened_on = excluded.opened_on, value_count = excluded.value_count`.execute(tx)
}

type TraitRow = Pick<Trait, 'type' | 'weighs'> & {
  readonly incidentId: string
  readonly openedOn: string
  readonly key: Buffer
  /** Keys in hexadecimal, with spaces between them. */
  readonly implies: string
}

function rowsOf({ incidentId, openedOn, traits }: ReadIncident, keys: TraitKeys): readonly TraitRow[] {
  return (
    traits
      .map((one) => ({
        incidentId,
        openedOn,
        type: one.type,
        weighs: one.weighs,
        key: keys.keyOf(one),
        implies: one.implies.map((implied) => keys.keyOf(implied).toString('hex')).join(' '),
      }))
      .toSorted((left, right) => Buffer.compare(left.key, right.key))
      // Of more, those with the lowest keys: two incidents that share a long list keep the same part of it.
      .slice(0, mostTraits)
  )
}

/** Returns how many of the traits of an incident link and follow from no other one. */
function valuesAmong(rows: readonly TraitRow[]): number {
  const implied = new Set(rows.flatMap((one) => one.implies.split(' ')))
  return rows.filter((one) => traitPriors[one.type].links && !implied.has(one.key.toString('hex'))).length
}

/** The most traits that one incident is linked by. */
const mostTraits = 2000

/** Two incidents, the one with the lower id first. */
export type Pair = { readonly low: string; readonly high: string }

/** How many holders of a value are looked at, the latest ones: what more hold is nearly always common. */
const holdersOfValue = 50
/** With how many others an incident is compared, those that it shares most with. */
const othersOfIncident = 25

/** Returns the pairs of one of `incidentIds` with those incidents that share something which could link them; the work for each value is bounded. */
export async function candidatePairs(tx: InTransaction, incidentIds: readonly string[]): Promise<readonly Pair[]> {
  const linking = Object.entries(traitPriors).filter(([, { links }]) => links)
  const { rows } = await sql<Pair>`
    with shared as (
      select mine.incident_id as mine, other.incident_id as other, sum(prior.bits) as bits
      from incident_trait as mine
        join unnest(${linking.map(([type]) => type)}::text[], ${linking.map(([, { chance }]) => -Math.log2(chance))}::float8[]) as prior (type, bits)
          on prior.type = mine.type
        cross join lateral (
          select holder.incident_id from incident_trait as holder
          where holder.trait_key = mine.trait_key and holder.incident_id <> mine.incident_id
          order by holder.opened_on desc, holder.incident_id limit ${holdersOfValue}) as other
      where mine.incident_id = any(${incidentIds}::uuid[]) and mine.weighs
      group by 1, 2
    ), ranked as (
      select mine, other, row_number() over (partition by mine order by bits desc, other) as place from shared
    )
    select distinct least(mine, other) as low, greatest(mine, other) as high from ranked where place <= ${othersOfIncident}`.execute(tx)
  return rows
}

/** What one pair shares, as the database holds it; keys in hexadecimal. */
export type StoredShare = Pair & {
  readonly key: string
  readonly type: TraitType
  readonly weighs: boolean
  readonly implies: readonly string[]
}

/** Returns what each of the pairs shares. */
export async function sharedTraits(queries: Queries, pairs: readonly Pair[]): Promise<readonly StoredShare[]> {
  const { rows } = await sql<Pair & { key: Buffer; type: string; weighs: boolean; implies: readonly Buffer[] }>`
    select pair.low, pair.high, a.trait_key as key, a.type, a.weighs and b.weighs as weighs, a.implies
    from unnest(${pairs.map((one) => one.low)}::uuid[], ${pairs.map((one) => one.high)}::uuid[]) as pair (low, high)
      join incident_trait as a on a.incident_id = pair.low
      join incident_trait as b on b.incident_id = pair.high and b.trait_key = a.trait_key`.execute(queries)
  return rows.flatMap(({ key, type, implies, ...rest }) => {
    const known = traitTypeOf(type)
    return known === null ? [] : [{ ...rest, key: key.toString('hex'), type: known, implies: implies.map((one) => one.toString('hex')) }]
  })
}

/** How many incidents of one day hold a value, and a fingerprint of which; of incidents with equal fingerprints over all days, the same ones hold it. */
export type DayOfHolders = { readonly key: string; readonly day: string; readonly count: number; readonly fingerprint: string }

/** Returns who holds each of these values, day by day. */
export async function holdersByDay(tx: InTransaction, keys: readonly string[]): Promise<readonly DayOfHolders[]> {
  const { rows } = await sql<DayOfHolders>`
    select encode(trait_key, 'hex') as key, opened_on as day, count(*)::int as count, bit_xor(uuid_hash_extended(incident_id, 0))::text as fingerprint
    from incident_trait where trait_key = any(${keys.map((key) => Buffer.from(key, 'hex'))}::bytea[])
    group by trait_key, opened_on`.execute(tx)
  return rows
}

/** Returns how many incidents there are that have been read, day by day. */
export async function incidentsByDay(tx: InTransaction): Promise<readonly { readonly day: string; readonly count: number }[]> {
  const { rows } = await sql<{ day: string; count: number }>`
    select opened_on as day, count(*)::int as count from incident_reading group by opened_on`.execute(tx)
  return rows
}

/** Returns the day and the number of values of each of these incidents. */
export async function readingsOf(
  tx: InTransaction,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly day: string; readonly values: number }>> {
  const { rows } = await sql<{ id: string; day: string; values: number }>`
    select incident_id as id, opened_on as day, value_count as values from incident_reading where incident_id = any(${incidentIds}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, day, values }) => [id, { day, values }]))
}
