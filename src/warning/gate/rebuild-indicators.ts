import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonObject, listAt, textAt } from '#base/json-object.ts'
import { isObservable, type Indicator, type IndicatorRole, type IndicatorType, type ObservableIndicator } from '#indicator/indicator.ts'
import { parentOf, stripped } from '#indicator/parent-of.ts'
import { readReported } from '#indicator/read-reported.ts'
import { stixPattern } from '#indicator/stix-pattern.ts'
import type { Pap, WarningContent, WarningIndicator } from '../warning.ts'
import type { Gate } from './gate.ts'
import { judgeEntry, type EntryParts } from './judge-entry.ts'
import { prevalenceKey, type Prevalence, type Standing } from './prevalence.ts'

/** What became of the indicators of a report. CVE ids are no observables and stand apart; techniques stand for values that were made for one victim. */
export type RebuiltIndicators = {
  readonly indicators: readonly WarningIndicator[]
  readonly cve: readonly string[]
  readonly techniques: readonly string[]
  /** How many entries found no place in one warning. */
  readonly leftOut: number
}

/** The most indicators that one warning carries, and the most characters of their values: more would make one event of many megabytes. */
const mostIndicators = 10_000
const mostCharacters = 1_500_000

/**
 * Returns the indicators of a shareable part that may go out, each read anew from its value into a fresh object, in an order of their own.
 *
 * A value that one operator alone reported is unconfirmed and to be watched; one that another reported too is confirmed and may be blocked, where the
 * marking allows that. Yields after each indicator: a report may hold thousands.
 *
 * @param parts `earlier` warnings of the same incident: what they carry takes no place from what is new.
 */
export function* rebuildIndicators(
  shareable: JsonObject,
  parts: EntryParts & { readonly pap: Pap; readonly earlier: readonly WarningContent[] },
): Generator<void, RebuiltIndicators> {
  const shared = new Set(parts.earlier.flatMap((one) => one.indicators.map(prevalenceKey)))
  const kept = new Map<string, Kept>()
  const techniques = new Set<string>()
  let [count, characters, leftOut] = [0, 0, 0]
  for (const { entry, pointer } of yield* mostUsefulFirst(listAt(shareable, 'ioc'), parts.prevalence)) {
    if (count >= mostIndicators || characters >= mostCharacters) {
      parts.findings.add('too-many', pointer)
      leftOut++
      continue
    }
    yield
    const judged = judgeEntry(entry, pointer, parts)
    if (judged.technique !== null) techniques.add(judged.technique)
    if (judged.indicator === null) continue
    const key = prevalenceKey(judged.indicator)
    const before = kept.get(key)
    if (before === undefined && !shared.has(key)) {
      count++
      characters += judged.indicator.value.length
    }
    // Of several roles of one value, the one that sorts first: the order in the report must not show.
    const roles = [before?.role, judged.role].filter((role) => role !== null && role !== undefined).toSorted()
    kept.set(key, { indicator: judged.indicator, role: roles[0] ?? null, standing: judged.standing })
  }
  const sorted = [...kept].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, each]) => each)
  return {
    indicators: sorted.flatMap(({ indicator, ...rest }) => (isObservable(indicator) ? [fresh(indicator, { ...rest, ...parts })] : [])),
    cve: sorted.flatMap(({ indicator }) => (indicator.type === 'cve' ? [indicator.value] : [])),
    techniques: [...techniques],
    leftOut,
  }
}

type Placed = { readonly entry: JsonValue; readonly pointer: string }

/** What an attacker changes least often comes first. */
const usefulness: readonly IndicatorType[] = [
  'cve',
  'domain',
  'url',
  'email',
  'ipv4',
  'ipv6',
  'ipv4-range',
  'ipv6-range',
  'sha256',
  'sha1',
  'md5',
  'file-name',
]

/**
 * Returns the entries of a report in the order in which they find a place in a warning: where not all do, those first that others have reported too, then by
 * type, then by value, so that the order in the report does not show.
 */
function* mostUsefulFirst(entries: readonly JsonValue[], prevalence: Prevalence): Generator<void, readonly Placed[]> {
  const placed = entries.map((entry, index): Placed => ({ entry, pointer: `/ioc/${index}` }))
  const characters = entries.reduce<number>((sum, entry) => sum + (isJsonObject(entry) ? (textAt(entry, 'value') ?? '').length : 0), 0)
  if (entries.length <= mostIndicators && characters <= mostCharacters) return placed
  const ranked: (Placed & { readonly rank: string })[] = []
  for (const one of placed) {
    yield
    ranked.push({ ...one, rank: rankOf(one.entry, prevalence) })
  }
  return ranked.toSorted((left, right) => (left.rank < right.rank ? -1 : Number(left.rank > right.rank)))
}

function rankOf(entry: JsonValue, prevalence: Prevalence): string {
  const read = readReported(entry)
  const plain = read === null ? null : stripped(read.indicator)
  if (plain === null) return 'c'
  const standing = prevalence.standingOf(plain) === 'several-sources' ? 'a' : 'b'
  return `${standing}${String(usefulness.indexOf(plain.type)).padStart(2, '0')} ${plain.value}`
}

/** Returns every value by which a report may be linked to others: as it would go out, and what stands above it. The victim's own are not among them. */
export function observedValues(shareable: JsonObject): readonly Indicator[] {
  const found = new Map<string, Indicator>()
  for (const entry of listAt(shareable, 'ioc')) {
    const read = readReported(entry)
    if (read === null || read.role === 'recipient' || read.role === 'target') continue
    const plain = stripped(read.indicator)
    for (const one of [plain, plain === null ? null : parentOf(plain)]) if (one !== null) found.set(prevalenceKey(one), one)
  }
  return [...found.values()]
}

type Kept = { readonly indicator: Indicator; readonly role: IndicatorRole | null; readonly standing: Standing }

/** How long an observable counts: addresses change hands within weeks, names within months, digests never, but they grow old. */
const validDays = { address: 30, name: 90, digest: 365 } as const

function fresh(
  indicator: ObservableIndicator,
  how: { readonly role: IndicatorRole | null; readonly standing: Standing; readonly pap: Pap; readonly gate: Gate },
): WarningIndicator {
  const isConfirmed = how.standing === 'several-sources'
  // Blocking tells the attacker that somebody knows: PAP allows it from GREEN on. A name of a file blocks more than the attacker's.
  const mayBlock = isConfirmed && (how.pap === 'green' || how.pap === 'clear') && indicator.type !== 'file-name'
  return {
    id: how.gate.newId(),
    type: indicator.type,
    value: indicator.value,
    role: how.role,
    advice: mayBlock ? 'block' : 'monitor',
    confidence: isConfirmed ? 'confirmed' : 'unconfirmed',
    pattern: stixPattern(indicator),
    validUntil: how.gate.today.add({ days: daysOf(indicator.type) }).toString(),
  }
}

function daysOf(type: WarningIndicator['type']): number {
  switch (type) {
    case 'ipv4':
    case 'ipv4-range':
    case 'ipv6':
    case 'ipv6-range':
      return validDays.address
    case 'domain':
    case 'url':
    case 'email':
    case 'file-name':
      return validDays.name
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'cve':
      return validDays.digest
  }
}
