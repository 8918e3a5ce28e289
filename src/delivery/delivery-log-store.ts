import { sql } from 'kysely'
import type { Queries } from '#database/database.ts'
import { pageOf, type Page, type PageRequest } from '#database/keyset-page.ts'

/** One delivery as its recipient reads it; instants are ISO 8601 in UTC. */
export type LoggedDelivery = {
  readonly id: string
  readonly occasion: string
  readonly subjectId: string
  readonly channel: string
  readonly sendAt: string
  readonly state: 'waiting' | 'sent' | 'dropped' | 'given-up' | 'bundled'
  /** The digest that carries it; null where it goes by itself. */
  readonly digestId: string | null
  /** When it is tried next; null where it is settled, or waits until the recipient asks. */
  readonly nextAttemptAt: string | null
  readonly attempts: readonly { readonly at: string; readonly outcome: string; readonly code: string | null }[]
}

/** Returns a page of what was sent, or is to be sent, to a recipient, newest first, each with its last twenty attempts. */
export async function deliveriesTo(queries: Queries, recipient: Buffer, page: PageRequest): Promise<Page<LoggedDelivery>> {
  const [sendAt, id] = page.after ?? []
  const rows = await queries
    .selectFrom('delivery')
    .select(['id', 'occasion', 'subject_id', 'channel', 'send_at', 'state', 'bundled_into', 'next_attempt_at'])
    .select(
      sql<{ at: string; outcome: string; code: string | null }[]>`coalesce((
        select jsonb_agg(jsonb_build_object('at', one.ended_at, 'outcome', one.outcome, 'code', one.code) order by one.attempt)
        from (select * from delivery_attempt where delivery_attempt.delivery_id = delivery.id order by attempt desc limit 20) as one
      ), '[]')`.as('tries'),
    )
    .where('recipient', '=', recipient)
    .$if(sendAt !== undefined && id !== undefined, (query) =>
      query.where((where) => where(where.refTuple('send_at', 'id'), '<', where.tuple(sendAt ?? '', id ?? ''))),
    )
    .orderBy('send_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  const logged = rows.map((row): LoggedDelivery => ({
    id: row.id,
    occasion: row.occasion,
    subjectId: row.subject_id,
    channel: row.channel,
    sendAt: row.send_at,
    state: row.state,
    digestId: row.bundled_into,
    nextAttemptAt: row.state !== 'waiting' || row.next_attempt_at === 'infinity' ? null : row.next_attempt_at,
    attempts: row.tries.map((one) => ({ ...one, at: one.at.replace(/\+00:00$/, 'Z') })),
  }))
  return pageOf(logged, page, (one) => [one.sendAt, one.id])
}
