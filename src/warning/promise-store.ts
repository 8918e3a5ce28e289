import { sql } from 'kysely'
import type { Queries } from '#database/database.ts'

/** The spans of the promise: from the filing to the release, from there to the answer of whoever was sent it, or to the one who fetched it. */
export type PromiseStep = 'released' | 'delivered' | 'picked-up'

/** How long one step took on one day (UTC) and channel. */
export type PromiseRow = {
  readonly day: string
  readonly step: PromiseStep
  readonly channel: string
  readonly count: number
  readonly halfSeconds: number
  readonly mostSeconds: number
}

/** Fewer than this on one day and channel are not told: they could tell of a case. */
export const fewestTold = 10

const spans = sql`
  select 'released' as step, 'gate' as channel, warning.published_at as at, greatest(warning.published_at - report.filed_at, interval '0') as span
  from warning join gate_item on gate_item.warning_id = warning.id join report on report.id = gate_item.report_id
  where warning.act = 'release' and warning.state = 'published'
  union all
  select 'delivered', channel, settled_at, settled_at - send_at from delivery where occasion = 'warning' and state = 'sent'
  union all
  select 'picked-up', channel, picked_up_at, greatest(picked_up_at - up_to, interval '0') from pick_up`

/** Returns, for every full day of the last `days`, how long half and 95 of 100 took at most, by step and channel; nothing of which there were few. */
export async function promiseByDay(queries: Queries, days: number): Promise<readonly PromiseRow[]> {
  const { rows } = await sql<PromiseRow>`
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, step, channel, count(*)::int as count,
      percentile_disc(0.5) within group (order by extract(epoch from span))::float8 as "halfSeconds",
      percentile_disc(0.95) within group (order by extract(epoch from span))::float8 as "mostSeconds"
    from (${spans}) as one
    where at >= date_trunc('day', clock_timestamp() at time zone 'UTC') at time zone 'UTC' - make_interval(days => ${days})
      and at < date_trunc('day', clock_timestamp() at time zone 'UTC') at time zone 'UTC'
    group by 1, 2, 3 having count(*) >= ${fewestTold}
    order by 1 desc, 2, 3`.execute(queries)
  return rows
}

/** One span that ended. */
export type EndedSpan = { readonly step: PromiseStep; readonly channel: string; readonly seconds: number }

/** Returns what ended after `since` (ISO 8601), at most 10,000, and the instant up to which that is all. Deliveries are counted where they are made. */
export async function endedSpans(
  queries: Queries,
  since: string | null,
): Promise<{ readonly spans: readonly EndedSpan[]; readonly until: string }> {
  const { rows: clock } = await sql<{ now: string }>`select clock_timestamp() as now`.execute(queries)
  const until = clock[0]?.now ?? ''
  if (since === null) return { spans: [], until }
  const { rows } = await sql<EndedSpan>`
    select step, channel, extract(epoch from span)::float8 as seconds from (${spans}) as one
    where step <> 'delivered' and at > ${since}::timestamptz and at <= ${until}::timestamptz limit 10000`.execute(queries)
  return { spans: rows, until }
}
