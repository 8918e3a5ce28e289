import { plainCharacter } from '#operator/look-alikes.ts'

/** A text in the one form in which it is searched, and where each of its code units comes from. */
export type FoldedText = {
  readonly text: string
  /** For every code unit of `text`, where its origin begins and ends in the text it came from. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

type Piece = { readonly text: string; readonly start: number; readonly end: number }

// An address that was written so that nobody clicks it, or one character with the marks that belong to it.
const pieceForm = /[[({]\s?(?:\.|dot|:|@|at)\s?[\])}]|hxxp(?=s?\W)|.[\p{M}\uff9e\uff9f]*/gisu
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|[\u0300-\u036f]/gu
const defanged: Readonly<Record<string, string>> = { dot: '.', at: '@' }

/**
 * Returns `text` as it is searched: width, case, hiragana and katakana, small kana, older kanji, accents and look-alikes made one, the long mark
 * at the end of a word left out (サーバー is サーバ), `example[.]com` written as an address, and lines of Japanese joined where they were broken.
 */
export function foldText(text: string): FoldedText {
  const pieces = withoutFinalMarks(joined(Array.from(text.matchAll(pieceForm), pieceOf)))
  const starts: number[] = []
  const ends: number[] = []
  let folded = ''
  for (const piece of pieces) {
    const plain = Array.from(piece.text, plainCharacter).join('').normalize('NFKC').toLowerCase()
    folded += plain
    for (let unit = 0; unit < plain.length; unit++) {
      starts.push(piece.start)
      ends.push(piece.end)
    }
  }
  return { text: folded, starts, ends }
}

function pieceOf(match: RegExpExecArray): Piece {
  const [raw] = match
  return { text: plainPiece(raw), start: match.index, end: match.index + raw.length }
}

function plainPiece(raw: string): string {
  if (/^hxxp$/iu.test(raw)) return 'http'
  const inner = raw.length > 2 ? /^[[({]\s?(?<inner>\.|dot|:|@|at)\s?[\])}]$/iu.exec(raw)?.groups?.['inner'] : undefined
  if (inner !== undefined) return defanged[inner.toLowerCase()] ?? inner
  return raw
    .normalize('NFKC')
    .replaceAll(invisible, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
}

const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー、。]/u

/** Leaves out white space that follows white space, and such as stands between two characters of Japanese. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const solid = pieces.filter((piece) => piece.text !== '')
  const single = solid.filter((piece, at) => piece.text !== ' ' || solid[at - 1]?.text !== ' ')
  return single.filter(
    (piece, at) => piece.text !== ' ' || !(wide.test(single[at - 1]?.text ?? '') && wide.test(single[at + 1]?.text ?? '')),
  )
}

const katakana = /^[ァ-ヺー]/u
/** A long mark is left out after this many signs of katakana: JIS Z 8301 keeps it in shorter words. */
const longestKept = 3

function withoutFinalMarks(pieces: readonly Piece[]): readonly Piece[] {
  let run = 0
  return pieces.filter((piece, at) => {
    const isFinal = piece.text === 'ー' && run >= longestKept && !katakana.test(pieces[at + 1]?.text ?? '')
    run = katakana.test(piece.text) ? run + 1 : 0
    return !isFinal
  })
}
