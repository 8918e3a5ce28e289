import { createHash } from 'node:crypto'
import Type from 'typebox'
import { canonicalJson } from '#base/canonical-json.ts'
import type { Database } from '#database/database.ts'
import { readCursor } from '#database/keyset-page.ts'
import { readIdempotencyKey } from '#http/idempotency-key.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import { can, type Action } from '#identity/can.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { Clock } from '#runtime/clock.ts'
import { sealedDecisionSchema, type RecordedDecision, type SealedDecision } from './decision.ts'
import { decisionsOfOwner, findDecision, findDecisionByKey, insertDecision } from './decision-store.ts'

/** What the decision routes work with. */
export type DecisionRouteParts = { readonly database: Database; readonly ownerTags: OwnerTags; readonly clock: Clock }

const largestDecisionBytes = 2 * 1024 * 1024
const decisionsPerMinute = 60

const pageQuery = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })), after: Type.Optional(Type.String({ maxLength: 400 })) },
  { additionalProperties: false },
)

const recordedSchema = Type.Object({
  decisionId: uuidSchema,
  recordedAt: Type.String({ description: 'Instant, ISO 8601 in UTC' }),
  rulebooks: Type.Array(Type.Object({ id: Type.String(), version: Type.String() })),
  digest: Type.String({ description: 'SHA-256 in hex over the canonical JSON of what was sent' }),
})

/** Returns the routes by which an operator records what the law asked on which facts, such as "no duty", and reads it again. */
export function decisionRoutes(parts: DecisionRouteParts): readonly ActorRoute[] {
  return [recordRoute(parts), listRoute(parts), readRoute(parts)]
}

function recordRoute(parts: DecisionRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/decisions',
    operation: 'recordDecision',
    summary:
      'Records a decision, such as "no duty", sealed to the own operator: facts, reasons and verdict stay ciphertext to the server. Needs the header Idempotency-Key; a retry sends the same bytes under the same key.',
    tag: 'obligations',
    permission: 'decision.record',
    body: sealedDecisionSchema,
    bodyBytes: largestDecisionBytes,
    perMinute: decisionsPerMinute,
    answers: {
      201: { description: 'Recorded', schema: recordedSchema },
      200: { description: 'Recorded before under the same key', schema: recordedSchema },
      409: { description: 'The key was used with other content, or there is another decision with this id' },
    },
    handler: async ({ actor, body, headers }) => {
      const ownerTag = ownTag(actor, 'decision.record', parts)
      const { decision, added } = await record(parts, {
        sent: body,
        ownerTag,
        idempotencyKey: readIdempotencyKey(headers['idempotency-key']),
      })
      return { status: added ? 201 : 200, headers: { location: `/api/v1/decisions/${decision.decisionId}` }, body: decision }
    },
  })
}

function listRoute(parts: DecisionRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/decisions',
    operation: 'listDecisions',
    summary: "The own operator's recorded decisions, newest first; what was decided is in the sealed part of each",
    tag: 'obligations',
    permission: 'decision.read',
    query: pageQuery,
    answers: { 200: { description: 'A page of decisions' } },
    handler: async ({ actor, query }) => {
      const page = { limit: query.limit ?? 50, after: query.after === undefined ? null : readCursor(query.after, ['instant', 'uuid']) }
      const { rows, next } = await decisionsOfOwner(parts.database.kysely, ownTag(actor, 'decision.read', parts), page)
      return { body: { decisions: rows, next } }
    },
  })
}

function readRoute(parts: DecisionRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/decisions/{id}',
    operation: 'readDecision',
    summary: 'One recorded decision with its sealed part, which opens with the key of the own operator alone',
    tag: 'obligations',
    permission: 'decision.read',
    params: Type.Object({ id: uuidSchema }),
    answers: { 200: { description: 'The decision' }, 404: { description: 'No such decision, or not yours to see' } },
    handler: async ({ actor, params }) => {
      const found = await findDecision(parts.database.kysely, ownTag(actor, 'decision.read', parts), params.id)
      if (found === null) throw notFound('decision')
      return { body: found }
    },
  })
}

function ownTag(actor: Actor, action: Action, { ownerTags }: DecisionRouteParts): Buffer {
  if (actor.kind !== 'person' || actor.organisationKind !== 'operator') throw notFound('decision')
  if (!can(actor, action, { own: true, received: false })) throw notFound('decision')
  return ownerTags.tagOf(actor.organisationId)
}

type Incoming = { readonly sent: SealedDecision; readonly ownerTag: Buffer; readonly idempotencyKey: string }

async function record(
  { database, clock }: DecisionRouteParts,
  { sent, ownerTag, idempotencyKey }: Incoming,
): Promise<{ readonly decision: RecordedDecision; readonly added: boolean }> {
  const { decisionId, rulebooks } = sent
  const digest = createHash('sha256').update(canonicalJson(sent)).digest('hex')
  const sealed = Buffer.from(sent.sealed, 'base64')
  // What is given back must be what was sent, to the letter.
  if (sealed.toString('base64') !== sent.sealed) throw new Problem(422, 'SEALED_MALFORMED', 'The sealed part is no canonical base64')
  const row = { decisionId, rulebooks, digest, sealed, ownerTag, idempotencyKey, recordedAt: clock.now().toString() }
  const added = await insertDecision(database.kysely, row)
  if (added !== null) return { decision: added, added: true }
  const earlier = await findDecisionByKey(database.kysely, ownerTag, idempotencyKey)
  if (earlier === null) throw new Problem(409, 'DECISION_EXISTS', 'There is another decision with this id; use a fresh one')
  if (earlier.digest === digest) return { decision: earlier, added: false }
  throw new Problem(
    409,
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key was used before with other content; resend the very same bytes, or use a fresh key',
  )
}
