import type { JsonObject } from '#base/canonical-json.ts'
import { listAt, textAt } from '#base/json-object.ts'
import type { SightingKind } from '#sighting/sighting.ts'
import { microsText, readMicros } from './taxii-time.ts'

/** One version of an object, as its sender named it. */
export type ObjectVersion = {
  readonly objectId: string
  /** With microseconds; null where it has none that can be read. */
  readonly version: string | null
}

/** What one STIX object says about what was shared. */
export type ReadAnswer = ObjectVersion & {
  readonly kind: SightingKind
  /** UUIDs of indicators, and of warnings where it speaks of a report. */
  readonly subjectIds: readonly string[]
  /** True where the object takes back what an earlier version of it said. */
  readonly isWithdrawn: boolean
}

/** An object of which nothing is taken, and why. */
export type UnreadObject = ObjectVersion & { readonly message: string }

const subjectForm = /^(?:indicator|report)--([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
// Longer than any id of STIX: what is longer is cut in the answer.
const longestId = 200
const disagreements = new Set(['disagree', 'strongly-disagree'])

/**
 * Reads what a STIX `sighting` or `opinion` answers to an indicator or a report of ours. Nothing else of it is taken: no text, no count, no time, and above all
 * neither who made it nor where it was seen.
 *
 * A sighting means seen, with the label `blocked` that it was kept out; an opinion that disagrees means a false positive.
 */
export function readAnswer(object: JsonObject): ReadAnswer | UnreadObject {
  const micros = readMicros(textAt(object, 'modified') ?? textAt(object, 'created') ?? '')
  const sent: ObjectVersion = {
    objectId: (textAt(object, 'id') ?? '').slice(0, longestId).toWellFormed(),
    version: micros === null ? null : microsText(micros),
  }
  const isWithdrawn = object['revoked'] === true
  if (object['type'] === 'sighting') {
    if (object['count'] === 0) return { ...sent, message: 'A sighting with the count 0 says that nothing was seen; it is not kept' }
    const kind = listAt(object, 'labels').includes('blocked') ? 'blocked' : 'seen'
    return withSubjects([object['sighting_of_ref']], { ...sent, kind, isWithdrawn })
  }
  if (object['type'] === 'opinion') {
    if (!disagreements.has(textAt(object, 'opinion') ?? ''))
      return { ...sent, message: 'Of opinions, disagree and strongly-disagree are taken, as false positives' }
    return withSubjects(listAt(object, 'object_refs'), { ...sent, kind: 'false-positive', isWithdrawn })
  }
  return { ...sent, message: 'Only objects of the types sighting and opinion are taken; this one was not kept' }
}

function withSubjects(references: readonly unknown[], answer: Omit<ReadAnswer, 'subjectIds'>): ReadAnswer | UnreadObject {
  const subjectIds = references.flatMap((one) => (typeof one === 'string' ? (subjectForm.exec(one)?.[1] ?? []) : []))
  if (subjectIds.length > 0) return { ...answer, subjectIds }
  return {
    objectId: answer.objectId,
    version: answer.version,
    message: 'It refers to no indicator and no report, whose ids begin with indicator-- or report--',
  }
}
