import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonObject, listAt, pointerTo, textAt } from '#base/json-object.ts'
import { indicatorRoleOf, indicatorTypeOf, isObservable, type Indicator, type IndicatorRole } from '#indicator/indicator.ts'
import { readObservable } from '#indicator/read-observable.ts'
import { stixPattern } from '#indicator/stix-pattern.ts'
import type { WarningIndicator } from '../warning.ts'
import type { Findings } from './finding.ts'
import type { Gate } from './gate.ts'
import { namesOperator } from './scan-text.ts'

/** What became of the indicators of a report. CVE ids are no observables and stand apart. */
export type RebuiltIndicators = { readonly indicators: readonly WarningIndicator[]; readonly cve: readonly string[] }

/**
 * Returns the indicators of a shareable part that may go out, each read anew from its value into a fresh object, in an order of their own.
 *
 * One report is one source: all of them are unconfirmed, and the advice is to monitor. Yields after each indicator: a report may hold thousands.
 */
export function* rebuildIndicators(shareable: JsonObject, gate: Gate, findings: Findings): Generator<void, RebuiltIndicators> {
  const kept = new Map<string, Kept>()
  for (const [index, entry] of listAt(shareable, 'ioc').entries()) {
    yield
    const found = judgeEntry(entry, { gate, findings, pointer: `/ioc/${index}` })
    if (found === null) continue
    const key = `${found.indicator.type} ${found.indicator.value}`
    const before = kept.get(key)
    // Of several roles of one value, the one that sorts first: the order in the report must not show.
    const roles = [before?.role, found.role].filter((role) => role !== null && role !== undefined).toSorted()
    kept.set(key, { indicator: found.indicator, role: roles[0] ?? null })
  }
  const sorted = [...kept].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, each]) => each)
  return {
    indicators: sorted.flatMap(({ indicator, role }) => (isObservable(indicator) ? [fresh(indicator, role, gate)] : [])),
    cve: sorted.flatMap(({ indicator }) => (indicator.type === 'cve' ? [indicator.value] : [])),
  }
}

type Kept = { readonly indicator: Indicator; readonly role: IndicatorRole | null }
type Place = { readonly gate: Gate; readonly findings: Findings; readonly pointer: string }

function judgeEntry(entry: JsonValue, place: Place): Kept | null {
  const { findings, pointer } = place
  const read = readEntry(entry)
  if (read === null) return drop('unreadable', place)
  if (read.role === 'recipient' || read.role === 'target') return drop('victim-side', place)
  const reduced = reduce(read.indicator)
  if (reduced === null) return drop('made-for-one', place)
  if (namesOperator(reduced.value, { ...place, pointer: pointerTo(pointer, 'value') })) return null
  const list = place.gate.knownGood.listOf(reduced)
  if (list !== null) return drop('known-good', place, list)
  if (reduced.type !== read.indicator.type) findings.add('reduced-to-domain', pointer)
  else if (reduced.value !== read.indicator.value) findings.add('reduced-address', pointer)
  return { indicator: reduced, role: read.role }
}

function drop(code: 'unreadable' | 'victim-side' | 'made-for-one' | 'known-good', place: Place, about: string | null = null): null {
  place.findings.add(code, place.pointer, about)
  return null
}

function readEntry(entry: JsonValue): Kept | null {
  if (!isJsonObject(entry)) return null
  const type = indicatorTypeOf(textAt(entry, 'type') ?? '')
  const { indicator } = type === null ? { indicator: null } : readObservable(type, textAt(entry, 'value') ?? '')
  return indicator === null ? null : { indicator, role: indicatorRoleOf(textAt(entry, 'role') ?? '') }
}

/** Returns what of an indicator others can use, without what is made for or tells of one victim, or null where nothing is left. */
function reduce(indicator: Indicator): Indicator | null {
  switch (indicator.type) {
    case 'file-name':
      return null
    case 'domain':
      return isOnion(indicator.value) ? null : indicator
    case 'email':
      return readObservable('domain', indicator.value.slice(indicator.value.lastIndexOf('@') + 1)).indicator
    case 'url':
      return reduceUrl(indicator.value)
    case 'ipv4':
    case 'ipv4-range':
    case 'ipv6':
    case 'ipv6-range':
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'cve':
      return indicator
  }
}

/** User name, query and fragment are where links carry whom they were sent to. */
function reduceUrl(value: string): Indicator | null {
  const url = new URL(value)
  if (isOnion(url.hostname)) return null
  url.username = ''
  url.password = ''
  url.search = ''
  url.hash = ''
  return { type: 'url', value: url.href }
}

function isOnion(host: string): boolean {
  return host.endsWith('.onion')
}

/** How long an observable counts: addresses change hands within weeks, names within months, digests never, but they grow old. */
const validDays = { address: 30, name: 90, digest: 365 } as const

function fresh(indicator: Parameters<typeof stixPattern>[0], role: IndicatorRole | null, gate: Gate): WarningIndicator {
  return {
    id: gate.newId(),
    type: indicator.type,
    value: indicator.value,
    role,
    advice: 'monitor',
    confidence: 'unconfirmed',
    pattern: stixPattern(indicator),
    validUntil: gate.today.add({ days: daysOf(indicator.type) }).toString(),
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
