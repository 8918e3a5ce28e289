import { randomUUID } from 'node:crypto'
import type { Database } from '#database/database.ts'
import type { Clearance } from '#identity/actor.ts'
import type { StixObject } from '#stix/stix-object.ts'
import type { TlpMarking } from '#stix/tlp-marking.ts'
import { indicatorsOver, newestObjects, warningsOver, type NewestObject } from './feed-store.ts'

const readAtOnce = 1_000

/** Of what a bundle is made: everything of one TLP level that counts on the day of `today` (UTC, `YYYY-MM-DD`). */
export type LiveBundle = { readonly database: Database; readonly tlp: Clearance; readonly today: string }

/**
 * Returns a STIX 2.1 bundle of everything of one level that counts today, as text in parts: nothing that was taken back or is over, and no link to such.
 *
 * The id of the bundle is random: it names the download, not what is in it.
 */
export async function* liveBundle(bundle: LiveBundle): AsyncGenerator<string> {
  yield `{"type":"bundle","id":"bundle--${randomUUID()}"`
  // A bundle of nothing has no list: an empty one is not valid (STIX 2.1, section 8).
  let separator = ',"objects":['
  let end = '}'
  for (let afterMicros = 0; ;) {
    const some = await newestObjects(bundle.database.kysely, { collection: bundle.tlp, afterMicros, limit: readAtOnce })
    const live = await liveOf(some, bundle)
    if (live.length > 0) {
      yield separator + live.join(',')
      separator = ','
      end = ']}'
    }
    afterMicros = some.at(-1)?.addedMicros ?? afterMicros
    if (some.length < readAtOnce) break
  }
  yield end
}

type Read = { readonly text: string; readonly object: StixObject | TlpMarking; readonly warningId: string | null }

async function liveOf(some: readonly NewestObject[], { database, today }: LiveBundle): Promise<readonly string[]> {
  const read = some.map(({ body, warningId }): Read => {
    const text = body.toString('utf8')
    // What is read here was rendered by this system itself.
    return { text, object: JSON.parse(text) as Read['object'], warningId }
  })
  const warnings = [...new Set(read.flatMap(({ warningId }) => warningId ?? []))]
  const over = await warningsOver(database.kysely, warnings, today)
  const links = read.flatMap(({ object }) => indicatorIdsIn(object))
  const gone = await indicatorsOver(database.kysely, links, today)
  return read.filter((one) => counts(one, { over, gone, today })).map(({ text }) => text)
}

function counts(
  { object, warningId }: Read,
  how: { readonly over: ReadonlySet<string>; readonly gone: ReadonlySet<string>; readonly today: string },
): boolean {
  if (object.type === 'marking-definition') return true
  if (object.revoked === true || (warningId !== null && how.over.has(warningId))) return false
  if (object.type === 'indicator' && object.valid_until !== undefined && object.valid_until.slice(0, how.today.length) <= how.today)
    return false
  return !indicatorIdsIn(object).some((id) => how.gone.has(id))
}

/** UUIDs of the indicators without which an object is nothing: itself, or an end of a link. */
function indicatorIdsIn(object: Read['object']): readonly string[] {
  const ids = object.type === 'relationship' ? [object.source_ref, object.target_ref] : [object.id]
  return ids.filter((id) => id.startsWith('indicator--')).map((id) => id.slice('indicator--'.length))
}
