import Type from 'typebox'
import { languages } from '#base/language.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { calendarFile, type Deadline } from './calendar-file.ts'
import type { CalendarUids } from './calendar-uid.ts'
import type { ObligationRouteParts } from './obligation-routes.ts'
import { owedReader } from './owed-reader.ts'
import type { OwedRow } from './owed-row.ts'
import { owedPage, type OwedReader } from './owed-store.ts'

/** What the calendar works with beside the list; `origin` is the public address of the pages. */
export type CalendarRouteParts = ObligationRouteParts & { readonly calendarUids: CalendarUids; readonly origin: string }

const calendarQuery = Type.Object(
  {
    lang: Type.Optional(Type.Enum([...languages], { description: '`ja` where not given' })),
    party: Type.Optional(
      Type.Enum(['operator', 'authority'], {
        description: 'Whom the duty binds; where not given, an operator gets its own and an authority both',
      }),
    ),
  },
  { additionalProperties: false },
)

/** The most entries of a file; what comes later is in the next one. */
const entriesMost = 1_000
/** For how long after its limit a settled stage is still cancelled in calendars that took it over before. */
const cancelledDays = 30

/** Returns the route that writes the deadlines of the list as a calendar file without case data. */
export function calendarRoutes(parts: CalendarRouteParts): readonly ActorRoute[] {
  const download = route({
    method: 'GET',
    path: '/api/v1/obligations.ics',
    operation: 'downloadDeadlines',
    summary: `What is owed as a calendar file that carries no case data: the next ${entriesMost} limits, and cancellations of those that were met or fell away`,
    tag: 'obligations',
    permission: 'obligation.read',
    query: calendarQuery,
    answers: { 200: { description: 'An iCalendar file (RFC 5545)', contentType: 'text/calendar' } },
    handler: async ({ actor, query }) => {
      if (actor.kind !== 'person') throw notFound('obligation')
      const reader = await owedReader(actor, parts)
      // What an authority owes an operator is nothing that the operator can do.
      const { lang = 'ja', party = reader.side === 'operator' ? 'operator' : undefined } = query
      const now = parts.clock.now()
      const rows = await datedRows(parts, { reader, party, now })
      const deadlines = rows.map((row) => deadlineOf(row, { organisationId: actor.organisationId, uids: parts.calendarUids }))
      return {
        contentType: 'text/calendar; charset=utf-8',
        headers: { 'content-disposition': 'attachment; filename="noroshi-deadlines.ics"' },
        body: calendarFile(deadlines, { language: lang, now, page: `${parts.origin}/p/owed` }),
      }
    },
  })
  return [download]
}

type Dated = { readonly row: OwedRow; readonly dueAt: Temporal.Instant; readonly isCancelled: boolean }

async function datedRows(
  { database }: CalendarRouteParts,
  { reader, party, now }: { reader: OwedReader; party: 'operator' | 'authority' | undefined; now: Temporal.Instant },
): Promise<readonly Dated[]> {
  const page = { limit: entriesMost, after: null }
  const wish = (state: 'open' | 'settled') => ({ reader, filter: { state, party }, now })
  const [open, settled] = await Promise.all([
    owedPage(database.kysely, wish('open'), page),
    owedPage(database.kysely, wish('settled'), page),
  ])
  const oldest = now.subtract({ hours: 24 * cancelledDays })
  return [
    ...open.rows.flatMap((row) => dated(row, false)),
    ...settled.rows.flatMap((row) => dated(row, true)).filter(({ dueAt }) => Temporal.Instant.compare(dueAt, oldest) > 0),
  ]
}

function dated(row: OwedRow, isCancelled: boolean): Dated[] {
  return row.obligation.stages.flatMap(({ dueAt }) => (dueAt === null ? [] : [{ row, dueAt: Temporal.Instant.from(dueAt), isCancelled }]))
}

function deadlineOf(
  { row: { obligation }, dueAt, isCancelled }: Dated,
  { organisationId, uids }: { organisationId: string; uids: CalendarUids },
): Deadline {
  const { incidentId, law, party, stages } = obligation
  const { stage = '', round = 1 } = stages[0] ?? {}
  return { uid: uids.uidOf({ organisationId, incidentId, law, party, stage, round }), dueAt, isCancelled }
}
