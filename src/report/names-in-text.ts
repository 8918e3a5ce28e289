import { commonForms, commonPeople, commonWords, fileEndings, taskMailboxes } from './common-words.ts'

/** A name that stands in a text. */
export type NamedInText = { readonly name: string; readonly kind: 'host' | 'mailbox' | 'person' | 'place' | 'word' }

/** Texts of a form are shorter; nobody waits for a longer one. */
const longestText = 50_000

/**
 * Returns what in a text looks like the name of a host, a mailbox, a person, a place, or like a proper name, in the order of these kinds.
 *
 * It would rather name one word too many than one too few: the filer sees the list and takes out what is none.
 *
 * @param text As somebody wrote it; Japanese or English.
 */
export function namesInText(text: string): readonly NamedInText[] {
  const plain = text.slice(0, longestText).normalize('NFKC')
  return [
    ...hosts(plain).map((name) => ({ name, kind: 'host' as const })),
    ...mailboxes(plain).map((name) => ({ name, kind: 'mailbox' as const })),
    ...people(plain).map((name) => ({ name, kind: 'person' as const })),
    ...places(plain).map((name) => ({ name, kind: 'place' as const })),
    ...properNames(plain).map((name) => ({ name, kind: 'word' as const })),
  ]
}

const hostName = /(?<![\w.-])(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.){1,10}[a-z][a-z0-9-]{0,61}[a-z0-9](?![\w-])/giu
const machineName = /(?<![\w.-])(?=[A-Za-z0-9_-]*[0-9-])[A-Z][A-Z0-9]*(?:[-_][A-Z0-9]+)*(?![\w.]*[a-z])(?![\w-])/gu
const account = /(?<![\w\\.])([A-Za-z][A-Za-z0-9-]{1,14})\\([A-Za-z][A-Za-z0-9._-]{1,40})/gu
const share = /\\\\([A-Za-z0-9._-]{2,60})\\/gu
const home = /(?:[A-Za-z]:\\Users\\|\/home\/|\/Users\/)([A-Za-z0-9._-]{2,40})/gu

function hosts(text: string): string[] {
  const named = all(hostName, text).filter((name) => !fileEndings.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase()))
  const machines = all(machineName, text).filter((name) => /[A-Z]{2}/u.test(name) && name.length >= 4 && !commonForms.test(name))
  const accounts = [...text.matchAll(account)]
    .filter(([whole]) => !/^(?:Users|Windows|System32|Program|HKLM|HKCU|HKEY)/iu.test(whole))
    .flatMap(([, domain = '', user = '']) => [domain, user])
  const homes = [...groups(share, text), ...groups(home, text)]
  return [...named, ...machines, ...accounts, ...homes].filter((name) => !commonWords.has(name.toLowerCase()))
}

const mail = /([A-Za-z0-9._%+-]{1,64})@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,63})/gu

function mailboxes(text: string): string[] {
  return [...text.matchAll(mail)].flatMap(([, local = '', domain = '']) =>
    taskMailboxes.has(local.toLowerCase()) ? [domain] : [local, domain],
  )
}

const titled = /[\p{Script=Han}々]{2,4}(?=(?:氏|さん|様|部長|課長|係長|主任|社長|専務|常務|取締役|所長|室長))/gu
const cued =
  /(?:氏名|名前|担当者?|責任者|報告者|作成者|発見者|対応者|連絡先|窓口)(?:は|:|：|\s|、|・|\()*([\p{Script=Han}々]{1,4}[ \u3000]?[\p{Script=Han}\p{Script=Hiragana}々]{1,4}|[\p{Script=Katakana}ー]{2,10}(?:[ \u3000・][\p{Script=Katakana}ー]{2,10})?)(?=[、。,.\s(（）)です:/]|$)/gu
const addressed = /\b(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+([A-Z][\p{L}'-]+(?:\s+[A-Z][\p{L}'-]+)?)/gu
const labelled =
  /\b(?:[Nn]ame|[Cc]ontact|[Oo]perator|[Aa]nalyst|[Rr]eported by|[Ff]ound by|[Hh]andled by)(?:\s+is|:)\s*([A-Z][\p{L}'-]+\s+[A-Z][\p{L}'-]+)/gu

function people(text: string): string[] {
  const named = [...all(titled, text), ...groups(cued, text).map((name) => name.trim())].filter((name) => !commonPeople.test(name))
  const english = [...groups(addressed, text), ...groups(labelled, text)]
  // A family name alone gives its bearer away as well.
  return [...named, ...english].flatMap((name) => [name, ...name.split(/[\s\u3000・]+/u)]).filter((name) => name.length > 1)
}

const place =
  /[\p{Script=Han}\p{Script=Katakana}ーA-Za-z0-9々]{1,12}(?:発電所|変電所|送電所|支店|支社|支局|営業所|工場|事業所|出張所|データセンター|浄水場|処理場|製油所|製作所|研究所|空港|ターミナル|病院|ビル|駅)/gu
const anyPlace =
  /^(?:当該?|本|同|各|全|他|一部の?|自社|両|複数|主要)?(?:[一-龥]{0,2})?(?:発電所|支店|工場|事業所|営業所|空港|病院|駅|ビル)$/u

function places(text: string): string[] {
  return all(place, text).filter((name) => !/^(?:当|本|同|各|全|他|自社|両|複数|主要)/u.test(name) || !anyPlace.test(name))
}

const capitalised = /(?<![\w.@\\/-])[A-Z][A-Za-z]{3,}(?:[ -][A-Z][A-Za-z]{2,}){0,3}(?![\w@.-]*[\w@])/gu

function properNames(text: string): string[] {
  return [...text.matchAll(capitalised)].flatMap(({ 0: name, index }) => {
    const words = name.split(/[ -]/u)
    if (words.every((word) => commonWords.has(word.toLowerCase()))) return []
    const isOneWord = words.length === 1 && /^[A-Z][a-z]+$/u.test(name)
    // Every sentence begins with a capital letter.
    return isOneWord && beginsSentence(text, index) ? [] : [name]
  })
}

function beginsSentence(text: string, index: number): boolean {
  const before = text.slice(0, index).trimEnd()
  return before === '' || /[.!?:;\n•*-]$/u.test(before) || /\n\s*$/u.test(text.slice(0, index))
}

function all(form: RegExp, text: string): string[] {
  return [...text.matchAll(form)].map(([whole]) => whole)
}

function groups(form: RegExp, text: string): string[] {
  return [...text.matchAll(form)].flatMap(([, group]) => (group === undefined ? [] : [group]))
}
