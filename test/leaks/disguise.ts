/** Where a disguised text still is what it is: in any text, in the path of a web address, or as one label of a host name. */
export type DisguisePlace = 'text' | 'path' | 'label'

/** A way of writing a text so that a plain search does not find it. */
export type Disguise = {
  readonly name: string
  /** Narrowest place in which what it writes survives: what fits a label fits a path, and what fits a path fits any text. */
  readonly place: DisguisePlace
  /** Which texts it can write. */
  readonly takes: 'latin' | 'kana' | 'japanese' | 'any'
  readonly write: (text: string) => string
  /** Of how many letters a Latin text must be to name anybody when it is written so; 0 where it is not given. */
  readonly shortest?: number
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'utf8')
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le')
}

function units(text: string): string[] {
  return [...text]
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')
}

function percent(octets: Uint8Array): string {
  return [...octets].map((octet) => `%${octet.toString(16).padStart(2, '0').toUpperCase()}`).join('')
}

function hexOf(octets: Uint8Array, before: string, after = ''): string {
  return [...octets].map((octet) => `${before}${octet.toString(16).padStart(2, '0')}${after}`).join('')
}

const cyrillic = new Map(Object.entries({ a: 'а', c: 'с', e: 'е', i: 'і', k: 'к', m: 'м', o: 'о', p: 'р', s: 'ѕ', t: 'т', x: 'х', y: 'у' }))
const greek = new Map(
  Object.entries({ A: 'Α', B: 'Β', E: 'Ε', H: 'Η', I: 'Ι', K: 'Κ', M: 'Μ', N: 'Ν', O: 'Ο', P: 'Ρ', T: 'Τ', Y: 'Υ', X: 'Χ' }),
)
const leet = new Map(Object.entries({ a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' }))
function withMap(map: ReadonlyMap<string, string>, text: string): string {
  return units(text)
    .map((unit) => map.get(unit) ?? unit)
    .join('')
}

function mathematical(text: string): string {
  return units(text.toUpperCase())
    .map((unit) => (/[A-Z]/u.test(unit) ? String.fromCodePoint(0x1d400 + unit.charCodeAt(0) - 0x41) : unit))
    .join('')
}

function fullWidth(text: string): string {
  return text.replaceAll(/[!-~]/gu, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0xfee0))
}

function turned(text: string): string {
  return text.replaceAll(/[a-z]/giu, (letter) => {
    const first = letter <= 'Z' ? 0x41 : 0x61
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first)
  })
}

/** The ways that the corpus plants texts in, and that the judge looks for. */
export const disguises: readonly Disguise[] = [
  { name: 'as it is', place: 'text', takes: 'any', write: (text) => text },
  { name: 'lower case', place: 'text', takes: 'latin', write: (text) => text.toLowerCase() },
  { name: 'capitals', place: 'text', takes: 'latin', write: (text) => text.toUpperCase() },
  { name: 'slug', place: 'label', takes: 'latin', write: slug },
  { name: 'joined', place: 'label', takes: 'latin', write: (text) => slug(text).replaceAll('-', '') },
  { name: 'inside a longer word', place: 'label', takes: 'latin', write: (text) => `secure-${slug(text)}-login` },
  { name: 'underscores', place: 'path', takes: 'latin', write: (text) => slug(text).replaceAll('-', '_') },
  { name: 'file name', place: 'path', takes: 'latin', write: (text) => `${slug(text).replaceAll('-', '_')}_quote.xlsx` },
  { name: 'letters apart', place: 'text', takes: 'any', write: (text) => units(text).join(' ') },
  { name: 'letters with dots', place: 'path', takes: 'latin', write: (text) => units(slug(text).replaceAll('-', '')).join('.') },
  {
    name: 'over two lines',
    place: 'text',
    takes: 'any',
    write: (text) => `${text.slice(0, text.length >> 1)}\n${text.slice(text.length >> 1)}`,
  },
  { name: 'zero-width spaces', place: 'text', takes: 'any', write: (text) => units(text).join('\u200b') },
  { name: 'zero-width joiners', place: 'text', takes: 'any', write: (text) => units(text).join('\u200d') },
  { name: 'soft hyphens', place: 'text', takes: 'any', write: (text) => units(text).join('\u00ad') },
  { name: 'word joiners', place: 'text', takes: 'any', write: (text) => units(text).join('\u2060') },
  { name: 'variation selectors', place: 'text', takes: 'japanese', write: (text) => units(text).join('\u{e0100}') },
  { name: 'tags', place: 'text', takes: 'any', write: (text) => units(text).join('\u{e0041}') },
  { name: 'right to left', place: 'text', takes: 'any', write: (text) => `\u202e${text}\u202c` },
  { name: 'full-width', place: 'text', takes: 'latin', write: fullWidth },
  { name: 'half-width kana', place: 'text', takes: 'kana', write: halfWidth },
  { name: 'spaced kana', place: 'text', takes: 'kana', write: (text) => units(text).join('・') },
  { name: 'Cyrillic look-alikes', place: 'text', takes: 'latin', write: (text) => withMap(cyrillic, text.toLowerCase()) },
  { name: 'Greek look-alikes', place: 'text', takes: 'latin', write: (text) => withMap(greek, text.toUpperCase()) },
  { name: 'mathematical letters', place: 'text', takes: 'latin', write: mathematical },
  { name: 'circled letters', place: 'text', takes: 'latin', write: (text) => text.replaceAll(/[a-z]/giu, circled) },
  { name: 'accents', place: 'text', takes: 'latin', write: (text) => text.replaceAll(/[aeiou]/giu, (vowel) => `${vowel}\u0301`) },
  {
    name: 'digits for letters',
    place: 'label',
    takes: 'latin',
    write: (text) => withMap(leet, slug(text).replaceAll('-', '')),
    shortest: 5,
  },
  { name: 'turned by 13', place: 'label', takes: 'latin', write: (text) => turned(slug(text).replaceAll('-', '')), shortest: 4 },
  { name: 'percent', place: 'path', takes: 'any', write: (text) => percent(bytes(text)) },
  { name: 'percent in lower case', place: 'path', takes: 'any', write: (text) => percent(bytes(text)).toLowerCase() },
  { name: 'percent twice', place: 'path', takes: 'any', write: (text) => percent(bytes(text)).replaceAll('%', '%25') },
  { name: 'percent of Shift_JIS', place: 'path', takes: 'japanese', write: (text) => percent(encodeAs('shift_jis', text)) },
  { name: 'percent of EUC-JP', place: 'path', takes: 'japanese', write: (text) => percent(encodeAs('euc-jp', text)) },
  { name: 'base64', place: 'path', takes: 'any', write: (text) => bytes(text).toString('base64').replaceAll('=', '') },
  { name: 'base64 for addresses', place: 'path', takes: 'any', write: (text) => bytes(text).toString('base64url') },
  { name: 'base64 one byte further', place: 'path', takes: 'any', write: (text) => bytes(`;${text};`).toString('base64url') },
  { name: 'base64 two bytes further', place: 'path', takes: 'any', write: (text) => bytes(`v=${text}&`).toString('base64url') },
  {
    name: 'base64 in an assignment',
    place: 'text',
    takes: 'any',
    write: (text) => `cfg="${bytes(`{"victim":"${text}"}`).toString('base64')}"`,
  },
  { name: 'base64 of UTF-16', place: 'path', takes: 'any', write: (text) => utf16(text).toString('base64url') },
  {
    name: 'base64 of Shift_JIS',
    place: 'path',
    takes: 'japanese',
    write: (text) => Buffer.from(encodeAs('shift_jis', text)).toString('base64url'),
  },
  {
    name: 'base64 twice',
    place: 'path',
    takes: 'any',
    write: (text) => bytes(bytes(text).toString('base64')).toString('base64').replaceAll('=', ''),
  },
  { name: 'base32', place: 'label', takes: 'any', write: (text) => base32(bytes(text)) },
  { name: 'base32 in capitals', place: 'path', takes: 'any', write: (text) => base32(bytes(text)).toUpperCase() },
  { name: 'hexadecimal', place: 'label', takes: 'any', write: (text) => hexOf(bytes(text), ''), shortest: 4 },
  { name: 'hexadecimal in capitals', place: 'path', takes: 'any', write: (text) => hexOf(bytes(text), '').toUpperCase(), shortest: 4 },
  { name: 'hexadecimal with spaces', place: 'text', takes: 'any', write: (text) => hexOf(bytes(text), '', ' ').trim() },
  { name: 'hexadecimal with prefixes', place: 'text', takes: 'any', write: (text) => hexOf(bytes(text), '0x', ', ') },
  { name: 'hexadecimal of UTF-16', place: 'path', takes: 'any', write: (text) => hexOf(utf16(text), '') },
  { name: 'hexadecimal in base64', place: 'path', takes: 'any', write: (text) => bytes(hexOf(bytes(text), '')).toString('base64url') },
  { name: 'backslash escapes', place: 'text', takes: 'any', write: (text) => hexOf(bytes(text), '\\x') },
  {
    name: 'octal escapes',
    place: 'text',
    takes: 'any',
    write: (text) => [...bytes(text)].map((octet) => `\\${octet.toString(8).padStart(3, '0')}`).join(''),
  },
  { name: 'Unicode escapes', place: 'text', takes: 'any', write: (text) => codeUnits(text, (digits) => `\\u${digits}`) },
  { name: 'percent with u', place: 'path', takes: 'any', write: (text) => codeUnits(text, (digits) => `%u${digits}`) },
  {
    name: 'character references',
    place: 'text',
    takes: 'any',
    write: (text) =>
      units(text)
        .map((unit) => `&#${unit.codePointAt(0) ?? 0};`)
        .join(''),
  },
  {
    name: 'hexadecimal character references',
    place: 'text',
    takes: 'any',
    write: (text) =>
      units(text)
        .map((unit) => `&#x${(unit.codePointAt(0) ?? 0).toString(16)};`)
        .join(''),
  },
  { name: 'quoted-printable', place: 'text', takes: 'any', write: (text) => percent(bytes(text)).replaceAll('%', '=') },
  { name: 'encoded word', place: 'text', takes: 'any', write: (text) => `=?UTF-8?B?${bytes(text).toString('base64')}?=` },
  { name: 'wrong character set', place: 'text', takes: 'japanese', write: (text) => new TextDecoder('windows-1252').decode(bytes(text)) },
  {
    name: 'international label',
    place: 'label',
    takes: 'japanese',
    write: (text) => new URL(`http://${text.replaceAll(/[\s・()]/gu, '')}.invalid`).hostname.split('.')[0] ?? '',
  },
  { name: 'dots in brackets', place: 'text', takes: 'latin', write: (text) => text.replaceAll('.', '[.]').replaceAll(' ', '[.]') },
  { name: 'dots in words', place: 'text', takes: 'latin', write: (text) => text.replaceAll('.', ' (dot) ') },
  { name: 'labels the other way round', place: 'text', takes: 'latin', write: (text) => text.split('.').toReversed().join('.') },
  {
    name: 'letters the other way round',
    place: 'label',
    takes: 'latin',
    write: (text) => units(slug(text)).toReversed().join(''),
    shortest: 6,
  },
]

/** Tells whether `disguise` can write `text` for `place`. */
export function fits(disguise: Disguise, text: string, place: DisguisePlace): boolean {
  const order: readonly DisguisePlace[] = ['text', 'path', 'label']
  if (order.indexOf(disguise.place) < order.indexOf(place)) return false
  // A label has 63 characters at most, and no data that is cut off in the middle is anybody's name.
  if (/^[\u0000-\u007f]*$/u.test(text) && text.length < (disguise.shortest ?? 0)) return false
  if (place === 'label' && Buffer.byteLength(text) > 31) return false
  switch (disguise.takes) {
    case 'any':
      return true
    case 'latin':
      return /^[\u0020-\u007e]+$/u.test(text)
    case 'kana':
      return /^[\p{Script=Katakana}ー・]+$/u.test(text)
    case 'japanese':
      return /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}]/u.test(text)
  }
}

function circled(letter: string): string {
  return String.fromCodePoint(0x24b6 + (letter.toUpperCase().charCodeAt(0) - 0x41))
}

function codeUnits(text: string, write: (digits: string) => string): string {
  return Array.from({ length: text.length }, (_, at) => write(text.charCodeAt(at).toString(16).padStart(4, '0'))).join('')
}

const base32Digits = 'abcdefghijklmnopqrstuvwxyz234567'

function base32(octets: Uint8Array): string {
  const bits = [...octets].map((octet) => octet.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/gu) ?? []).map((five) => base32Digits.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('')
}

const fullKana = 'ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン'

/** Returns katakana of half width, sound marks apart. */
function halfWidth(text: string): string {
  return units(text.normalize('NFD').replaceAll('\u3099', '\uff9e').replaceAll('\u309a', '\uff9f'))
    .map((unit) => (fullKana.includes(unit) ? String.fromCharCode(0xff66 + fullKana.indexOf(unit)) : unit))
    .join('')
}

const encoders = new Map<string, Map<string, readonly number[]>>()

/** Returns `text` in a character set of two bytes that the platform only decodes; what the set lacks is left out. */
function encodeAs(charset: 'shift_jis' | 'euc-jp', text: string): Uint8Array {
  const encoder = encoders.get(charset) ?? buildEncoder(charset)
  encoders.set(charset, encoder)
  return Uint8Array.from(units(text).flatMap((unit) => encoder.get(unit) ?? (unit <= '\u007e' ? [unit.charCodeAt(0)] : [])))
}

function buildEncoder(charset: string): Map<string, readonly number[]> {
  const decoder = new TextDecoder(charset)
  const encoder = new Map<string, readonly number[]>()
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const unit = decoder.decode(Uint8Array.of(lead, trail))
      if ([...unit].length === 1 && unit > '\u007e' && unit !== '\ufffd' && !encoder.has(unit)) encoder.set(unit, [lead, trail])
    }
  }
  return encoder
}
