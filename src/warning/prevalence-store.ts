import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { InTransaction } from '#database/database.ts'
import type { Indicator } from '#indicator/indicator.ts'
import type { Secret } from '#runtime/secret.ts'
import { prevalenceKey, prevalenceOf, type Prevalence } from './gate/prevalence.ts'

declare module '#database/tables.ts' {
  interface Tables {
    reported_value: { value_key: Buffer; owner_key: Buffer; reported_on: string }
  }
}

/** Turns values and owners into what the table holds of them. */
export type PrevalenceKeys = {
  /** Returns under which bytes a value is counted. */
  keyOf(indicator: Pick<Indicator, 'type' | 'value'>): Buffer
  /** Returns what stands for an owner at one value, and at no other. */
  ownerAt(valueKey: Buffer, ownerTag: Uint8Array): Buffer
}

/**
 * Returns the keys that `secret` makes, which lives outside the database.
 *
 * A copy of the database alone tells neither which values were reported nor by whom, nor which of them came from one owner: at every value an owner has
 * another key.
 */
export function prevalenceKeys(secret: Secret): PrevalenceKeys {
  const hash = (label: string) => createHmac('sha256', secret.reveal()).update(`noroshi-${label}-1:`)
  return {
    keyOf: (indicator) => hash('reported-value').update(prevalenceKey(indicator)).digest(),
    ownerAt: (valueKey, ownerTag) => hash('reported-by').update(valueKey).update(ownerTag).digest(),
  }
}

/** The values of one report, and whose it is. */
export type ReportedValues = { readonly values: readonly Indicator[]; readonly ownerTag: Uint8Array; readonly keys: PrevalenceKeys }

/** Returns which of the values of a report another owner reported, or a warning carries that does not come from this owner. */
export async function lookUpPrevalence(tx: InTransaction, reported: ReportedValues): Promise<Prevalence> {
  if (reported.values.length === 0) return prevalenceOf(new Set())
  const rows = rowsOf(reported)
  const known = await sql<{ valueKey: Buffer }>`
    select distinct reported_value.value_key as "valueKey"
    from reported_value
      join unnest(${rows.map((row) => row.valueKey)}::bytea[], ${rows.map((row) => row.ownerKey)}::bytea[]) as asked (value_key, owner_key)
        on asked.value_key = reported_value.value_key and asked.owner_key <> reported_value.owner_key`.execute(tx)
  const reportedElsewhere = new Set(known.rows.map((row) => row.valueKey.toString('hex')))
  const keys = rows.filter((row) => reportedElsewhere.has(row.valueKey.toString('hex'))).map((row) => row.key)
  return prevalenceOf(new Set([...keys, ...(await sharedByOthers(tx, reported))]))
}

/** What an officer warned of without any report, or because of somebody else's, is a second source. */
async function sharedByOthers(tx: InTransaction, { values, ownerTag }: ReportedValues): Promise<readonly string[]> {
  const tag = Buffer.from(ownerTag)
  const found = await sql<{ type: Indicator['type']; value: string }>`
    select distinct shared_indicator.type, shared_indicator.value
    from shared_indicator
      join unnest(${values.map((one) => one.type)}::text[], ${values.map((one) => one.value)}::text[]) as asked (type, value)
        on asked.type = shared_indicator.type and asked.value = shared_indicator.value
    where shared_indicator.revoked_at is null
      and not exists (
        select from warning_report join report on report.id = warning_report.report_id
        where warning_report.warning_id = shared_indicator.warning_id and report.owner_tag = ${tag})`.execute(tx)
  return found.rows.map(prevalenceKey)
}

/** Counts the values of a report for its owner; `day` is today in UTC, `YYYY-MM-DD`. */
export async function countValues(tx: InTransaction, reported: ReportedValues, day: string): Promise<void> {
  if (reported.values.length === 0) return
  // In the order of their keys, so that the order of rows on the disk tells nothing of which came together.
  const rows = rowsOf(reported).toSorted((left, right) => Buffer.compare(left.valueKey, right.valueKey))
  await sql`
    insert into reported_value (value_key, owner_key, reported_on)
    select one.value_key, one.owner_key, ${day}::date
    from unnest(${rows.map((row) => row.valueKey)}::bytea[], ${rows.map((row) => row.ownerKey)}::bytea[]) as one (value_key, owner_key)
    on conflict do nothing`.execute(tx)
}

/** Takes the values of a report that proved to be no attack out of the count of its owner. */
export async function forgetValues(tx: InTransaction, reported: ReportedValues): Promise<void> {
  if (reported.values.length === 0) return
  const rows = rowsOf(reported)
  await sql`
    delete from reported_value
    using unnest(${rows.map((row) => row.valueKey)}::bytea[], ${rows.map((row) => row.ownerKey)}::bytea[]) as one (value_key, owner_key)
    where reported_value.value_key = one.value_key and reported_value.owner_key = one.owner_key`.execute(tx)
}

/** Returns the ids of shared indicators that rest on one source, count today, and are among `values`. */
export async function unconfirmedAmong(
  tx: InTransaction,
  values: readonly Pick<Indicator, 'type' | 'value'>[],
  today: string,
): Promise<readonly string[]> {
  if (values.length === 0) return []
  const found = await sql<{ id: string }>`
    select shared_indicator.id
    from shared_indicator
      join unnest(${values.map((one) => one.type)}::text[], ${values.map((one) => one.value)}::text[]) as asked (type, value)
        on asked.type = shared_indicator.type and asked.value = shared_indicator.value
    where shared_indicator.revoked_at is null and shared_indicator.confidence = 'unconfirmed' and shared_indicator.valid_until > ${today}::date`.execute(
    tx,
  )
  return found.rows.map((row) => row.id)
}

/** Returns the ids of shared indicators that an incident alone brought: those that count and rest on one source, in the warnings that rest on its reports. */
export async function unconfirmedOfIncident(tx: InTransaction, incidentId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct shared_indicator.id
    from report
      join warning_report on warning_report.report_id = report.id
      join shared_indicator on shared_indicator.warning_id = warning_report.warning_id
    where report.incident_id = ${incidentId} and shared_indicator.revoked_at is null and shared_indicator.confidence = 'unconfirmed'
      and (warning_report.indicator_ids is null or shared_indicator.id = any (warning_report.indicator_ids))
      and not exists (
        select from warning_report as beside join report as other on other.id = beside.report_id
        where beside.warning_id = shared_indicator.warning_id and other.incident_id <> report.incident_id
          and (beside.indicator_ids is null or shared_indicator.id = any (beside.indicator_ids)))`.execute(tx)
  return rows.map((row) => row.id)
}

function rowsOf({ values, ownerTag, keys }: ReportedValues): readonly { key: string; valueKey: Buffer; ownerKey: Buffer }[] {
  return values.map((indicator) => {
    const valueKey = keys.keyOf(indicator)
    return { key: prevalenceKey(indicator), valueKey, ownerKey: keys.ownerAt(valueKey, ownerTag) }
  })
}
