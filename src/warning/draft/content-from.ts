import { CodedError } from '#base/coded-error.ts'
import { isObservable } from '#indicator/indicator.ts'
import { readObservable } from '#indicator/read-observable.ts'
import { stixPattern } from '#indicator/stix-pattern.ts'
import { chooseActions } from '../gate/choose-actions.ts'
import { referencesOf } from '../reference.ts'
import { actionCodes, type KnownWrong, type WarningContent, type WarningIndicator } from '../warning.ts'
import { detectionProblem } from './detection-rule.ts'
import type { EditableWarning } from './draft-schema.ts'

/** Something in what people wrote that cannot go into a warning; `pointer` says where in the content. */
export class DraftError extends CodedError<
  'INDICATOR_UNREADABLE' | 'VALIDITY_WRONG' | 'NOTE_IN_ONE_LANGUAGE' | 'MARKING_LOOSENED' | 'TEXT_EMPTY' | `DETECTION_${string}`
> {
  readonly pointer: string

  constructor(code: DraftError['code'], pointer: string, message: string) {
    super(code, message)
    this.pointer = pointer
  }
}

/** What a content is made from beside what people wrote. */
export type ContentGround = {
  /** The content of the draft so far: its indicators keep their ids. */
  readonly before: WarningContent | null
  /** The published content that is revised, or null: what is left out of it is known to be wrong. */
  readonly base: WarningContent | null
  /** Ids that are taken back for good. */
  readonly gone: ReadonlySet<string>
  readonly today: Temporal.PlainDate
  readonly newId: () => string
}

const longestValidDays = 365

/**
 * Returns the content of a warning that says what people wrote: values are read anew, patterns and references are made from them, and what they cannot choose stays
 * as the gate or an earlier version had it.
 *
 * @throws {DraftError} for the first thing that cannot go into a warning.
 */
export function contentFrom(written: EditableWarning, ground: ContentGround): WarningContent {
  const { before, base } = ground
  const { slots, kind } = written
  checkValidity(written.validUntil, '/validUntil', ground)
  if (base !== null && written.tlp !== base.tlp)
    throw new DraftError('MARKING_LOOSENED', '/tlp', 'A revision keeps the marking of the warning; recall it and release another one')
  const indicators = indicatorsFrom(written, ground)
  const happening = { ...before?.happening, template: kind, slots: { ...slots, extortion: kind === 'ransomware' ? slots.extortion : [] } }
  const [techniques, cve] = [sortedSet(written.techniques), sortedSet(written.cve)]
  const products = written.products.map(({ name, version }) => ({
    name: whole(name, '/products'),
    version: version === '' ? null : version,
  }))
  const content: WarningContent = {
    tlp: written.tlp,
    pap: written.pap,
    kind,
    audience: before?.audience ?? 'several-sectors',
    sectorGroups: before?.sectorGroups ?? [],
    actions: [],
    happening,
    confidence: written.confidence,
    validFrom: before?.validFrom ?? ground.today.toString(),
    validUntil: written.validUntil,
    indicators,
    techniques,
    products,
    cve,
    detections: written.detections.map(checkedRule),
    note: checkedNote(written),
    knownWrong: wrongSince(base, indicators),
    references: referencesOf(techniques, cve),
    replaces: before?.replaces ?? null,
  }
  const wanted: ReadonlySet<string> = new Set(written.actions.length > 0 ? written.actions : chooseActions(content))
  const lifts = content.knownWrong.length > 0
  return { ...content, actions: actionCodes.filter((code) => (code === 'lift-measures' ? lifts : wanted.has(code))) }
}

function indicatorsFrom({ indicators }: EditableWarning, ground: ContentGround): readonly WarningIndicator[] {
  const known = new Map([...(ground.base?.indicators ?? []), ...(ground.before?.indicators ?? [])].map((one) => [keyOf(one), one.id]))
  const read = new Map<string, WarningIndicator>()
  for (const [index, one] of indicators.entries()) {
    const pointer = `/indicators/${index}`
    const { indicator } = readObservable(one.type, one.value)
    if (indicator === null || !isObservable(indicator))
      throw new DraftError('INDICATOR_UNREADABLE', `${pointer}/value`, `The value is no ${one.type}; correct it or leave it out`)
    checkValidity(one.validUntil, `${pointer}/validUntil`, ground)
    const key = keyOf(indicator)
    const id = known.get(key)
    read.set(key, {
      id: id === undefined || ground.gone.has(id) ? ground.newId() : id,
      type: indicator.type,
      value: indicator.value,
      role: one.role,
      advice: one.advice,
      confidence: one.confidence,
      pattern: stixPattern(indicator),
      validUntil: one.validUntil,
    })
  }
  // Ordered by type and value: an order that tells nothing of the report.
  return [...read].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, one]) => one)
}

function keyOf({ type, value }: { readonly type: string; readonly value: string }): string {
  return `${type} ${value}`
}

function checkValidity(validUntil: string, pointer: string, { today }: ContentGround): void {
  const last = today.add({ days: longestValidDays })
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(validUntil) && !Number.isNaN(Date.parse(validUntil))
  const days = isDay ? Temporal.PlainDate.from(validUntil) : null
  if (days !== null && Temporal.PlainDate.compare(days, today) > 0 && Temporal.PlainDate.compare(days, last) <= 0) return
  throw new DraftError(
    'VALIDITY_WRONG',
    pointer,
    `The validity ends on ${validUntil}, expected a day after today and at most ${last.toString()}`,
  )
}

function checkedRule(rule: EditableWarning['detections'][number], index: number): WarningContent['detections'][number] {
  const pointer = `/detections/${index}`
  const problem = detectionProblem(rule)
  if (problem !== null)
    throw new DraftError(problem, `${pointer}/text`, `The rule is no ${rule.language} rule that could be loaded as it stands`)
  return { language: rule.language, name: whole(rule.name, `${pointer}/name`), text: rule.text }
}

function whole(text: string, pointer: string): string {
  if (text.trim() === '') throw new DraftError('TEXT_EMPTY', pointer, 'A name is missing')
  return text.trim()
}

function checkedNote({ note }: EditableWarning): WarningContent['note'] {
  if (note === null || (note.ja.trim() === '' && note.en.trim() === '')) return null
  if (note.ja.trim() === '' || note.en.trim() === '')
    throw new DraftError('NOTE_IN_ONE_LANGUAGE', '/note', 'The note is there in one language only; readers of the other one need it, too')
  return { ja: note.ja.trim(), en: note.en.trim() }
}

/** What was published and is no longer there is known to be wrong; whatever is taken up again is not. */
function wrongSince(base: WarningContent | null, indicators: readonly WarningIndicator[]): readonly KnownWrong[] {
  if (base === null) return []
  const kept = new Set(indicators.map(keyOf))
  const dropped = base.indicators.filter((one) => !kept.has(keyOf(one)))
  const wrong = [...base.knownWrong, ...dropped.map(({ type, value }): KnownWrong => ({ type, value, reason: 'withdrawn' }))]
  return wrong.filter((one) => !kept.has(keyOf(one))).toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1))
}

function sortedSet(values: readonly string[]): string[] {
  return [...new Set(values)].toSorted()
}
