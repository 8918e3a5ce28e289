import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import { clearances, type Clearance } from '#identity/actor.ts'
import type { WarningAct, WarningContent } from './warning.ts'
import type { ApprovedWarning, PublishedWarning, WarningVersion } from './warning-table.ts'

/** Sets a warning down for the next release tick. */
export async function insertApproved(tx: InTransaction, warning: ApprovedWarning): Promise<void> {
  const content = JSON.stringify(warning.content)
  await tx
    .insertInto('warning')
    .values({
      id: warning.id,
      version: warning.version,
      act: warning.act,
      state: 'approved',
      tlp: warning.tlp,
      content,
      published_at: null,
      ...(warning.versionId === undefined ? {} : { version_id: warning.versionId }),
    })
    .execute()
}

/** Returns all warnings that wait for a release tick, of each its earliest version that does. The caller holds the publication lock. */
export async function approvedWarnings(tx: InTransaction): Promise<readonly ApprovedWarning[]> {
  return tx
    .selectFrom('warning')
    .distinctOn('id')
    .select(['id', 'version', 'act', 'tlp', 'content'])
    .where('state', '=', 'approved')
    .orderBy('id')
    .orderBy('version')
    .execute()
}

/** Returns the ids of the warnings of which a version waits for a release tick. */
export async function openVersions(tx: InTransaction): Promise<ReadonlySet<string>> {
  return new Set((await approvedWarnings(tx)).map(({ id }) => id))
}

/** Returns the newest version of a warning that is out, whoever may read it, or null. */
export async function newestVersion(queries: Queries, id: string): Promise<ApprovedWarning | null> {
  const row = await queries
    .selectFrom('warning')
    .select(['id', 'version', 'act', 'tlp', 'content'])
    .where('id', '=', id)
    .where('state', '=', 'published')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** Returns the versions of a warning that a clearance may read, newest first. */
export async function versionsOf(queries: Queries, clearance: Clearance, id: string): Promise<readonly PublishedWarning[]> {
  const rows = await selectPublished(queries, clearance)
    .where('place.warning_id', '=', id)
    .orderBy('place.warning_version', 'desc')
    .execute()
  return rows.map(publishedWarning)
}

/**
 * Marks warnings as published and gives them their places, in the order given, in the count of every clearance that may read them.
 * The caller holds the publication lock.
 *
 * @param at The release tick, ISO 8601.
 */
export async function markPublished(tx: InTransaction, warnings: readonly ApprovedWarning[], at: string): Promise<void> {
  for (const { id, version } of warnings)
    await tx
      .updateTable('warning')
      .set({ state: 'published', published_at: at })
      .where('id', '=', id)
      .where('version', '=', version)
      .execute()
  for (const clearance of clearances) {
    const readable = warnings.filter((one) => clearances.indexOf(one.tlp) <= clearances.indexOf(clearance))
    const newest = await newestSequence(tx, clearance)
    const rows = readable.map((one, index) => ({
      clearance,
      sequence: newest + 1 + index,
      warning_id: one.id,
      warning_version: one.version,
    }))
    if (rows.length > 0) await tx.insertInto('warning_publication').values(rows).execute()
  }
}

/** Returns the newest place in the count of a clearance, or 0. */
export async function newestSequence(queries: Queries, clearance: Clearance): Promise<number> {
  const row = await queries
    .selectFrom('warning_publication')
    .select((build) => build.fn.max('sequence').as('newest'))
    .where('clearance', '=', clearance)
    .executeTakeFirst()
  return row?.newest ?? 0
}

/** Which part of the count of a clearance is asked for; `from` itself is left out. */
export type SequenceRange = { readonly clearance: Clearance; readonly from: number | null; readonly limit: number }

/** A published version; `isReplaced` tells that a later one is out. */
export type PublishedVersion = PublishedWarning & { readonly isReplaced: boolean }

/** Returns what was published after a place, oldest first, each version by itself. */
export async function publishedAfter(queries: Queries, range: SequenceRange): Promise<readonly PublishedVersion[]> {
  const rows = await selectPublished(queries, range.clearance)
    .select((build) => build.exists(laterVersions(queries, range.clearance)).as('is_replaced'))
    .where('place.sequence', '>', range.from ?? 0)
    .orderBy('place.sequence', 'asc')
    .limit(range.limit)
    .execute()
  return rows.map((row) => ({ ...publishedWarning(row), isReplaced: Boolean(row.is_replaced) }))
}

/** Returns warnings in their newest version, newest first, before a place or from the end. */
export async function newestPublished(queries: Queries, range: SequenceRange): Promise<readonly PublishedWarning[]> {
  const rows = await newestVersions(queries, range.clearance)
    .$if(range.from !== null, (query) => query.where('place.sequence', '<', range.from ?? 0))
    .orderBy('place.sequence', 'desc')
    .limit(range.limit)
    .execute()
  return rows.map(publishedWarning)
}

/** Returns the newest version of a warning that a clearance may read, or null. */
export async function findPublished(queries: Queries, clearance: Clearance, id: string): Promise<PublishedWarning | null> {
  const row = await newestVersions(queries, clearance).where('place.warning_id', '=', id).executeTakeFirst()
  return row === undefined ? null : publishedWarning(row)
}

function selectPublished(queries: Queries, clearance: Clearance) {
  return queries
    .selectFrom('warning_publication as place')
    .innerJoin('warning', (join) =>
      join.onRef('warning.id', '=', 'place.warning_id').onRef('warning.version', '=', 'place.warning_version'),
    )
    .leftJoin('gate_signature', 'gate_signature.version_id', 'warning.version_id')
    .select(['warning.id', 'warning.version', 'warning.act', 'warning.tlp', 'warning.content', 'warning.published_at', 'place.sequence'])
    .select(['gate_signature.key_id', 'gate_signature.ed25519', 'gate_signature.ml_dsa44'])
    .where('place.clearance', '=', clearance)
}

function newestVersions(queries: Queries, clearance: Clearance) {
  return selectPublished(queries, clearance).where((build) => build.not(build.exists(laterVersions(queries, clearance))))
}

function laterVersions(queries: Queries, clearance: Clearance) {
  return queries
    .selectFrom('warning_publication as later')
    .select(sql.lit(1).as('one'))
    .where('later.clearance', '=', clearance)
    .whereRef('later.warning_id', '=', sql.ref('place.warning_id'))
    .whereRef('later.warning_version', '>', sql.ref('place.warning_version'))
}

function publishedWarning(
  row: WarningVersion & {
    act: WarningAct
    tlp: Clearance
    content: WarningContent
    published_at: string | null
    sequence: number
    key_id: string | null
    ed25519: string | null
    ml_dsa44: string | null
  },
): PublishedWarning {
  const { key_id: keyId, ed25519, ml_dsa44: mlDsa44 } = row
  return {
    id: row.id,
    version: row.version,
    act: row.act,
    tlp: row.tlp,
    content: row.content,
    publishedAt: row.published_at ?? '',
    sequence: row.sequence,
    signature: keyId === null || ed25519 === null || mlDsa44 === null ? null : { keyId, ed25519, mlDsa44 },
  }
}
