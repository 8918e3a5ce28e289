import { readObservable } from '#indicator/read-observable.ts'
import { isObservable, type IndicatorType } from '#indicator/indicator.ts'
import { stixPattern } from '#indicator/stix-pattern.ts'
import { utf8, utf8Text } from '#base/bytes.ts'
import type { StixObject } from '#stix/stix-object.ts'
import { takeBack, type ChangedWarning } from './take-back.ts'
import type { ApprovedWarning } from './warning-table.ts'
import type { KnownWrong, WarningContent, WarningIndicator, WrongReason } from './warning.ts'

/** What is taken down: indicators of a warning, or the warning as a whole. */
export type TakenDown = { readonly indicatorIds: ReadonlySet<string> | 'all' }

/** What is written in the place of a value that named somebody. */
const removedValue = '[removed]'

/**
 * Returns what the version says that takes a warning down, or some of its indicators: that something was removed and why, and nothing of what it was.
 *
 * @param newest The newest version, as it was; it may have been recalled for another reason before.
 * @param gone What is taken down, of all versions.
 */
export function takeDown(
  { act, content }: Pick<ApprovedWarning, 'act' | 'content'>,
  { indicatorIds }: TakenDown,
  gone: readonly WarningIndicator[],
): ChangedWarning {
  if (indicatorIds === 'all') return { act: 'recall', content: { ...emptied(content, wrongOf(gone)), actions: ['lift-measures'] } }
  const changed = takeBack(content, new Map(gone.map(({ id }): [string, WrongReason] => [id, 'names-somebody'])))
  const standing: ChangedWarning = changed ?? { act: act === 'recall' ? 'recall' : 'revision', content }
  return { ...standing, content: withoutValues(standing.content, gone) }
}

/** Returns what is left of the content of an earlier version. */
export function leftOf(content: WarningContent, { indicatorIds }: TakenDown, gone: readonly Value[]): WarningContent {
  if (indicatorIds === 'all') return emptied(content, [])
  return { ...withoutValues(content, gone), indicators: content.indicators.filter(({ id }) => !indicatorIds.has(id)) }
}

type Value = Pick<WarningIndicator, 'type' | 'value'>

/** Everything that somebody may have written or reported is gone; what is left is codes, the marking and days. */
function emptied(content: WarningContent, knownWrong: readonly KnownWrong[]): WarningContent {
  const slots = { vectors: [], systems: [], extortion: [], spread: [] }
  const lists = { sectorGroups: [], actions: [], indicators: [], techniques: [], products: [], cve: [], detections: [], references: [] }
  return { ...content, ...lists, happening: { ...content.happening, slots }, note: null, knownWrong }
}

function wrongOf(indicators: readonly Value[]): readonly KnownWrong[] {
  const types = [...new Set(indicators.map(({ type }) => type))].toSorted()
  return types.map((type) => ({ type, value: removedValue, reason: 'names-somebody' }))
}

/** Takes values out of everything that is said beside the indicators: the list of what is wrong, the note, and rules that hold one of them. */
function withoutValues(content: WarningContent, gone: readonly Value[]): WarningContent {
  const holds = (text: string): boolean => holdsAny(text, gone)
  const wrong = content.knownWrong.filter(({ type, value }) => !gone.some((one) => one.type === type && one.value === value))
  const removed = wrongOf(gone).filter(({ type }) => !wrong.some((one) => one.type === type && one.value === removedValue))
  const { note } = content
  return {
    ...content,
    note: note !== null && (holds(note.ja) || holds(note.en)) ? null : note,
    detections: content.detections.filter(({ name, text }) => !holds(name) && !holds(text)),
    knownWrong: [...wrong, ...removed].toSorted((left, right) => (`${left.type} ${left.value}` < `${right.type} ${right.value}` ? -1 : 1)),
  }
}

function holdsAny(text: string, values: readonly Value[]): boolean {
  const written = bare(text)
  return values.some(({ value }) => written.includes(bare(value)))
}

/** As it is compared: however it was defanged. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/hxxp/gu, 'http')
    .replaceAll(/[[\](){}\\]/gu, '')
}

/** Returns a value that stands in the place of one that named somebody, in the form of its type: programs refuse what is no address or no digest. */
export function placeholderOf(type: IndicatorType): { readonly value: string; readonly pattern: string } {
  const value = placeholders[type]
  const { indicator } = readObservable(type, value)
  return { value, pattern: indicator === null || !isObservable(indicator) ? '' : stixPattern(indicator) }
}

// Names and addresses that are nobody's (RFC 2606, 5737 and 3849), and digests of nothing.
const placeholders: Readonly<Record<IndicatorType, string>> = {
  ipv4: '192.0.2.0',
  'ipv4-range': '192.0.2.0/32',
  ipv6: '2001:db8::',
  'ipv6-range': '2001:db8::/128',
  domain: 'removed.invalid',
  url: 'https://removed.invalid/',
  email: 'removed@removed.invalid',
  md5: '0'.repeat(32),
  sha1: '0'.repeat(40),
  sha256: '0'.repeat(64),
  'file-name': 'removed',
  cve: 'CVE-1900-0000',
}

/**
 * Returns the newest versions of the objects of a warning as they stay in the collections, without what named somebody; null where an object goes altogether.
 *
 * They keep id and instants, so that the version that revokes them finds them.
 *
 * @param bodies JSON in UTF-8.
 * @param gone The indicators that are taken down.
 */
export function blankObjects(
  bodies: readonly Uint8Array[],
  { indicatorIds }: TakenDown,
  gone: readonly WarningIndicator[],
): readonly { readonly stixId: string; readonly body: Uint8Array | null }[] {
  const isWhole = indicatorIds === 'all'
  const types = new Map(gone.map(({ id, type }) => [id, type]))
  return bodies.map((bytes) => {
    // Rendered by ourselves.
    const object = JSON.parse(utf8Text(bytes)) as StixObject
    const left = blanked(object, { isWhole, types, gone })
    return { stixId: object.id, body: left === null ? null : utf8(JSON.stringify(left)) }
  })
}

type Blanking = { readonly isWhole: boolean; readonly types: ReadonlyMap<string, IndicatorType>; readonly gone: readonly Value[] }

function blanked(object: StixObject, { isWhole, types, gone }: Blanking): StixObject | null {
  switch (object.type) {
    case 'indicator': {
      const type = types.get(object.id.slice('indicator--'.length))
      if (!isWhole && type === undefined && !holdsAny(`${object.name ?? ''} ${object.pattern}`, gone)) return object
      const { value, pattern } = placeholderOf(type ?? 'domain')
      return { ...object, name: value, pattern, pattern_type: 'stix', pattern_version: '2.1' }
    }
    case 'report': {
      const { description: _, external_references: references, ...rest } = object
      if (!isWhole) return { ...rest, ...(references === undefined ? {} : { external_references: references }) }
      return { ...rest, object_refs: object.object_marking_refs.slice(0, 1) }
    }
    case 'attack-pattern':
    case 'vulnerability':
      // They are never revoked, and alone they would go on saying what was meant.
      return isWhole ? null : object
    case 'relationship':
      return object
  }
}
