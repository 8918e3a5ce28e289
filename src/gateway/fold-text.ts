import { plainCharacter } from '#operator/look-alikes.ts'

/** A text in the one form in which it is searched, and where each of its code units comes from. */
export type FoldedText = {
  readonly text: string
  /** For every code unit of `text`, where its origin begins and ends in the text it came from. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** What one character, or one with the marks that belong to it, is folded to, and what stands beside it must know of it. */
type Sign = {
  readonly folded: string
  readonly isSpace: boolean
  /** Of Japanese writing, within which a line can be broken anywhere. */
  readonly isWide: boolean
  readonly isKatakana: boolean
  readonly isLongMark: boolean
}

/**
 * Returns `text` as it is searched: width, case, hiragana and katakana, small kana, older kanji, accents and look-alikes made one, the long mark
 * at the end of a word left out (サーバー is サーバ), `example[.]com` written as an address, and lines of Japanese joined where they were broken.
 */
export function foldText(text: string): FoldedText {
  const line = createLine()
  for (let at = 0; at < text.length;) {
    const end = endOfSign(text, at)
    line.add(signBetween(text, at, end), at, end)
    at = end
  }
  return line.end()
}

// An address that was written so that nobody clicks it.
const defanged = /[[({]\s?(?<inner>\.|dot|:|@|at)\s?[\])}]/iuy
const hypertext = /hxxp(?=s?\W)/iuy
const mark = /^[\p{M}\uff9e\uff9f]/u

/** Returns where the sign that begins at `at` ends: what stands for a sign of an address (`[.]`, `hxxp`), or a character with its marks. */
function endOfSign(text: string, at: number): number {
  const first = text.charCodeAt(at)
  if (first === 0x5b || first === 0x28 || first === 0x7b) return endOfMatch(defanged, text, at) ?? at + 1
  if (first === 0x68 || first === 0x48) return endOfMatch(hypertext, text, at) ?? withMarks(text, at + 1)
  return withMarks(text, at + lengthAt(text, at))
}

function endOfMatch(form: RegExp, text: string, at: number): number | null {
  form.lastIndex = at
  return form.test(text) ? form.lastIndex : null
}

function withMarks(text: string, from: number): number {
  let at = from
  while (at < text.length && isMark(text.codePointAt(at) ?? 0)) at += lengthAt(text, at)
  return at
}

const knownMarks = new Map<number, boolean>()

function isMark(point: number): boolean {
  // Below U+0300 no mark belongs to the character before it.
  if (point < 0x300) return false
  const found = knownMarks.get(point)
  if (found !== undefined) return found
  const answer = mark.test(String.fromCodePoint(point))
  if (knownMarks.size < knownMost) knownMarks.set(point, answer)
  return answer
}

function lengthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}

const knownSigns = new Map<number, Sign>()
const knownMost = 20_000

function signBetween(text: string, at: number, end: number): Sign {
  const point = text.codePointAt(at) ?? 0
  if (end - at > (point > 0xffff ? 2 : 1)) return newSign(text.slice(at, end))
  const found = knownSigns.get(point)
  if (found !== undefined) return found
  const sign = newSign(text.slice(at, end))
  if (knownSigns.size < knownMost) knownSigns.set(point, sign)
  return sign
}

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|[\u0300-\u036f]/gu
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー、。]/u
const katakana = /^[ァ-ヺー]/u
const endings: Readonly<Record<string, string>> = { dot: '.', at: '@' }

function newSign(raw: string): Sign {
  const shown = shownAs(raw)
  return {
    folded: Array.from(shown, plainCharacter).join('').normalize('NFKC').toLowerCase(),
    isSpace: shown === ' ',
    isWide: wide.test(shown),
    isKatakana: katakana.test(shown),
    isLongMark: shown === 'ー',
  }
}

function shownAs(raw: string): string {
  if (raw.length === 4 && /^hxxp$/iu.test(raw)) return 'http'
  defanged.lastIndex = 0
  const inner = raw.length > 2 ? defanged.exec(raw)?.groups?.['inner'] : undefined
  if (inner !== undefined) return endings[inner.toLowerCase()] ?? inner
  return raw
    .normalize('NFKC')
    .replaceAll(invisible, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
}

/** A long mark is left out after this many signs of katakana: JIS Z 8301 keeps it in shorter words. */
const longestKept = 3

type Pending = { readonly folded: string; readonly start: number; readonly end: number }

/** Returns what joins signs: white space and long marks wait for the next sign, which says whether they stay. */
function createLine(): { add(sign: Sign, start: number, end: number): void; end(): FoldedText } {
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  let space: Pending | null = null
  let longMark: Pending | null = null
  let last: Sign | null = null
  let katakanaRun = 0
  const put = ({ folded, start, end }: Pending): void => {
    text += folded
    for (let unit = 0; unit < folded.length; unit++) {
      starts.push(start)
      ends.push(end)
    }
  }
  return {
    add: (sign, start, end) => {
      if (sign.folded === '') return
      if (sign.isSpace) {
        space ??= { folded: ' ', start, end }
        return
      }
      if (longMark !== null && sign.isKatakana) put(longMark)
      longMark = null
      if (space !== null && !(last?.isWide === true && sign.isWide)) {
        put(space)
        katakanaRun = 0
      }
      space = null
      if (sign.isLongMark && katakanaRun >= longestKept) longMark = { folded: sign.folded, start, end }
      else put({ folded: sign.folded, start, end })
      katakanaRun = sign.isKatakana ? katakanaRun + 1 : 0
      last = sign
    },
    end: () => {
      if (space !== null) put(space)
      return { text, starts, ends }
    },
  }
}
