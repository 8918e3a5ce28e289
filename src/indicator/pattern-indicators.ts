import { observedComparisons, type Comparison, type ObjectPath, type PropertyTest } from '#stix/pattern.ts'
import { parsePattern } from '#stix/parse-pattern.ts'
import { StixError } from '#stix/stix-error.ts'
import { pathText } from '#stix/write-pattern.ts'
import type { IndicatorRole } from './indicator.ts'
import { joinPrefixes } from './ip-range.ts'
import { readObservable, type ObservableKind, type Observed } from './read-observable.ts'
import type { RefusalReason } from './refusal.ts'
import { joinPath } from './stix-pattern.ts'

/** What one constant of a pattern came to: an indicator, a refusal, or a property that no indicator type describes. */
export type PatternFinding =
  | { readonly kind: 'observed'; readonly value: string; readonly observed: Observed; readonly role?: IndicatorRole }
  | { readonly kind: 'refused'; readonly value: string; readonly reason: RefusalReason }
  | { readonly kind: 'other'; readonly property: string }

/**
 * Returns what each constant of a STIX pattern names, from left to right.
 *
 * Every constant that the pattern demands counts by itself, also where `AND` joins several: an indicator is a thing to look for, and the
 * pattern's own logic is not carried on. A file name and its directory are read as one path, and prefixes in a row as one range.
 */
export function patternFindings(pattern: string): PatternFinding[] {
  try {
    return observedComparisons(parsePattern(pattern)).flatMap(comparisonFindings)
  } catch (error) {
    if (error instanceof StixError) return [{ kind: 'refused', value: pattern, reason: 'PATTERN_UNREADABLE' }]
    throw error
  }
}

function comparisonFindings(comparison: Comparison): PatternFinding[] {
  if (!('parts' in comparison)) return testFindings(comparison)
  if (comparison.kind === 'or') {
    const range = rangeIn(comparison.parts)
    return range === null ? comparison.parts.flatMap(comparisonFindings) : [range]
  }
  const path = pathIn(comparison.parts)
  return path === null ? comparison.parts.flatMap(comparisonFindings) : [path.finding, ...path.rest.flatMap(comparisonFindings)]
}

function rangeIn(parts: readonly Comparison[]): PatternFinding | null {
  const prefixes = parts.map((part) => (part.kind === 'compare' && part.operator === 'ISSUBSET' && !part.negated ? part : null))
  const [first] = prefixes
  if (!first || prefixes.some((prefix) => !prefix || pathText(prefix.path) !== pathText(first.path))) return null
  const indicator = joinPrefixes(prefixes.flatMap((prefix) => (prefix ? [prefix.operand.text] : [])))
  return indicator === null ? null : observed(indicator.value, { indicator, refusal: null }, roleOf(first.path))
}

function pathIn(parts: readonly Comparison[]): { finding: PatternFinding; rest: readonly Comparison[] } | null {
  const names = parts.filter((part) => equalText(part, 'file:name') !== null)
  const directories = parts.filter((part) => equalText(part, 'file:parent_directory_ref.path') !== null)
  const [name, directory] = [names[0], directories[0]]
  if (!name || !directory || names.length > 1 || directories.length > 1) return null
  const value = joinPath(equalText(directory, 'file:parent_directory_ref.path') ?? '', equalText(name, 'file:name') ?? '')
  return {
    finding: observed(value, readObservable('file-name', value), 'payload'),
    rest: parts.filter((part) => part !== name && part !== directory),
  }
}

function equalText(part: Comparison, path: string): string | null {
  return part.kind === 'compare' && part.operator === '=' && !part.negated && pathText(part.path) === path ? part.operand.text : null
}

function testFindings(test: PropertyTest): PatternFinding[] {
  const kind = observableKindOf(test.path)
  if (kind === null || test.kind === 'exists') return [{ kind: 'other', property: pathText(test.path) }]
  const values = test.kind === 'in' ? test.operands.map((operand) => operand.text) : [test.operand.text]
  const reason = refusalOf(test, kind)
  if (reason !== null) return values.map((value) => ({ kind: 'refused', value, reason }))
  return values.map((value) => observed(value, readObservable(kind, value), roleOf(test.path)))
}

/** Returns why the values of `test` are not what it looks for, or null if they are. */
function refusalOf(test: PropertyTest, kind: ObservableKind): RefusalReason | null {
  const unequal = test.kind === 'compare' && test.operator === '!='
  // "NOT x != 1" demands 1 after all.
  if (test.negated !== unequal) return 'PATTERN_NEGATED'
  if (test.kind !== 'compare') return null
  if (test.operator === 'LIKE') return /[%_]/.test(test.operand.text) ? 'PATTERN_OPERATOR_UNSUPPORTED' : null
  if (test.operator === 'ISSUBSET') return kind === 'address' || kind === 'host' ? null : 'PATTERN_OPERATOR_UNSUPPORTED'
  return test.operator === '=' || unequal ? null : 'PATTERN_OPERATOR_UNSUPPORTED'
}

// Maps rather than objects, because the names come from the pattern and may be "constructor".
const kindsOfProperties: ReadonlyMap<string, ObservableKind> = new Map<string, ObservableKind>([
  ['ipv4-addr:value', 'address'],
  ['ipv6-addr:value', 'address'],
  ['domain-name:value', 'host'],
  ['url:value', 'url'],
  ['email-addr:value', 'email'],
  ['file:name', 'file-name'],
  ['file:path', 'file-name'],
])

const hashKinds: ReadonlyMap<string, ObservableKind> = new Map<string, ObservableKind>([
  ['md5', 'md5'],
  ['sha1', 'sha1'],
  ['sha256', 'sha256'],
])

const hashedObjects = new Set(['file', 'artifact', 'process', 'email-message'])

/** Returns the kind of hash that STIX calls `name`, in any of the spellings in use, or null if we carry no such hash. */
export function hashKindOf(name: string): ObservableKind | null {
  return hashKinds.get(name.toLowerCase().replaceAll(/[-_]/g, '')) ?? null
}

function observableKindOf(path: ObjectPath): ObservableKind | null {
  const names = path.steps.map((step) => (step.kind === 'property' ? step.name : '[]'))
  const [last = '', before = ''] = names.toReversed()
  if (before === 'hashes' && hashedObjects.has(path.object)) return hashKindOf(last)
  const plain = kindsOfProperties.get(pathText(path))
  if (plain !== undefined) return plain
  const holder = names.findLast((name) => name.endsWith('_ref') || name.endsWith('_refs'))
  if (last !== 'value' || holder === undefined) return null
  if (path.object === 'email-message') return 'email'
  return path.object === 'network-traffic' || path.object === 'domain-name' ? 'host' : null
}

const roles: ReadonlyMap<string, IndicatorRole> = new Map<string, IndicatorRole>([
  ['network-traffic:src_ref', 'source'],
  ['network-traffic:dst_ref', 'destination'],
  ['email-message:from_ref', 'sender'],
  ['email-message:sender_ref', 'sender'],
  ['email-message:to_refs', 'recipient'],
  ['email-message:cc_refs', 'recipient'],
  ['email-message:bcc_refs', 'recipient'],
])

function roleOf(path: ObjectPath): IndicatorRole | undefined {
  const [first] = path.steps
  const named = first?.kind === 'property' ? roles.get(`${path.object}:${first.name}`) : undefined
  return named ?? (path.object === 'file' || path.object === 'artifact' ? 'payload' : undefined)
}

function observed(value: string, result: Observed, role: IndicatorRole | undefined): PatternFinding {
  return { kind: 'observed', value, observed: result, ...(role === undefined ? {} : { role }) }
}
