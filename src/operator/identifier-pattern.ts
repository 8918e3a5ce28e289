import { getDomain } from 'tldts'
import { compact, normalise } from './normalise.ts'
import type { OperatorIdentifiers } from './operator-identifiers.ts'
import { unicodeLabel } from './punycode.ts'
import { foldRomaji, romajiOfKana } from './romaji.ts'

/** Kinds of identifier. */
export type IdentifierKind = 'name' | 'abbreviation' | 'domain' | 'address' | 'host' | 'corporate-number' | 'person'

/** Which view of a text a pattern is looked for in: its letters and digits, these with letters for the digits that look like them, or as romanised Japanese. */
export type PatternView = 'compact' | 'digits-as-letters' | 'romaji'

/**
 * What must hold around an occurrence for it to count.
 *
 * - `anywhere`: nothing; the pattern is long enough to mean nobody else.
 * - `long-word`: a word, or a part of a longer one if written without a gap.
 * - `word`: no letter or digit on either side; inside, gaps only where the identifier has them, or after every letter.
 * - `capitals`: a word, and written in capitals or part of an address; for abbreviations that are also words of a language.
 * - `not-after-kanji`: no kanji before it; for the two kanji that abbreviate a name.
 * - `not-among-kana`: no kana on either side; for short names in kana.
 * - `digits`: no digit on either side, at most one separator between digits.
 */
export type PatternRule = 'anywhere' | 'long-word' | 'word' | 'capitals' | 'not-after-kanji' | 'not-among-kana' | 'digits'

/** One text to look for. */
export type IdentifierPattern = {
  readonly operatorId: string
  readonly kind: IdentifierKind
  readonly view: PatternView
  readonly rule: PatternRule
  readonly text: string
  /** Indexes in `text` before which the identifier has a separator. */
  readonly gaps: ReadonlySet<number>
}

/** Returns the patterns by which to find `identifiers` in texts. Address ranges are found by number, not by pattern. */
export function patternsOf(identifiers: OperatorIdentifiers): IdentifierPattern[] {
  return writtenPatterns(identifiers).flatMap((written) => [written, ...backwards(written), ...likeLetters(written)])
}

function writtenPatterns(identifiers: OperatorIdentifiers): IdentifierPattern[] {
  const { operatorId } = identifiers
  return [
    ...identifiers.names.flatMap((name) =>
      namePatterns(withoutLegalForm(name)).map((each) => ({ ...each, operatorId, kind: 'name' as const })),
    ),
    ...identifiers.abbreviations.flatMap((text) =>
      namePatterns(text).map((each) => ({ ...each, operatorId, kind: 'abbreviation' as const })),
    ),
    ...identifiers.domains.flatMap(domainPatterns).map((each) => ({ ...each, operatorId, kind: 'domain' as const })),
    ...identifiers.hosts.map((host) => ({ ...pattern(host, 'word'), operatorId, kind: 'host' as const })),
    ...identifiers.corporateNumbers.map((number) => ({ ...pattern(number, 'digits'), operatorId, kind: 'corporate-number' as const })),
    ...identifiers.people.flatMap(personPatterns).map((each) => ({ ...each, operatorId, kind: 'person' as const })),
  ]
}

/** Returns the identifier with its letters in the other order, where it is long enough not to be another word. */
function backwards(pattern: IdentifierPattern): IdentifierPattern[] {
  const { text, view, rule, gaps } = pattern
  if (view !== 'compact' || text.length < 6 || rule === 'capitals') return []
  return [{ ...pattern, text: [...text].toReversed().join(''), gaps: new Set([...gaps].map((before) => text.length - before)) }]
}

/** Returns the identifier as somebody writes it who puts digits for letters. */
function likeLetters(pattern: IdentifierPattern): IdentifierPattern[] {
  const { text, view, rule } = pattern
  if (view !== 'compact' || (rule !== 'word' && rule !== 'long-word') || text.length < 5 || !/^[a-z0-9]*[a-z][a-z0-9]*$/u.test(text))
    return []
  return [{ ...pattern, view: 'digits-as-letters', text: digitsAsLetters(text) }]
}

const lettersOfDigits: ReadonlyMap<string, string> = new Map(Object.entries({ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', l: 'i' }))

/** Returns `letters` with letters for the digits that look like them, unit for unit; `l` counts as `i`, since 1 is either. */
export function digitsAsLetters(letters: string): string {
  return letters.replaceAll(/[013457l]/gu, (unit) => lettersOfDigits.get(unit) ?? unit)
}

type Unowned = Omit<IdentifierPattern, 'operatorId' | 'kind'>

const legalForms = [
  /株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|(?:一般|公益)(?:社団|財団)法人|独立行政法人|地方独立行政法人|大学法人|学校法人|\((?:株|有|同|資|名|相)\)/gu,
  /カブシキガイシャ|ユウゲンガイシャ|ゴウドウガイシャ|ソウゴガイシャ/gu,
  /[\s,]+(?:company|co|corporation|corp|incorporated|inc|limited|ltd|llc|k\.?\s?k|kabushiki\s+kaisha|kaisha)\.?$/giu,
  /^the\s+/giu,
]

function withoutLegalForm(name: string): string {
  let core = name.normalize('NFKC').trim()
  for (let before = ''; before !== core;) {
    before = core
    for (const form of legalForms) core = core.replaceAll(form, '').trim()
  }
  return core === '' ? name : core
}

const onlyLatin = /^[\u0000-\u024f\u2000-\u206f]+$/u
const onlyKana = /^[\p{Script=Hiragana}\p{Script=Katakana}ー・\s]+$/u

function namePatterns(name: string): Unowned[] {
  if (onlyLatin.test(name)) return latinPatterns(name)
  const written = pattern(name, 'anywhere')
  if (!onlyKana.test(name)) return [{ ...written, rule: written.text.length <= 2 ? 'not-after-kanji' : 'anywhere' }]
  return [{ ...written, rule: written.text.length <= 4 ? 'not-among-kana' : 'anywhere' }, ...romajiPatterns(romajiOfKana(name))]
}

function latinPatterns(name: string): Unowned[] {
  const written = pattern(name, 'word')
  if (written.text.length <= 3) return [{ ...written, rule: 'capitals' }]
  if (written.text.length < 8) return [written]
  return [{ ...written, rule: 'long-word' }, ...romajiPatterns(foldRomaji(written.text))]
}

/** People are called by either name first. */
function personPatterns(name: string): Unowned[] {
  const parts = name.split(/\s+/u)
  return [parts, parts.toReversed()].flatMap((order) => namePatterns(order.join(' '))).filter(({ text }) => text.length >= 3)
}

/** Below this, a romanised name is too like other words to be looked for; up to the second one, only as a word of its own. */
const shortestRomaji = 7
const longRomaji = 10

function romajiPatterns(text: string): Unowned[] {
  if (text.length < shortestRomaji) return []
  return [{ text, view: 'romaji', rule: text.length < longRomaji ? 'word' : 'anywhere', gaps: new Set() }]
}

const shortestLabel = 6

function domainPatterns(domain: string): Unowned[] {
  const registrable = getDomain(domain, { allowPrivateDomains: true }) ?? domain
  const readable = registrable.replaceAll(/xn--[a-z0-9-]+/giu, (label) => unicodeLabel(label) ?? label)
  const label = readable.split('.')[0] ?? ''
  const spellings = [...new Set([domain, registrable, readable])].map((spelling) => pattern(spelling, 'word'))
  // The name in front is telling wherever it stands, as in `example-bank.login.invalid`; a short one is an ordinary word.
  return pattern(label, 'word').text.length < shortestLabel ? spellings : [...spellings, ...namePatterns(label)]
}

function pattern(written: string, rule: PatternRule): Unowned {
  const { text, origins } = compact(normalise(written).lower)
  const gaps = origins.flatMap((origin, index) => (index > 0 && origin - (origins[index - 1] ?? 0) > 1 ? [index] : []))
  return { text, view: 'compact', rule, gaps: new Set(gaps) }
}
