import type { JsonObject } from '#base/canonical-json.ts'
import { textAt } from '#base/json-object.ts'
import { isInstant } from './answer-value.ts'
import { coreField } from './core-field.ts'

/** Under which terms the shareable part of a report may be used. */
export type SharingTerms = {
  /** FIRST TLP 2.0 label, lower case. */
  readonly tlp: string
  /** PAP label, lower case. */
  readonly pap: string
  /** Whether the filer agreed that others are warned with it; `unknown` is no agreement. */
  readonly consent: 'yes' | 'no' | 'unknown'
  /** Nothing is released before this instant; `open-ended` where the filer does not know it yet, null where there is no embargo. */
  readonly embargoUntil: Temporal.Instant | 'open-ended' | null
}

/** The marking of a report whose filer chose none: the strictest that still lets the receiving authority work with it. */
const unmarked = { tlp: 'amber+strict', pap: 'amber' } as const

/**
 * Returns the terms that the handling part of a report states.
 *
 * An answer that is missing, unknown or out of form counts as the stricter one: no consent, TLP:AMBER+STRICT, PAP:AMBER; an embargo whose
 * instant is not known is open-ended.
 */
export function sharingTerms(handling: JsonObject): SharingTerms {
  const consent = textAt(handling, 'share.consent')
  return {
    tlp: codeAt(handling, 'share.tlp') ?? unmarked.tlp,
    pap: codeAt(handling, 'share.pap') ?? unmarked.pap,
    consent: consent === 'yes' || consent === 'no' ? consent : 'unknown',
    embargoUntil: embargoAt(handling),
  }
}

function codeAt(handling: JsonObject, id: string): string | null {
  const field = coreField(id)
  const value = textAt(handling, id)
  return field?.type === 'code' && field.options.some(({ code }) => code === value) ? value : null
}

function embargoAt(handling: JsonObject): SharingTerms['embargoUntil'] {
  const until = handling['share.embargo_until']
  if (until === undefined) return null
  return typeof until === 'string' && isInstant(until) ? Temporal.Instant.from(until) : 'open-ended'
}

/** Tells whether an embargo holds at `now`. */
export function isEmbargoed(terms: SharingTerms, now: Temporal.Instant): boolean {
  if (terms.embargoUntil === null) return false
  return terms.embargoUntil === 'open-ended' || Temporal.Instant.compare(now, terms.embargoUntil) < 0
}
