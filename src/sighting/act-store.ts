import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { AnswerAct, AnswerActState, ShownAct } from './answer-act.ts'

declare module '#database/tables.ts' {
  interface Tables {
    sighting_act: {
      indicator_id: string
      act: AnswerAct
      state: AnswerActState
      decided_at: string
      due_at: string
      settled_at: string | null
    }
  }
}

/** An indicator on which answers may act. */
export type Candidate = { readonly indicatorId: string; readonly warningId: string; readonly isConfirmed: boolean }

/** Returns those of `ids` that are shared indicators which count today and on which answers have not acted in this way. */
export async function candidatesFor(
  tx: InTransaction,
  ids: readonly string[],
  { act, today }: { readonly act: AnswerAct; readonly today: string },
): Promise<readonly Candidate[]> {
  if (ids.length === 0) return []
  return tx
    .selectFrom('shared_indicator')
    .select(['id as indicatorId', 'warning_id as warningId'])
    .select((build) => build('confidence', '=', 'confirmed').$castTo<boolean>().as('isConfirmed'))
    .where('id', 'in', ids)
    .where('revoked_at', 'is', null)
    .where('valid_until', '>', today)
    .where((build) =>
      build.not(
        build.exists(
          build.selectFrom('sighting_act').select('act').whereRef('indicator_id', '=', 'shared_indicator.id').where('act', '=', act),
        ),
      ),
    )
    .execute()
}

/** Notes that answers act on these indicators, and returns those on which no other process has noted it before. */
export async function noteActs(
  tx: InTransaction,
  indicatorIds: readonly string[],
  one: { readonly act: AnswerAct; readonly state: 'waiting' | 'done'; readonly at: string; readonly dueAt: string },
): Promise<readonly string[]> {
  if (indicatorIds.length === 0) return []
  const rows = await tx
    .insertInto('sighting_act')
    .values(
      indicatorIds.map((id) => ({
        indicator_id: id,
        act: one.act,
        state: one.state,
        decided_at: one.at,
        due_at: one.dueAt,
        settled_at: one.state === 'done' ? one.at : null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('indicator_id')
    .execute()
  return rows.map((row) => row.indicator_id)
}

/** Returns the waiting indicators whose time has come, each for this process alone until the transaction ends. */
export async function dueActs(tx: InTransaction, at: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('sighting_act')
    .select('indicator_id')
    .where('state', '=', 'waiting')
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .limit(10_000)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map((row) => row.indicator_id)
}

/** Settles waiting indicators, and returns those that waited until now. */
export async function settleWaiting(
  tx: InTransaction,
  indicatorIds: readonly string[],
  { state, at }: { readonly state: 'done' | 'cancelled'; readonly at: string },
): Promise<readonly string[]> {
  if (indicatorIds.length === 0) return []
  const rows = await tx
    .updateTable('sighting_act')
    .set({ state, settled_at: at })
    .where('indicator_id', 'in', indicatorIds)
    .where('act', '=', 'recall')
    .where('state', '=', 'waiting')
    .returning('indicator_id')
    .execute()
  return rows.map((row) => row.indicator_id)
}

/** Forgets that indicators wait, so that answers may act on them again. */
export async function forgetWaiting(tx: InTransaction, indicatorIds: readonly string[]): Promise<void> {
  if (indicatorIds.length === 0) return
  await tx.deleteFrom('sighting_act').where('indicator_id', 'in', indicatorIds).where('state', '=', 'waiting').execute()
}

/** Returns the authorities with a releaser that received what led to a warning; every one with a releaser where none did. */
export async function releasingAuthorities(queries: Queries, warningId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string; received: boolean }>`
    select distinct person.organisation_id as id,
      exists (
        select 1 from warning_report
        join report on report.id = warning_report.report_id
        join incident_recipient on incident_recipient.incident_id = report.incident_id
        where warning_report.warning_id = ${warningId}::uuid and incident_recipient.authority_id = person.organisation_id
      ) as received
    from person where person.active and 'releaser' = any(person.roles)`.execute(queries)
  const received = rows.filter((row) => row.received)
  return (received.length > 0 ? received : rows).map((row) => row.id)
}

/** Returns the indicators of a warning that wait to be taken back now. */
export async function disputedOf(queries: Queries, warningId: string): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('sighting_act')
    .innerJoin('shared_indicator', 'shared_indicator.id', 'sighting_act.indicator_id')
    .select('shared_indicator.id')
    .where('shared_indicator.warning_id', '=', warningId)
    .where('sighting_act.state', '=', 'waiting')
    .orderBy('shared_indicator.id')
    .execute()
  return rows.map((row) => row.id)
}

/** Tells whether answers have ever acted against an indicator. */
export async function isActedOn(queries: Queries, indicatorId: string): Promise<boolean> {
  const row = await queries
    .selectFrom('sighting_act')
    .select('state')
    .where('indicator_id', '=', indicatorId)
    .where('act', '=', 'recall')
    .executeTakeFirst()
  return row !== undefined
}

/** Returns acts of answers, the latest first, before the one with these keys or from the end. */
export async function latestActs(
  queries: Queries,
  { before, limit }: { readonly before: { readonly decidedAt: string; readonly indicatorId: string } | null; readonly limit: number },
): Promise<readonly ShownAct[]> {
  const rows = await queries
    .selectFrom('sighting_act')
    .innerJoin('shared_indicator', 'shared_indicator.id', 'sighting_act.indicator_id')
    .selectAll('sighting_act')
    .select(['shared_indicator.warning_id', 'shared_indicator.type', 'shared_indicator.value'])
    .$if(before !== null, (query) =>
      query.where((build) =>
        build(build.refTuple('decided_at', 'indicator_id'), '<', build.tuple(before?.decidedAt ?? '', before?.indicatorId ?? '')),
      ),
    )
    .orderBy('decided_at', 'desc')
    .orderBy('indicator_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    indicatorId: row.indicator_id,
    warningId: row.warning_id,
    type: row.type,
    value: row.value,
    act: row.act,
    state: row.state,
    decidedAt: row.decided_at,
    dueAt: row.due_at,
    settledAt: row.settled_at,
  }))
}
