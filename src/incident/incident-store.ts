import type { Queries } from '#database/database.ts'
import { pageOf, type Page, type PageRequest } from '#database/keyset-page.ts'
import type { JsonObject } from '#base/canonical-json.ts'
import type { Incident } from './incident.ts'

declare module '#database/tables.ts' {
  interface Tables {
    incident: {
      id: string
      owner_tag: Buffer
      kind: string
      stage: string
      revision: number
      opened_at: string
      latest_report_at: string
      next_due_at: string | null
      summary: JsonObject
      clock_instants: Readonly<Record<string, string>>
    }
    incident_recipient: { incident_id: string; authority_id: string }
  }
}

/** Writes what a follow-up changes, and adds the authorities that it newly goes to. */
export async function updateIncident(
  queries: Queries,
  incident: Incident & { readonly clockInstants: Readonly<Record<string, string>> },
  authorityIds: readonly string[],
): Promise<void> {
  await queries
    .updateTable('incident')
    .set({
      kind: incident.kind,
      stage: incident.stage,
      revision: incident.revision,
      latest_report_at: incident.latestReportAt,
      next_due_at: incident.nextDueAt,
      summary: incident.summary,
      clock_instants: incident.clockInstants,
    })
    .where('id', '=', incident.id)
    .execute()
  await queries
    .insertInto('incident_recipient')
    .values(authorityIds.map((authorityId) => ({ incident_id: incident.id, authority_id: authorityId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Adds an authority that a report of the incident was shared with. */
export async function addRecipient(queries: Queries, incidentId: string, authorityId: string): Promise<void> {
  await queries
    .insertInto('incident_recipient')
    .values({ incident_id: incidentId, authority_id: authorityId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Writes when an incident falls due next, and the instants by which its clocks go, without touching what was reported of it. */
export async function keepClocks(
  queries: Queries,
  id: string,
  clocks: { readonly nextDueAt: string | null; readonly clockInstants: Readonly<Record<string, string>> },
): Promise<void> {
  await queries
    .updateTable('incident')
    .set({ next_due_at: clocks.nextDueAt, clock_instants: clocks.clockInstants })
    .where('id', '=', id)
    .execute()
}

/** Returns an incident with its owner's tag and the authorities that hold an envelope, or null; `lock` keeps others from changing it until the transaction ends. */
export async function findIncident(
  queries: Queries,
  id: string,
  lock = false,
): Promise<{
  readonly incident: Incident
  readonly ownerTag: Buffer
  readonly authorityIds: readonly string[]
  /** The instant by which each clock event counts, by fact. */
  readonly clockInstants: Readonly<Record<string, string>>
} | null> {
  const query = queries.selectFrom('incident').selectAll().where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (row === undefined) return null
  const recipients = await queries.selectFrom('incident_recipient').select('authority_id').where('incident_id', '=', id).execute()
  return {
    incident: incidentOf(row),
    ownerTag: row.owner_tag,
    authorityIds: recipients.map((one) => one.authority_id),
    clockInstants: row.clock_instants,
  }
}

/** Returns a page of an operator's own incidents, newest first. */
export async function incidentsOfOwner(queries: Queries, ownerTag: Buffer, page: PageRequest): Promise<Page<Incident>> {
  const [openedAt, id] = page.after ?? []
  const rows = await queries
    .selectFrom('incident')
    .selectAll()
    .where('owner_tag', '=', ownerTag)
    .$if(openedAt !== undefined && id !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('opened_at', '<', openedAt ?? ''),
          where.and([where('opened_at', '=', openedAt ?? ''), where('id', '>', id ?? '')]),
        ]),
      ),
    )
    .orderBy('opened_at', 'desc')
    .orderBy('id')
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows.map(incidentOf), page, (one) => [one.openedAt, one.id])
}

/** The instant that stands for "nothing is due" in the order of the inbox. */
const never = 'infinity'

/** Returns a page of the incidents that an authority received, next due first; what is owed no more comes last, newest first. */
export async function incidentsOfAuthority(queries: Queries, authorityId: string, page: PageRequest): Promise<Page<Incident>> {
  const [dueAt, id] = page.after ?? []
  const rows = await queries
    .selectFrom('incident')
    .innerJoin('incident_recipient', 'incident_recipient.incident_id', 'incident.id')
    .selectAll('incident')
    .where('incident_recipient.authority_id', '=', authorityId)
    .$if(dueAt !== undefined && id !== undefined, (query) =>
      query.where((where) => {
        const due = where.fn.coalesce('incident.next_due_at', where.val(never))
        return where.or([
          where(due, '>', dueAt ?? never),
          where.and([where(due, '=', dueAt ?? never), where('incident.id', '>', id ?? '')]),
        ])
      }),
    )
    .orderBy((order) => order.fn.coalesce('incident.next_due_at', order.val(never)))
    .orderBy('incident.id')
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows.map(incidentOf), page, (one) => [one.nextDueAt ?? never, one.id])
}

function incidentOf(row: {
  id: string
  kind: string
  stage: string
  revision: number
  opened_at: string
  latest_report_at: string
  next_due_at: string | null
  summary: JsonObject
}): Incident {
  return {
    id: row.id,
    kind: row.kind,
    stage: row.stage,
    revision: row.revision,
    openedAt: row.opened_at,
    latestReportAt: row.latest_report_at,
    nextDueAt: row.next_due_at,
    summary: row.summary,
  }
}
