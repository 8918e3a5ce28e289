import Type from 'typebox'
import { listAuthorities } from '#authority/authority-store.ts'
import type { Database } from '#database/database.ts'
import { readCursor } from '#database/keyset-page.ts'
import type { Actor } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { findOperator } from '#operator/operator-store.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import type { Clock } from '#runtime/clock.ts'
import { adjustmentsOf } from './obligation-store.ts'
import { showEntries, type OwedEntries, type OwedEntry, type OwedSummary } from './owed-entry.ts'
import { overdueMost, owedStandings } from './owed-standing.ts'
import { owedReader } from './owed-reader.ts'
import type { OwedRow } from './owed-row.ts'
import { countOwed, owedCursorKeys, owedPage } from './owed-store.ts'

/** What the routes about what is owed work with. */
export type ObligationRouteParts = {
  readonly database: Database
  readonly ownerTags: OwnerTags
  readonly clock: Clock
  readonly rulebooks: readonly Rulebook[]
}

const filterQuery = {
  state: Type.Optional(Type.Enum(['open', 'settled', 'all'], { description: '`open` where not given' })),
  law: Type.Optional(Type.String({ maxLength: 100, description: 'Id of a law, for example `jp.ccea.art5`' })),
  party: Type.Optional(Type.Enum(['operator', 'authority'], { description: 'Whom the duty binds; both where not given' })),
  standing: Type.Optional(Type.Enum([...owedStandings], { description: 'How urgent an open stage is; soon: within 72 hours' })),
}

const pageQuery = Type.Object(
  {
    ...filterQuery,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    after: Type.Optional(Type.String({ maxLength: 600 })),
  },
  { additionalProperties: false },
)

/** Returns the routes about what is owed over all incidents: by the own operator, or to and by the own authority. */
export function obligationRoutes(parts: ObligationRouteParts): readonly ActorRoute[] {
  return [listRoute(parts), summaryRoute(parts)]
}

function listRoute(parts: ObligationRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/obligations',
    operation: 'listObligations',
    summary:
      "What is owed over all laws and incidents, the next limit first; what is owed promptly stands where its clock started. The own operator's incidents, or those that the own authority received, under the laws that name it, with the duties that bind it; settled ones alone come last settled first.",
    tag: 'obligations',
    permission: 'obligation.read',
    query: pageQuery,
    answers: { 200: { description: 'A page of stages with where they stand and why' } },
    handler: async ({ actor, query }) => {
      const { limit = 50, after, ...filter } = query
      const page = { limit, after: after === undefined ? null : readCursor(after, owedCursorKeys) }
      const now = parts.clock.now()
      const reader = await owedReader(actor, parts)
      const { rows, next } = await owedPage(parts.database.kysely, { reader, filter, now }, page)
      const body: OwedEntries = { obligations: await entriesOf(rows, { actor, now, parts }), next, now: now.toString() }
      return { body }
    },
  })
}

function summaryRoute(parts: ObligationRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/obligations/summary',
    operation: 'summariseObligations',
    summary: `How many stages are overdue, counted to ${overdueMost} at most, and which open stage comes next`,
    tag: 'obligations',
    permission: 'obligation.read',
    answers: { 200: { description: 'The count, and the next stage or null' } },
    handler: async ({ actor }) => {
      const now = parts.clock.now()
      const reader = await owedReader(actor, parts)
      // What an authority owes an operator is nothing that the operator can do.
      const filter = reader.side === 'operator' ? ({ party: 'operator' } as const) : {}
      const queries = parts.database.kysely
      const [overdue, { rows }] = await Promise.all([
        countOwed(queries, { reader, filter: { ...filter, standing: 'overdue' }, now }, overdueMost),
        owedPage(queries, { reader, filter, now }, { limit: 1, after: null }),
      ])
      const [next = null] = await entriesOf(rows, { actor, now, parts })
      const body: OwedSummary = { overdue, next, now: now.toString() }
      return { body }
    },
  })
}

type Showing = { readonly actor: Actor; readonly now: Temporal.Instant; readonly parts: ObligationRouteParts }

async function entriesOf(rows: readonly OwedRow[], { actor, now, parts }: Showing): Promise<readonly OwedEntry[]> {
  const queries = parts.database.kysely
  const isOperator = actor.kind === 'person' && actor.organisationKind === 'operator'
  const incidentIds = [...new Set(rows.map(({ obligation }) => obligation.incidentId))]
  const [adjustments, operator, authorities] = await Promise.all([
    adjustmentsOf(queries, incidentIds),
    isOperator ? findOperator(queries, actor.organisationId) : null,
    listAuthorities(queries),
  ])
  return showEntries(rows, { rulebooks: parts.rulebooks, now, adjustments, authorities, operator })
}
