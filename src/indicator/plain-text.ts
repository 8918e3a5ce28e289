/** Stands for a dot that the author had taken the danger out of, as in `evil[.]example`. It is a private-use character. */
export const defangedDot = '\ue000'

const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g
const fullWidth = /[０-９Ａ-Ｚａ-ｚ．＠＿－]/g
// Signs that also divide Japanese sentences: part of an address only beside another full-width sign, and a slash before a digit.
const fullWidthSign = /(?<=[！-～])[：／％＝＆？＃～＋]|[：／％＝＆？＃～＋](?=[！-～])|／(?=[0-9])/g

const open = '[[({［（｛【〔]'
const close = '[\\])}］）｝】〕]'
const bracketedDot = new RegExp(` ?${open} ?(?:\\.|dot|ドット) ?${close} ?|\\[\\.|\\.\\]`, 'gi')
const bracketedAt = new RegExp(` ?${open} ?(?:@|at|アット|アットマーク) ?${close} ?`, 'gi')
const bracketedSign = new RegExp(`${open}(://|//|:|/)${close}`, 'g')
const defangedHttp = /(?<![a-z0-9])(?:h(?:xx|tx|xt|\*\*|__)p|meow)(?=s?(?::\/\/|:\\\\))/gi
const defangedFtp = /(?<![a-z0-9])fxp(?=s?(?::\/\/|:\\\\))/gi
const leaningSlashes = /(?<=(?:http|ftp)s?):\\\\/gi

/** Returns `text` without invisible characters, such as zero-width spaces, which break addresses apart. */
export function withoutInvisible(text: string): string {
  return text.replaceAll(defangedDot, '\ufffd').replace(invisible, '')
}

/**
 * Returns `text` with full-width letters, digits and signs of addresses as ASCII, character for character.
 *
 * Brackets and punctuation of Japanese sentences stay full-width, so that they still divide.
 */
export function withHalfWidth(text: string): string {
  return text.replace(fullWidthSign, halfWidth).replace(fullWidth, halfWidth)
}

/**
 * Returns `text` with every defanged form undone: `hxxp`, `[.]`, `(dot)`, `【ドット】`, `[at]`, `[:]`. A dot that was defanged becomes
 * `defangedDot`. Lines stay lines.
 */
export function refanged(text: string): string {
  return text
    .replace(bracketedDot, defangedDot)
    .replace(bracketedAt, '@')
    .replace(bracketedSign, '$1')
    .replace(defangedHttp, 'http')
    .replace(defangedFtp, 'ftp')
    .replace(leaningSlashes, '://')
}

/** Returns a single value as plain as possible: visible, half-width and with no dot or scheme defanged. */
export function plainValue(text: string): string {
  return withDots(refanged(withHalfWidth(withoutInvisible(text)))).trim()
}

/** Returns `text` with defanged dots as dots. */
export function withDots(text: string): string {
  return text.replaceAll(defangedDot, '.')
}

function halfWidth(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) - 0xfee0)
}
