import type { Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    phone_notice: { report_id: string; incident_id: string; authority_id: string; called_back_on: number }
  }
}

/** A notice by telephone: the report that it became, and how the call was checked. */
export type StoredNotice = {
  readonly reportId: string
  readonly incidentId: string
  readonly authorityId: string
  /** Place in the registry of the number on which the officer called back, from 1. */
  readonly calledBackOn: number
}

/** Keeps that a report came by telephone; the first word stands. */
export async function keepNotice(queries: Queries, one: StoredNotice): Promise<void> {
  await queries
    .insertInto('phone_notice')
    .values({
      report_id: one.reportId,
      incident_id: one.incidentId,
      authority_id: one.authorityId,
      called_back_on: one.calledBackOn,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Returns the notice with which an incident began, or null. */
export async function findNotice(queries: Queries, incidentId: string): Promise<StoredNotice | null> {
  const row = await queries.selectFrom('phone_notice').selectAll().where('incident_id', '=', incidentId).executeTakeFirst()
  if (row === undefined) return null
  return { reportId: row.report_id, incidentId: row.incident_id, authorityId: row.authority_id, calledBackOn: row.called_back_on }
}
