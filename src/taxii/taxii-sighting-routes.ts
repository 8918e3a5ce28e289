import { randomUUID } from 'node:crypto'
import Type from 'typebox'
import type { JsonObject } from '#base/canonical-json.ts'
import type { Database } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import type { RouteAnswer } from '#http/route.ts'
import { validate } from '#http/validate.ts'
import type { Actor } from '#identity/actor.ts'
import { can } from '#identity/can.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Answer, Answerer, Recorded } from '#sighting/record-sighting.ts'
import { clearanceOf } from '#warning/warning-routes.ts'
import { readAnswer, type ObjectVersion, type ReadAnswer, type UnreadObject } from './read-answers.ts'
import { stixMediaType, taxiiMediaType } from './taxii-media-type.ts'
import { refuseOtherTypes, taxiiAnswers, taxiiRoute } from './taxii-route.ts'
import { findStatus, insertStatus, type StatusCounts } from './taxii-status-store.ts'
import { sightingCollection } from './taxii-collection.ts'
import { inAllLanguages, sightingText } from './taxii-text.ts'

/** What writing into the collection of sightings asks. */
export type SightingPort = {
  readonly database: Database
  readonly clock: Clock
  /** Keeps an answer without the name of who gave it. */
  readonly record: (answerer: Answerer, answer: Answer) => Promise<Recorded>
}

/** Days for which a status can be asked for, beside the day of the request itself (TAXII 2.1, section 4.3: 24 hours at least). */
const keptDays = 1

const envelope = Type.Object({ objects: Type.Optional(Type.Array(Type.Object({}), { maxItems: 1_000 })) })

/** Tells whether somebody may write sightings. */
export function maySendSightings(actor: Actor): boolean {
  return actor.kind === 'person' && can(actor, 'sighting.send')
}

/** Returns the collection of sightings as clients see it (TAXII 2.1, section 5.2.1). */
export function describeSightingCollection() {
  return {
    id: sightingCollection.id,
    title: inAllLanguages(sightingText.title),
    description: inAllLanguages(sightingText.description),
    alias: sightingCollection.alias,
    can_read: false,
    can_write: true,
    media_types: [stixMediaType],
  }
}

/**
 * Takes the sightings and opinions of an envelope (section 5.5) and answers with what became of each.
 *
 * Everything is done when the answer goes out: no status ever says pending.
 */
export async function addSightings(port: SightingPort, actor: Actor, body: unknown): Promise<RouteAnswer> {
  if (actor.kind !== 'person') throw notFound('collection')
  const answerer = { organisationId: actor.organisationId, clearance: clearanceOf(actor) }
  const read = objectsIn(body).map(readAnswer)
  const unread = read.filter((one) => 'message' in one)
  const settled = await recordAll(
    port,
    answerer,
    read.filter((one) => 'kind' in one),
  )
  const failures = [...unread, ...settled.filter((one) => 'message' in one)]
  const successes = settled.filter((one) => !('message' in one))
  const status = { id: randomUUID(), taken: successes.length, refused: failures.length }
  const now = port.clock.now()
  const today = now.toZonedDateTimeISO('UTC').toPlainDate()
  await insertStatus(port.database.kysely, status, { today: today.toString(), keptUntil: today.add({ days: keptDays }).toString() })
  const named = ({ objectId, version }: ObjectVersion) => ({
    id: objectId,
    version: version ?? now.toString({ fractionalSecondDigits: 6 }),
  })
  const details = { successes: successes.map(named), failures: failures.map((one) => ({ ...named(one), message: one.message })) }
  return { status: 202, contentType: taxiiMediaType, body: Buffer.from(JSON.stringify({ ...describeStatus(status), ...details })) }
}

/** Returns the route of the status of a request (section 4.3), for whoever knows its id: nothing ties it to anybody. */
export function statusRoute(port: SightingPort): ActorRoute {
  return route({
    ...taxiiRoute,
    method: 'GET',
    path: '/taxii2/api/status/{id}/',
    operation: 'taxiiStatus',
    summary: 'What became of the objects that were written, as numbers (section 4.3)',
    permission: 'sighting.send',
    params: Type.Object({ id: uuidSchema }),
    answers: taxiiAnswers,
    handler: async (request) => {
      refuseOtherTypes(request)
      const counts = await findStatus(port.database.kysely, request.params.id)
      if (counts === null) throw notFound('status')
      return { contentType: taxiiMediaType, body: Buffer.from(JSON.stringify(describeStatus({ id: request.params.id, ...counts }))) }
    },
  })
}

function describeStatus({ id, taken, refused }: StatusCounts & { readonly id: string }) {
  return {
    id,
    status: 'complete',
    total_count: taken + refused,
    success_count: taken,
    failure_count: refused,
    pending_count: 0,
  }
}

function objectsIn(body: unknown): readonly JsonObject[] {
  validate(envelope, body, '/body')
  // The schema has just been checked; the objects themselves are read one by one and trusted in nothing.
  return (body as { readonly objects?: readonly JsonObject[] }).objects ?? []
}

type Settled = ObjectVersion | UnreadObject

async function recordAll(port: SightingPort, answerer: Answerer, answers: readonly ReadAnswer[]): Promise<readonly Settled[]> {
  const settled: Settled[] = []
  for (const same of Map.groupBy(answers, ({ kind, isWithdrawn }) => `${kind} ${isWithdrawn}`).values()) {
    const [first] = same
    if (first === undefined) continue
    const subjectIds = same.flatMap((one) => one.subjectIds)
    const { taken } = await port.record(answerer, { kind: first.kind, isWithdrawn: first.isWithdrawn, subjectIds })
    settled.push(...same.map((one) => settledOf(one, new Set(taken))))
  }
  return settled
}

function settledOf({ objectId, version, subjectIds }: ReadAnswer, taken: ReadonlySet<string>): Settled {
  if (subjectIds.some((id) => taken.has(id))) return { objectId, version }
  return { objectId, version, message: 'What it refers to is absent, not for you, taken back or over' }
}
