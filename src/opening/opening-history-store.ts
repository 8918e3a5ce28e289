import { sql } from 'kysely'
import type { Queries } from '#database/database.ts'
import type { OpeningHistory, OpeningLimits } from './opening-limits.ts'

declare module '#database/tables.ts' {
  interface Tables {
    opening_allowance: {
      person_id: string
      per_hour: number
      per_day: number
      until_at: string
      granted_by: string
      granted_at: string
    }
  }
}

/** The clock of the wall by which night is told. */
const zone = 'Asia/Tokyo'

/** Returns the hour of the day, 0 to 23, by the clock of the authorities. */
export function hourOfDay(at: Temporal.Instant): number {
  return at.toZonedDateTimeISO(zone).hour
}

/** Returns what an officer has opened lately, before `now`. */
export async function openingHistory(queries: Queries, personId: string, now: Temporal.Instant): Promise<OpeningHistory> {
  const at = (hours: number): string => now.subtract({ minutes: Math.round(hours * 60) }).toString()
  const { rows } = await sql<{
    cases: string[] | null
    nights: number
    busiest_day: number
  }>`
    with lately as (
      select opened_at, incident_id from opening where person_id = ${personId} and opened_at > ${at(28 * 24)} and opened_at <= ${now.toString()}
    )
    select
      array_agg(distinct incident_id) filter (where opened_at > ${at(1 / 6)}) as cases,
      count(*) filter (where extract(hour from opened_at at time zone ${zone}) not between 6 and 21) as nights,
      (
        select coalesce(max(number), 0) from (
          select count(*) as number from lately where opened_at <= ${at(24)} group by date_trunc('day', opened_at at time zone ${zone})
        ) as days
      ) as busiest_day
    from lately`.execute(queries)
  const lastDay = await queries
    .selectFrom('opening')
    .select('opened_at')
    .where('person_id', '=', personId)
    .where('opened_at', '>', at(24))
    .where('opened_at', '<=', now.toString())
    .orderBy('opened_at')
    .execute()
  const row = rows[0]
  if (row === undefined) throw new TypeError('Cannot read the history of an officer: the database answered no row')
  return {
    lastDay: lastDay.map(({ opened_at }) => opened_at),
    casesOfMinutes: row.cases ?? [],
    nights: row.nights,
    busiestDay: row.busiest_day,
  }
}

/** Returns what an officer may open: what holds for all, or more where an administrator allowed it for now. */
export async function limitsOfPerson(
  queries: Queries,
  personId: string,
  { limits, now }: { readonly limits: OpeningLimits; readonly now: Temporal.Instant },
): Promise<OpeningLimits> {
  const row = await queries
    .selectFrom('opening_allowance')
    .select(['per_hour', 'per_day'])
    .where('person_id', '=', personId)
    .where('until_at', '>', now.toString())
    .executeTakeFirst()
  if (row === undefined) return limits
  return { ...limits, perHour: Math.max(limits.perHour, row.per_hour), perDay: Math.max(limits.perDay, row.per_day) }
}

/** Allows an officer more than usual until an instant; the latest word counts. */
export async function allowMore(
  queries: Queries,
  allowance: {
    readonly personId: string
    readonly perHour: number
    readonly perDay: number
    readonly untilAt: string
    readonly grantedBy: string
    readonly grantedAt: string
  },
): Promise<void> {
  const { personId, perHour, perDay, untilAt, grantedBy, grantedAt } = allowance
  const values = { per_hour: perHour, per_day: perDay, until_at: untilAt, granted_by: grantedBy, granted_at: grantedAt }
  await queries
    .insertInto('opening_allowance')
    .values({ person_id: personId, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute()
}
