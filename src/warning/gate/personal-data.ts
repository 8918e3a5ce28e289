/** Kinds of personal data that are looked for. */
export const personalDataKinds = ['e-mail', 'phone', 'my-number', 'card', 'name', 'user-name'] as const

/** A kind of personal data. */
export type PersonalDataKind = (typeof personalDataKinds)[number]

/**
 * Returns the kinds of personal data in `text`: e-mail addresses, telephone numbers (of Japan, and international ones), individual numbers (マイナンバー)
 * and card numbers whose check digit holds, names after a cue such as 氏名 or with a title, user names in paths.
 *
 * @param text Without disguises, as `normalise` leaves it, in its own case.
 */
export function personalDataIn(text: string): readonly PersonalDataKind[] {
  return personalDataKinds.filter((kind) => finders[kind](text))
}

const finders: Readonly<Record<PersonalDataKind, (text: string) => boolean>> = {
  'e-mail': (text) => /[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/u.test(text),
  phone: holdsPhone,
  'my-number': (text) => digitRuns(text, 12).some(isIndividualNumber),
  card: (text) => [14, 15, 16].some((length) => digitRuns(text, length).some(isCardNumber)),
  name: holdsCuedName,
  'user-name': holdsUserName,
}

function holdsPhone(text: string): boolean {
  return (
    /(?<![\w.-])0[5-9]0[-\s]?[0-9]{4}[-\s]?[0-9]{4}(?![\w-])/u.test(text) ||
    /(?<![\w.-])\(?0[0-9]{1,4}\)?[-\s(]{1,2}[0-9]{1,4}[-\s)]{1,2}[0-9]{4}(?![\w-])/u.test(text) ||
    /(?<!\w)\+[1-9][0-9]{0,2}(?:[-\s.]?\(?[0-9]{1,4}\)?){2,6}(?!\w)/u.test(text)
  )
}

/** Returns the runs of exactly `length` digits, alone or in groups of four. */
function digitRuns(text: string, length: number): readonly string[] {
  return [...text.matchAll(/(?<![\w.-])[0-9]{4}(?:[-\s]?[0-9]){8,12}(?![\w-])/gu)]
    .map(([run]) => run.replaceAll(/[^0-9]/gu, ''))
    .filter((digits) => digits.length === length)
}

/** @see 行政手続における特定の個人を識別するための番号の利用等に関する法律施行令, the formula of the check digit */
function isIndividualNumber(digits: string): boolean {
  const [check = 0, ...rest] = [...digits].toReversed().map(Number)
  const sum = rest.reduce((total, digit, index) => total + digit * (index < 6 ? index + 2 : index - 4), 0)
  const remainder = sum % 11
  return check === (remainder <= 1 ? 0 : 11 - remainder)
}

/** @see ISO/IEC 7812-1, annex B */
function isCardNumber(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return /^[3-6]/u.test(digits) && sum % 10 === 0
}

const cues =
  /(?:氏名|名前|姓名|担当(?:者名?)?|責任者名?|連絡先|宛名|記入者|報告者)\s{0,4}[:=はハ]\s{0,4}[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}a-z]{2}/iu
const latinCues = /(?:full[\s_-]?name|first[\s_-]?name|last[\s_-]?name|contact|attn)\s{0,4}[:=]\s{0,4}[a-z]{2}/iu
const titled = /\b(?:Mr|Mrs|Ms|Dr|Prof)\.?\s{1,4}[A-Z][a-z]{1,30}/u
// 様, さん and 殿 after two to four kanji that are not what everybody is called.
const honoured = /(\p{Script=Han}{2,4})\s?(?:様|サン(?![プドタグセジシラフヘバルデ])|殿)/gu
const everybody = /(?:者|員|客|顧客|各位|皆|先|元|社|部|課|模|同|仕)$/u

function holdsCuedName(text: string): boolean {
  if (cues.test(text) || latinCues.test(text) || titled.test(text)) return true
  return [...text.matchAll(honoured)].some(([, name = '']) => !everybody.test(name))
}

const homes = /(?:^|[\\/])(?:users|home|documents and settings|profiles)[\\/]{1,2}([^\\/\s]{1,64})|\/~([\w.-]{1,64})/giu
const nobody = new Set(['public', 'default', 'all', 'administrator', 'admin', 'user', 'root', 'guest', '%username%', 'localadmin'])

function holdsUserName(text: string): boolean {
  return [...text.matchAll(homes)].some(([, folder, tilde]) => !nobody.has((folder ?? tilde ?? '').toLowerCase()))
}
