import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import { hashText } from '#key-directory/fingerprint.ts'
import type { Indicator } from '#indicator/indicator.ts'
import { prevalenceKey } from './gate/prevalence.ts'
import type { PrevalenceKeys } from './prevalence-store.ts'
import { blankObjects, leftOf, placeholderOf, type TakenDown } from './take-down.ts'
import type { WarningContent, WarningIndicator } from './warning.ts'
import { objectsOfWarning } from './warning-object-store.ts'
import type { WarningVersion } from './warning-table.ts'

/**
 * Takes what named somebody out of everything that was published of a warning: contents and signed texts of its versions, objects, shared indicators.
 *
 * It is the one exception to the rule that a published row is never edited. Signatures, the digests of what was signed and the entries of the log stay; the
 * version that says that something was taken down goes out in the same transaction. The caller holds the publication lock.
 *
 * @param newest The newest version that is out, as it was.
 */
export async function takeDownPublished(
  tx: InTransaction,
  newest: WarningVersion & { readonly content: WarningContent },
  what: TakenDown,
): Promise<readonly WarningIndicator[]> {
  const versions = await tx
    .selectFrom('warning')
    .select(['version', 'version_id', 'content'])
    .where('id', '=', newest.id)
    .where('state', '=', 'published')
    .execute()
  const { indicatorIds } = what
  const ever = new Map(versions.flatMap(({ content }) => content.indicators.map((one) => [one.id, one] as const)))
  const gone = [...ever.values()].filter(({ id }) => indicatorIds === 'all' || indicatorIds.has(id))
  for (const { version, version_id: versionId, content } of versions) {
    const left = JSON.stringify(leftOf(content, what, gone))
    if (left === JSON.stringify(content)) continue
    await tx.updateTable('warning').set({ content: left }).where('id', '=', newest.id).where('version', '=', version).execute()
    await forgetStatement(tx, versionId)
  }
  await blankObjectsOf(tx, newest, { what, gone })
  for (const { id, type } of gone) await tx.updateTable('shared_indicator').set(placeholderOf(type)).where('id', '=', id).execute()
  return gone
}

async function forgetStatement(tx: InTransaction, versionId: string): Promise<void> {
  const row = await tx.selectFrom('gate_signature').select('statement').where('version_id', '=', versionId).executeTakeFirst()
  if (row === undefined || row.statement === null) return
  await tx
    .updateTable('gate_signature')
    .set({ statement: null, taken_down: hashText(row.statement) })
    .where('version_id', '=', versionId)
    .execute()
}

async function blankObjectsOf(
  tx: InTransaction,
  newest: WarningVersion,
  { what, gone }: { readonly what: TakenDown; readonly gone: readonly WarningIndicator[] },
): Promise<void> {
  for (const { stixId, body } of blankObjects(await objectsOfWarning(tx, newest), what, gone)) {
    const versions = sql`warning_id = ${newest.id} and stix_id = ${stixId}`
    await sql`
      delete from warning_object where ${versions}
        and (${body === null} or stix_version < (select max(stix_version) from warning_object where ${versions}))`.execute(tx)
    if (body !== null) await sql`update warning_object set body = ${Buffer.from(body)} where ${versions}`.execute(tx)
  }
}

/** Remembers values that named somebody, so that none of them goes out again. */
export async function rememberTakenDown(tx: InTransaction, values: readonly WarningIndicator[], keys: PrevalenceKeys): Promise<void> {
  for (const one of values)
    await sql`insert into taken_down_value (value_key) values (${keys.keyOf(one)}) on conflict do nothing`.execute(tx)
}

/** Returns which of these values named somebody before, by {@link prevalenceKey}. */
export async function takenDownAmong(
  tx: InTransaction,
  values: readonly Pick<Indicator, 'type' | 'value'>[],
  keys: PrevalenceKeys,
): Promise<ReadonlySet<string>> {
  if (values.length === 0) return new Set()
  const asked = new Map(values.map((one) => [keys.keyOf(one).toString('hex'), prevalenceKey(one)]))
  const { rows } = await sql<{ key: Buffer }>`
    select value_key as key from taken_down_value where value_key = any(${values.map((one) => keys.keyOf(one))}::bytea[])`.execute(tx)
  return new Set(rows.flatMap(({ key }) => asked.get(key.toString('hex')) ?? []))
}

/** Returns how many versions were taken down: whoever keeps what was published in memory reads it anew when the number has grown. */
export async function takenDownVersions(queries: Queries): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from gate_signature where taken_down is not null`.execute(
    queries,
  )
  return rows[0]?.count ?? 0
}
