import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import { clearances, type Clearance } from '#identity/actor.ts'
import type { SightingKind } from './sighting.ts'

declare module '#database/tables.ts' {
  interface Tables {
    sighting: { subject_id: string; kind: SightingKind; pseudonym: Buffer; answered_on: string; mixed: boolean }
    answer_owner: { organisation_id: string; owner_id: string }
  }
}

// The numbers of all advisory locks begin with 7261.
const answerLock = 7_261_013

/** An indicator or a warning that somebody may answer to. */
export type Subject = {
  readonly id: string
  /** The warning itself, or the one that brought the indicator. */
  readonly warningId: string
  /** False once it was taken back or is over: no new answer is taken then. */
  readonly isLive: boolean
}

/** Who asks for subjects: its clearance, and the day of today in UTC. */
export type SubjectReader = { readonly clearance: Clearance; readonly today: string }

/** Returns those of `ids` that are shared indicators which the reader may see. */
export async function findIndicators(queries: Queries, ids: readonly string[], reader: SubjectReader): Promise<readonly Subject[]> {
  return ids.length === 0 ? [] : selectIndicators(queries, reader).where('id', 'in', ids).execute()
}

/** Returns every shared indicator of these warnings that the reader may see. */
export async function indicatorsOf(queries: Queries, warningIds: readonly string[], reader: SubjectReader): Promise<readonly Subject[]> {
  return warningIds.length === 0 ? [] : selectIndicators(queries, reader).where('warning_id', 'in', warningIds).execute()
}

function selectIndicators(queries: Queries, { clearance, today }: SubjectReader) {
  return queries
    .selectFrom('shared_indicator')
    .select(['id', 'warning_id as warningId'])
    .select((build) =>
      build
        .and([build('revoked_at', 'is', null), build('valid_until', '>', today)])
        .$castTo<boolean>()
        .as('isLive'),
    )
    .where('tlp', 'in', clearances.slice(0, clearances.indexOf(clearance) + 1))
}

/** Returns those of `ids` that are warnings which the reader may see, each as its newest version stands. */
export async function findWarnings(queries: Queries, ids: readonly string[], reader: SubjectReader): Promise<readonly Subject[]> {
  if (ids.length === 0) return []
  const rows = await queries
    .selectFrom('warning_publication as place')
    .innerJoin('warning', (join) =>
      join.onRef('warning.id', '=', 'place.warning_id').onRef('warning.version', '=', 'place.warning_version'),
    )
    .distinctOn('warning.id')
    .select(['warning.id', 'warning.act', sql<string>`warning.content ->> 'validUntil'`.as('validUntil')])
    .where('place.clearance', '=', reader.clearance)
    .where('warning.id', 'in', ids)
    .orderBy('warning.id')
    .orderBy('warning.version', 'desc')
    .execute()
  return rows.map(({ id, act, validUntil }) => ({ id, warningId: id, isLive: act !== 'recall' && validUntil > reader.today }))
}

/** The name under which one organisation answers to one subject. */
export type Pseudonymous = { readonly subjectId: string; readonly pseudonym: Buffer }

/** Lets nobody else write answers under this pseudonym until the transaction ends; whoever shares its first bytes waits, too. */
export async function lockAnswers(tx: InTransaction, pseudonym: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${answerLock}::integer, ${pseudonym.readInt32BE()}::integer)`.execute(tx)
}

/** Keeps answers of one kind; one that is there stays as it is. */
export async function addAnswers(
  tx: InTransaction,
  answers: readonly Pseudonymous[],
  { kind, day }: { readonly kind: SightingKind; readonly day: string },
): Promise<void> {
  if (answers.length === 0) return
  await sql`
    insert into sighting (subject_id, kind, pseudonym, answered_on)
    select one.subject_id, ${kind}, one.pseudonym, ${day}::date from ${listed(answers)}
    on conflict do nothing`.execute(tx)
}

/** Takes answers of these kinds back, and tells which kinds were there. */
export async function removeAnswers(
  tx: InTransaction,
  answers: readonly Pseudonymous[],
  kinds: readonly SightingKind[],
): Promise<ReadonlySet<SightingKind>> {
  if (answers.length === 0) return new Set()
  const { rows } = await sql<{ kind: SightingKind }>`
    delete from sighting using ${listed(answers)}
    where sighting.subject_id = one.subject_id and sighting.pseudonym = one.pseudonym and sighting.kind = any(${sql.val(kinds)}::text[])
    returning sighting.kind`.execute(tx)
  return new Set(rows.map(({ kind }) => kind))
}

/** Returns what stands under these pseudonyms. */
export async function answersUnder(
  queries: Queries,
  answers: readonly Pseudonymous[],
): Promise<readonly { readonly subjectId: string; readonly kind: SightingKind }[]> {
  if (answers.length === 0) return []
  const { rows } = await sql<{ subjectId: string; kind: SightingKind }>`
    select sighting.subject_id as "subjectId", sighting.kind from sighting
    join ${listed(answers)} on sighting.subject_id = one.subject_id and sighting.pseudonym = one.pseudonym
    order by sighting.subject_id, sighting.kind`.execute(queries)
  return rows
}

function listed(answers: readonly Pseudonymous[]) {
  const subjects = answers.map((one) => one.subjectId)
  const names = answers.map((one) => one.pseudonym)
  return sql`unnest(${sql.val(subjects)}::uuid[], ${sql.val(names)}::bytea[]) as one (subject_id, pseudonym)`
}

/** Returns the organisation as which this one answers: its owner where it has one that is known, else itself. */
export async function answererOf(queries: Queries, organisationId: string): Promise<string> {
  const row = await queries.selectFrom('answer_owner').select('owner_id').where('organisation_id', '=', organisationId).executeTakeFirst()
  return row?.owner_id ?? organisationId
}
