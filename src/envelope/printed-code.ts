import { CodedError } from '#base/coded-error.ts'
import { randomBytes } from '#base/bytes.ts'

/** What can be wrong with a printed code as somebody typed it. */
export type PrintedCodeErrorCode = 'CODE_LENGTH' | 'CODE_CHARACTER' | 'CODE_CHECKSUM'

/** A printed code that was typed wrongly. Never repeats what was typed. */
export class PrintedCodeError extends CodedError<PrintedCodeErrorCode> {
  /** The group of four characters, from 1 to 7, where the mistake lies; null where that cannot be told. */
  readonly group: number | null
  /** How many characters were read; there should be 28. */
  readonly length: number

  constructor(code: PrintedCodeErrorCode, message: string, where: { readonly group: number | null; readonly length: number }) {
    super(code, message)
    this.group = where.group
    this.length = where.length
  }
}

// Crockford's base 32: no I, L, O and U, so that no two characters look alike.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const randomCharacters = 26
const wholeCharacters = 28
const groupCharacters = 4
const longestTyped = 200

// The last two characters make the whole a word of a Reed-Solomon code over GF(32): any one or two wrong characters are noticed, and a single
// one is located. Elements are numbers of five bits; `powers[i]` is x to the i-th modulo x^5 + x^2 + 1.
const powers = listPowers()
const logs = new Map(powers.map((value, exponent) => [value, exponent]))

/** Returns a fresh code of 130 random bits and 10 check bits: seven groups of four characters. */
export function generatePrintedCode(): string {
  const random = [...randomBytes(randomCharacters)].map((byte) => byte & 31)
  return grouped([...random, ...checkSymbols(random)].map((symbol) => alphabet.charAt(symbol)).join(''))
}

/**
 * Returns the code that somebody typed, in the form in which it was printed.
 *
 * Small letters, full-width characters, missing or other separators, O for 0 and I or L for 1 are taken.
 *
 * @throws {PrintedCodeError} `CODE_LENGTH`, `CODE_CHARACTER` or `CODE_CHECKSUM`, with the group where the mistake lies if that can be told.
 */
export function readPrintedCode(typed: string): string {
  const characters = plainCharacters(typed.slice(0, longestTyped))
  const symbols = [...characters].map((character) => alphabet.indexOf(character))
  const length = symbols.length
  const wrong = symbols.indexOf(-1)
  if (wrong !== -1) {
    throw new PrintedCodeError('CODE_CHARACTER', `Cannot read the code: a character in group ${groupOf(wrong)} is none of a code`, {
      group: groupOf(wrong),
      length,
    })
  }
  if (length !== wholeCharacters)
    throw new PrintedCodeError('CODE_LENGTH', `Cannot read the code: it has ${length} characters, expected ${wholeCharacters}`, {
      group: null,
      length,
    })
  const mistake = findMistake(symbols)
  if (mistake === 'none') return grouped(characters)
  const group = mistake === 'somewhere' ? null : groupOf(mistake)
  const where = group === null ? 'in more than one place' : `in group ${group}`
  throw new PrintedCodeError('CODE_CHECKSUM', `Cannot read the code: its check characters do not fit; something is wrong ${where}`, {
    group,
    length,
  })
}

function plainCharacters(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}\u2212\u30fc.,_]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
}

function grouped(characters: string): string {
  return (characters.match(/.{4}/g) ?? []).join('-')
}

function groupOf(position: number): number {
  return Math.floor(position / groupCharacters) + 1
}

/** Returns the two symbols after which both sums over the whole word are zero: of the symbols, and of each times x to its position. */
function checkSymbols(random: readonly number[]): readonly [number, number] {
  const [plain, weighted] = sums(random)
  const [first, second] = [powerAt(randomCharacters), powerAt(randomCharacters + 1)]
  const last = divided(weighted ^ multiplied(plain, first), first ^ second)
  return [plain ^ last, last]
}

function findMistake(symbols: readonly number[]): number | 'none' | 'somewhere' {
  const [plain, weighted] = sums(symbols)
  if (plain === 0 && weighted === 0) return 'none'
  const position = plain === 0 || weighted === 0 ? -1 : logOf(divided(weighted, plain))
  return position >= 0 && position < wholeCharacters ? position : 'somewhere'
}

function sums(symbols: readonly number[]): readonly [plain: number, weighted: number] {
  return symbols.reduce<[number, number]>(
    ([plain, weighted], symbol, position) => [plain ^ symbol, weighted ^ multiplied(symbol, powerAt(position))],
    [0, 0],
  )
}

function listPowers(): readonly number[] {
  const listed: number[] = []
  for (let value = 1; listed.length < 31; value = value & 16 ? ((value << 1) ^ 0b100101) & 31 : value << 1) listed.push(value)
  return listed
}

function powerAt(exponent: number): number {
  return powers[exponent % 31] ?? 0
}

function logOf(value: number): number {
  return logs.get(value) ?? -1
}

function multiplied(left: number, right: number): number {
  return left === 0 || right === 0 ? 0 : powerAt(logOf(left) + logOf(right))
}

function divided(left: number, right: number): number {
  return left === 0 ? 0 : powerAt(logOf(left) + 31 - logOf(right))
}
