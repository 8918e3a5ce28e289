import type { IncomingHttpHeaders } from 'node:http'
import type { Database } from '#database/database.ts'
import { recordPickUp, type PullChannel } from '#delivery/pick-up-store.ts'
import { compressed, encodingFor } from '#http/compression.ts'
import type { RouteAnswer } from '#http/route.ts'
import type { Actor, Clearance } from '#identity/actor.ts'
import type { Clock } from '#runtime/clock.ts'
import { publicationState, type PublicationState } from '#warning/publication-state-store.ts'
import { clearanceOf } from '#warning/warning-routes.ts'

/** What feeds are made from. */
export type FeedParts = { readonly database: Database; readonly clock: Clock }

/** Who asks for a feed, and with which headers. */
export type FeedRequest = { readonly headers: IncomingHttpHeaders; readonly actor: Actor }

/** One reading of a feed: whose eyes it is for, and on which day. */
export type FeedReading = {
  readonly database: Database
  readonly clearance: Clearance
  /** The day of today in UTC, `YYYY-MM-DD`. */
  readonly today: string
  readonly state: PublicationState
  readonly version: FeedVersion
}

/** A feed that may have to be sent. */
export type FeedFile = {
  /** The channel of which a reader of this feed has everything; null where it is only a part. */
  readonly channel: PullChannel | null
  readonly contentType: string
  /** Makes the body; not called where the client has it. */
  readonly chunks: () => AsyncIterable<Uint8Array>
  /** Under which name a browser saves it; shown in place where not given. */
  readonly fileName?: string
}

/** By what a client tells whether what it has is still right. */
type FeedVersion = {
  /** With its quotation marks. */
  readonly etag: string
  readonly lastModified: Temporal.Instant
}

/**
 * Returns the feed that `make` describes, as the caller takes it: nothing but 304 where it has this version, else the body, in an encoding that it knows.
 *
 * Who fetched it to its end, or has it already, has picked up what was published until now.
 */
export async function openFeed(parts: FeedParts, request: FeedRequest, make: (reading: FeedReading) => FeedFile): Promise<RouteAnswer> {
  const { database } = parts
  const clearance = clearanceOf(request.actor)
  const now = parts.clock.now()
  // Before anything of the body is read: what is published in between makes the next question find a change, never the other way round.
  const state = await publicationState(database.kysely, clearance)
  const today = now.toZonedDateTimeISO('UTC').toPlainDate().toString()
  const version = versionOf(clearance, state, now)
  const file = make({ database, clearance, today, state, version })
  const pickUp = () => notePickUp(database, { actor: request.actor, channel: file.channel, upTo: state.publishedAt })
  const headers = headersOf(request.actor, version)
  if (!hasVersion(request.headers, version)) return bodyAnswer(request, { ...file, chunks: () => thenDo(file.chunks(), pickUp) }, headers)
  await pickUp()
  return { status: 304, headers }
}

function bodyAnswer(request: FeedRequest, file: FeedFile, headers: Readonly<Record<string, string>>): RouteAnswer {
  const encoding = encodingFor(request.headers['accept-encoding'])
  const named = file.fileName === undefined ? {} : { 'content-disposition': `attachment; filename="${file.fileName}"` }
  return {
    contentType: file.contentType,
    headers: { ...headers, ...named, ...(encoding === null ? {} : { 'content-encoding': encoding }) },
    stream: { bytes: null, chunks: encoding === null ? file.chunks() : compressed(file.chunks(), encoding) },
  }
}

/** Notes that the organisation of a person has everything up to a tick; of strangers nothing is known. */
async function notePickUp(
  database: Database,
  { actor, channel, upTo }: { readonly actor: Actor; readonly channel: PullChannel | null; readonly upTo: string | null },
): Promise<void> {
  if (actor.kind === 'person' && channel !== null && upTo !== null)
    await recordPickUp(database.kysely, { organisationId: actor.organisationId, channel, upTo })
}

async function* thenDo(chunks: AsyncIterable<Uint8Array>, last: () => Promise<void>): AsyncGenerator<Uint8Array> {
  yield* chunks
  await last()
}

/** Changes with each publication that the clearance may read, and at the start of each day (UTC), when indicators run out. */
function versionOf(clearance: Clearance, state: PublicationState, now: Temporal.Instant): FeedVersion {
  const day = now.toZonedDateTimeISO('UTC').startOfDay()
  const start = day.toInstant()
  const published = state.publishedAt === null ? start : Temporal.Instant.from(state.publishedAt)
  return {
    // Weak: the same feed in another encoding has other bytes.
    etag: `W/"${clearance.replace('+', '-')}.${state.sequence}.${day.toPlainDate().toString()}"`,
    lastModified: Temporal.Instant.compare(published, start) > 0 ? published : start,
  }
}

function headersOf(actor: Actor, version: FeedVersion): Readonly<Record<string, string>> {
  return {
    etag: version.etag,
    'last-modified': new Date(version.lastModified.epochMilliseconds).toUTCString(),
    // Whoever keeps it asks each time whether it still holds: what was recalled must not live on in a cache.
    'cache-control': actor.kind === 'anonymous' ? 'public, no-cache' : 'private, no-cache',
    vary: 'authorization, cookie, accept-encoding',
  }
}

/** RFC 9110, section 13.2.2: the entity tag counts where there is one, the date otherwise. */
function hasVersion(headers: IncomingHttpHeaders, version: FeedVersion): boolean {
  const tags = headers['if-none-match']
  if (tags !== undefined) return tags.split(',').some((tag) => tag.trim() === '*' || weakly(tag) === weakly(version.etag))
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return !Number.isNaN(since) && Math.floor(version.lastModified.epochMilliseconds / 1000) * 1000 <= since
}

function weakly(tag: string): string {
  return tag.trim().replace(/^W\//, '')
}
