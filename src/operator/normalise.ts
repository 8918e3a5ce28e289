import { plainCharacter } from './look-alikes.ts'

/** A text in the one form in which identifiers are compared. All three views have the same length in UTF-16 code units. */
export type NormalText = {
  /** Separators, letters and digits; the case is that of the original. */
  readonly cased: string
  /** The same in lower case. */
  readonly lower: string
}

/** The letters and digits of a text without what stands between them. */
export type CompactText = {
  readonly text: string
  /** For every code unit of `text`, its index in the text it came from. */
  readonly origins: readonly number[]
}

/**
 * Returns `text` with the many ways of writing the same thing undone: compatibility forms (NFKC), invisible characters, look-alikes of other
 * scripts, accents, kana of any width and kind, older kanji, and addresses written so that nobody clicks them (`example[.]com`).
 */
export function normalise(text: string): NormalText {
  const visible = text.normalize('NFKC').replaceAll(invisible, '')
  let plain = ''
  for (const character of visible) plain += plainCharacter(character)
  // What look-alikes turned into may combine again: a kana and its separate sound mark, a letter and its accent.
  const cased = refang(plain.normalize('NFKC')).replaceAll(betweenKanji, 'ケ')
  return { cased, lower: lowerCase(cased) }
}

/**
 * Returns the letters and digits of a normalised text.
 *
 * Long marks are left out like any separator, since they are written in many ways or not at all. Marks that end or divide a sentence stay, so
 * that nothing is found across them.
 */
export function compact(lower: string): CompactText {
  const origins: number[] = []
  let text = ''
  for (let at = 0; at < lower.length; at++) {
    const unit = lower.charAt(at)
    if (!kept(unit)) continue
    text += unit
    origins.push(at)
  }
  return { text, origins }
}

// Format characters, variation selectors, fillers and the accents of Latin letters; the sound marks of kana stay.
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|[\u0300-\u036f]/gu

// 霧ヶ浦, 霧ケ浦 and 霧が浦 are one place.
const betweenKanji = /(?<=\p{Script=Han})[ケカガ](?=\p{Script=Han})/gu

function refang(text: string): string {
  return text
    .replaceAll(/\s{0,8}[[({<]\s{0,8}(?:\.|dot|ドツト)\s{0,8}[\])}>]\s{0,8}/giu, '.')
    .replaceAll(/(?<=[a-z0-9])\s{1,8}dot\s{1,8}(?=[a-z0-9])/giu, '.')
    .replaceAll(/\s{0,8}[[({<]\s{0,8}(?:@|at)\s{0,8}[\])}>]\s{0,8}/giu, '@')
    .replaceAll(/[[({]\s{0,8}:\s{0,8}[\])}]/gu, ':')
    .replaceAll(/(?<=[a-z0-9])(?:。|\\\.)(?=[a-z0-9])/giu, '.')
}

function lowerCase(text: string): string {
  const whole = text.toLowerCase()
  if (whole.length === text.length) return whole
  return Array.from({ length: text.length }, (_, at) => lowerUnit(text.charAt(at))).join('')
}

function lowerUnit(unit: string): string {
  const lower = unit.toLowerCase()
  return lower.length === 1 ? lower : unit
}

const keptUnits = /[\p{L}\p{N}\p{Cs}。、,;!?]/u

const keptCache = new Map<string, boolean>()

function kept(unit: string): boolean {
  let answer = keptCache.get(unit)
  if (answer === undefined) {
    answer = unit !== 'ー' && keptUnits.test(unit)
    keptCache.set(unit, answer)
  }
  return answer
}
