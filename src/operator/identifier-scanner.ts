import { addressRange, AddressRanges, type AddressRange } from './address-range.ts'
import { addressesIn } from './addresses-in-text.ts'
import { PatternAutomaton, type Occurrence } from './aho-corasick.ts'
import { digitsAsLetters, patternsOf, type IdentifierKind, type IdentifierPattern } from './identifier-pattern.ts'
import { normalReadings } from './normal-readings.ts'
import { compact, type CompactText, type NormalText } from './normalise.ts'
import type { OperatorIdentifiers } from './operator-identifiers.ts'
import { foldRomaji } from './romaji.ts'

/** An operator that a text names, and by what. */
export type IdentifierHit = { readonly operatorId: string; readonly kind: IdentifierKind }

/** What scanning a text gave: the operators it names, or that it is too long to be scanned, which is no answer at all. */
export type ScanResult = { readonly scanned: true; readonly hits: readonly IdentifierHit[] } | { readonly scanned: false }

/**
 * Finds every operator that a text names, however the name is written, spelt, disguised or encoded to a depth of two.
 *
 * The identifiers of all operators are compiled once; a scan takes one pass per reading of the text, however many operators there are.
 */
export class IdentifierScanner {
  readonly #patterns: readonly IdentifierPattern[]
  readonly #automaton: PatternAutomaton
  readonly #ranges: AddressRanges<string>

  /** @throws {RangeError} if a range is none: an operator that cannot be scanned for must not go unnoticed. */
  constructor(operators: Iterable<OperatorIdentifiers>) {
    const all = [...operators]
    this.#patterns = all.flatMap(patternsOf).filter((pattern) => pattern.text.length > 1)
    this.#automaton = new PatternAutomaton(this.#patterns.map((pattern) => pattern.text))
    this.#ranges = new AddressRanges(
      all.flatMap(({ operatorId, ranges }) => ranges.map((range) => ({ range: rangeOf(range), owner: operatorId }))),
    )
  }

  /** Returns what `text` gives away. The text comes from a report and may be anything. */
  scan(text: string): ScanResult {
    const readings = normalReadings(text)
    return readings === null ? { scanned: false } : { scanned: true, hits: this.scanReadings(readings) }
  }

  /** Returns what a text gives away whose readings are known already. */
  scanReadings(readings: readonly NormalText[]): readonly IdentifierHit[] {
    const hits = new Map<string, IdentifierHit>()
    for (const [index, reading] of readings.entries()) {
      for (const hit of this.#hitsIn({ ...reading, asFound: index === 0 })) hits.set(`${hit.kind}:${hit.operatorId}`, hit)
    }
    return [...hits.values()]
  }

  *#hitsIn(reading: Reading): Generator<IdentifierHit> {
    for (const range of addressesIn(reading.lower)) {
      for (const operatorId of this.#ranges.overlapping(range)) yield { operatorId, kind: 'address' }
    }
    const letters = compact(reading.lower)
    const surroundings = { ...reading, letters }
    yield* this.#hitsOf(letters.text, (pattern, found) => pattern.view === 'compact' && holds(pattern, found, surroundings))
    if (digitsAmongLetters.test(letters.text)) {
      yield* this.#hitsOf(
        digitsAsLetters(letters.text),
        (pattern, found) => pattern.view === 'digits-as-letters' && holds(pattern, found, surroundings),
      )
    }
    yield* this.#hitsOf(foldRomaji(letters.text), (pattern) => pattern.view === 'romaji' && pattern.rule === 'anywhere')
    const words = foldWords(reading.lower)
    yield* this.#hitsOf(
      words.text,
      (pattern, found) => pattern.view === 'romaji' && words.edges.has(found.start) && words.edges.has(found.end),
    )
  }

  *#hitsOf(text: string, counts: (pattern: IdentifierPattern, found: Occurrence) => boolean): Generator<IdentifierHit> {
    for (const found of this.#automaton.find(text)) {
      const pattern = this.#patterns[found.pattern]
      if (pattern !== undefined && counts(pattern, found)) yield { operatorId: pattern.operatorId, kind: pattern.kind }
    }
  }
}

const digitsAmongLetters = /[a-z][013457]|[013457][a-z]/u

function rangeOf(text: string): AddressRange {
  const range = addressRange(text)
  if (range === null) throw new RangeError(`Cannot compile identifiers: "${text}" is no address, network or range of addresses`)
  return range
}

/** `asFound`: nothing was decoded. */
type Reading = NormalText & { readonly asFound: boolean }

type Surroundings = Reading & { readonly letters: CompactText }

function holds(pattern: IdentifierPattern, found: Occurrence, text: Surroundings): boolean {
  switch (pattern.rule) {
    case 'anywhere':
      return true
    case 'long-word':
      return (
        (gapsOf(found, text).length === 0 && (found.end - found.start >= 10 || hasEdges(found, text, 1))) || isWord(pattern, found, text)
      )
    case 'word':
      return isWord(pattern, found, text)
    case 'capitals':
      return (
        isWord(pattern, found, text) &&
        ((text.asFound && isAddress(text.lower)) || written(found, text) === written(found, text).toUpperCase())
      )
    case 'not-after-kanji':
      return !/\p{Script=Han}/u.test(unitBefore(found, text))
    case 'not-among-kana':
      return !isKana(unitBefore(found, text)) && !isKana(unitAfter(found, text))
    case 'digits':
      return !/[0-9]/u.test(unitBefore(found, text) + unitAfter(found, text)) && gapsOf(found, text).every((gap) => gap.width === 1)
  }
}

type Gap = { readonly before: number; readonly width: number }

/** Returns where in the occurrence something stands between two letters that follow each other in the pattern. */
function gapsOf(found: Occurrence, { letters }: Surroundings): Gap[] {
  const gaps: Gap[] = []
  for (let at = found.start + 1; at < found.end; at++) {
    const width = (letters.origins[at] ?? 0) - (letters.origins[at - 1] ?? 0) - 1
    if (width > 0) gaps.push({ before: at - found.start, width })
  }
  return gaps
}

/** A gap wider than this is a gap between two words that have nothing to do with each other. */
const widestGap = 3

function isWord(pattern: IdentifierPattern, found: Occurrence, text: Surroundings): boolean {
  const gaps = gapsOf(found, text)
  const spelled = gaps.length === pattern.text.length - 1
  const inPlace = gaps.every((gap) => gap.width <= widestGap && (spelled || pattern.gaps.has(gap.before)))
  return inPlace && hasEdges(found, text, 2)
}

/** Tells whether at least `needed` of the two ends of an occurrence are ends of a word. */
function hasEdges(found: Occurrence, text: Surroundings, needed: 1 | 2): boolean {
  const size = found.end - found.start
  const first = text.cased.charAt(text.letters.origins[found.start] ?? 0)
  const last = text.cased.charAt(text.letters.origins[found.end - 1] ?? 0)
  const left = isEdge(unitBefore(found, text, 'cased'), first, size)
  const right = isEdge(last, unitAfter(found, text, 'cased'), size)
  return Number(left) + Number(right) >= needed
}

/** Tells whether a word ends between two units: one is no Latin letter or digit, the case changes upwards, or letters meet digits. */
function isEdge(left: string, right: string, size: number): boolean {
  if (!/[a-z0-9]/iu.test(left) || !/[a-z0-9]/iu.test(right)) return true
  if (size >= 5 && /[0-9]/u.test(left) !== /[0-9]/u.test(right)) return true
  return size >= 4 && /[a-z]/u.test(left) && /[A-Z]/u.test(right)
}

function unitBefore(found: Occurrence, text: Surroundings, view: 'cased' | 'lower' = 'lower'): string {
  return text[view].charAt((text.letters.origins[found.start] ?? 0) - 1)
}

function unitAfter(found: Occurrence, text: Surroundings, view: 'cased' | 'lower' = 'lower'): string {
  return text[view].charAt((text.letters.origins[found.end - 1] ?? 0) + 1)
}

/** Tells whether a text is a host name or an address of a page or of mail, in which the case of letters says nothing. */
function isAddress(lower: string): boolean {
  return /^[^\s./]+[./]\S+$/u.test(lower)
}

function written(found: Occurrence, text: Surroundings): string {
  return Array.from({ length: found.end - found.start }, (_, index) =>
    text.cased.charAt(text.letters.origins[found.start + index] ?? 0),
  ).join('')
}

function isKana(unit: string): boolean {
  return /[\p{Script=Katakana}\p{Script=Hiragana}ー]/u.test(unit)
}

/** Returns the words of a text folded one by one and joined, and where each begins and ends. */
function foldWords(lower: string): { text: string; edges: ReadonlySet<number> } {
  const edges = new Set([0])
  let text = ''
  // No folding reaches over a space, so that all words are folded at once.
  for (const word of foldRomaji(lower.replaceAll(/[^a-z0-9]+/gu, ' ')).split(' ')) {
    text += word
    edges.add(text.length)
  }
  return { text, edges }
}
