/**
 * Returns Latin letters in a form in which the usual ways of romanising Japanese come out alike: Hepburn and Kunrei spelling, long vowels
 * written or not, doubled letters, digits that stand for letters.
 *
 * @param letters Lower case.
 */
export function foldRomaji(letters: string): string {
  return letters
    .replaceAll(/[013457flv]/gu, (letter) => single.get(letter) ?? letter)
    .replaceAll(/[tc]?ch|sh|ts(?=u)|j|dz/gu, (sound) => kunrei.get(sound) ?? sound)
    .replaceAll(/(?<=[stz])yi/gu, 'i')
    .replaceAll(/m(?=[bmp])/gu, 'n')
    .replaceAll(/oh(?=[^aiueoy]|$)|o[ou]+/gu, 'o')
    .replaceAll(/(.)\1+/gu, '$1')
}

/** Returns the romanisation of `kana` in the form of {@link foldRomaji}; what is no kana is left out. */
export function romajiOfKana(kana: string): string {
  const letters: string[] = []
  const units = [...toKatakana(kana.normalize('NFKC'))]
  for (const [index, unit] of units.entries()) {
    const joined = joinSmall(letters.at(-1) ?? '', unit)
    if (joined !== null) letters.splice(-1, 1, joined)
    else if (unit === 'ッ') letters.push((syllables.get(units[index + 1] ?? '') ?? '').slice(0, 1))
    else letters.push(syllables.get(unit) ?? '')
  }
  return foldRomaji(letters.join(''))
}

// Digits that stand for letters, and letters that Japanese does not tell apart.
const single: ReadonlyMap<string, string> = new Map([
  ['0', 'o'],
  ['1', 'i'],
  ['3', 'e'],
  ['4', 'a'],
  ['5', 's'],
  ['7', 't'],
  ['f', 'h'],
  ['l', 'r'],
  ['v', 'b'],
])

// Hepburn to Kunrei; the i that follows is mended afterwards.
const kunrei: ReadonlyMap<string, string> = new Map([
  ['tch', 'ty'],
  ['cch', 'ty'],
  ['ch', 'ty'],
  ['sh', 'sy'],
  ['ts', 't'],
  ['j', 'zy'],
  ['dz', 'z'],
])

const vowels = ['a', 'i', 'u', 'e', 'o']

// A consonant and its kana in the order a, i, u, e, o; a full stop where there is none.
const rows: readonly (readonly [string, string])[] = [
  ['', 'アイウエオ'],
  ['k', 'カキクケコ'],
  ['g', 'ガギグゲゴ'],
  ['s', 'サシスセソ'],
  ['z', 'ザジズゼゾ'],
  ['t', 'タチツテト'],
  ['z', '.ヂヅ..'],
  ['d', 'ダ..デド'],
  ['n', 'ナニヌネノ'],
  ['h', 'ハヒフヘホ'],
  ['b', 'バビブベボ'],
  ['b', '..ヴ..'],
  ['p', 'パピプペポ'],
  ['m', 'マミムメモ'],
  ['y', 'ヤ.ユ.ヨ'],
  ['r', 'ラリルレロ'],
  ['w', 'ワ....'],
  ['', '.ヰ.ヱヲ'],
]

const syllables: ReadonlyMap<string, string> = new Map([
  ...rows.flatMap(([consonant, kana]) => [...kana].map((unit, index) => [unit, consonant + (vowels[index] ?? '')] as const)),
  ['ン', 'n'] as const,
])

const smallYs: ReadonlyMap<string, string> = new Map([
  ['ャ', 'a'],
  ['ュ', 'u'],
  ['ョ', 'o'],
])

const smallVowels: ReadonlyMap<string, string> = new Map([
  ['ァ', 'a'],
  ['ィ', 'i'],
  ['ゥ', 'u'],
  ['ェ', 'e'],
  ['ォ', 'o'],
])

/** Returns the sound of a syllable and the small kana after it (シ and ャ, フ and ァ), or null where `small` is not a small kana. */
function joinSmall(syllable: string, small: string): string | null {
  const consonant = syllable.slice(0, -1)
  const afterY = smallYs.get(small)
  if (afterY !== undefined) return `${consonant}y${afterY}`
  const vowel = smallVowels.get(small)
  if (vowel === undefined) return null
  if (syllable.endsWith('i')) return `${consonant}y${vowel}`
  return (consonant === '' ? 'w' : consonant) + vowel
}

function toKatakana(kana: string): string {
  return kana.replaceAll(/[\u3041-\u3096]/gu, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0x60))
}
