import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject, listAt, textAt } from '#base/json-object.ts'
import { longestDenyTerm } from '#envelope/deny-list.ts'
import { coreField } from '#rulebook/core-field.ts'
import { namesInText, type NamedInText } from './names-in-text.ts'

/** The field in which filers write by hand what must not get out. */
export const ownWordsField = 'share.do_not_name'

/** Why a term stands on the list: written by hand, an answer that is a name by itself, or found in a text as this kind of name. */
export type DenyOrigin = 'own-word' | 'answer' | NamedInText['kind']

/** One term that must not get out, and why it is on the list. */
export type DenyTerm = { readonly term: string; readonly origin: DenyOrigin }

/** Answers, and keys of records, that are names as they stand. */
const wholeNames: ReadonlySet<string> = new Set([
  'ent.name',
  'ent.id',
  't.aware.decided_by',
  'ctc/name',
  'ctc/phone',
  'ast/name',
  'ast/host',
  'chain/name',
  'rem/owner',
])

/** Texts in which no name of the victim's side is to be expected: whom it told, what was demanded, what is published anyway. */
const passedOver: ReadonlySet<string> = new Set(['oth.notified', 'pub.link', 'ran.payment.asset', 'ast/maker', 'ast/product', 'ast/filing'])

const mostCollected = 500
const longestCollected = 80

/**
 * Returns the words of a report that must not get out in a warning: those written by hand first, then names of hosts, people, places and mailboxes
 * that stand in the sealed answers.
 *
 * What the filer reports as an indicator of the attacker is not among what was collected, unless it lies below a domain of the filer's own mailboxes.
 *
 * @param parts The answers as `splitAnswers` parted them.
 */
export function collectDenyTerms(parts: { readonly sealed: JsonObject; readonly shareable: JsonObject }): readonly DenyTerm[] {
  const { sealed, shareable } = parts
  const own = listAt(sealed, ownWordsField)
    .filter((term) => typeof term === 'string')
    .map((term): DenyTerm => ({ term: term.trim().slice(0, longestDenyTerm), origin: 'own-word' }))
  const found = Object.entries(sealed).flatMap(([id, value]) => (id === ownWordsField || passedOver.has(id) ? [] : [...namesIn(id, value)]))
  const isAttackers = attackersIn(shareable, ownDomains(sealed))
  const collected = found.filter(({ term }) => term.length <= longestCollected && isTelling(term) && !isAttackers(term))
  return unique([...own.filter(({ term }) => term !== ''), ...unique(collected).slice(0, mostCollected)])
}

/** Returns the terms that go to the gate: without those that the filer lets pass, which can only be collected ones. */
export function termsToSeal(collected: readonly DenyTerm[], letPass: readonly string[]): readonly string[] {
  const passed = new Set(letPass.map(comparable))
  return collected.filter(({ term, origin }) => origin === 'own-word' || !passed.has(comparable(term))).map(({ term }) => term)
}

function* namesIn(place: string, value: JsonValue): Generator<DenyTerm> {
  if (isJsonList(value)) {
    for (const entry of value) yield* namesIn(place, entry)
  } else if (isJsonObject(value)) {
    for (const [key, entry] of Object.entries(value)) yield* namesIn(`${place}/${key}`, entry)
  } else if (typeof value === 'string' && !passedOver.has(place) && isText(place)) {
    if (wholeNames.has(place)) yield { term: value.trim(), origin: 'answer' }
    for (const { name, kind } of namesInText(value)) yield { term: name, origin: kind }
  }
}

/** Codes are ours, and `unknown` is nobody's name. */
function isText(place: string): boolean {
  const [id = '', key] = place.split('/')
  const field = coreField(id)
  const shape = field?.type === 'records' ? field.items.find((item) => item.key === key) : field
  return shape?.type === 'text' || shape?.type === 'texts' || id === 'ent.id' || place === 'ctc/phone'
}

function ownDomains(sealed: JsonObject): readonly string[] {
  return listAt(sealed, 'ctc').flatMap((contact) => {
    const mail = isJsonObject(contact) ? textAt(contact, 'mail') : null
    return mail?.includes('@') === true ? [mail.slice(mail.lastIndexOf('@') + 1).toLowerCase()] : []
  })
}

function attackersIn(shareable: JsonObject, own: readonly string[]): (term: string) => boolean {
  const values = [
    ...listAt(shareable, 'ioc').map((entry) => (isJsonObject(entry) ? (textAt(entry, 'value') ?? '') : '')),
    ...['tec.malware', 'ran.ext', 'chain.product'].flatMap((id) => listAt(shareable, id)),
    ...listAt(shareable, 'tec.vuln').map((entry) => (isJsonObject(entry) ? (textAt(entry, 'product') ?? '') : '')),
  ].flatMap((value) => (typeof value === 'string' && value !== '' ? [comparable(value)] : []))
  const reported = new Set(values)
  return (term) => {
    const plain = comparable(term)
    if (own.some((domain) => plain === domain || plain.endsWith(`.${domain}`))) return false
    return reported.has(plain) || values.some((value) => value.endsWith(`.${plain}`) || hostOf(value) === plain)
  }
}

function hostOf(value: string): string | null {
  return URL.canParse(value) ? new URL(value).hostname : null
}

/** Two signs of Latin script say nothing; nor does one of any other. */
function isTelling(term: string): boolean {
  return term !== 'unknown' && (/^[\u0000-\u024f]*$/u.test(term) ? term.length >= 3 : term.length >= 2)
}

function comparable(term: string): string {
  return term.normalize('NFKC').toLowerCase()
}

function unique(terms: readonly DenyTerm[]): readonly DenyTerm[] {
  const seen = new Set<string>()
  return terms.filter(({ term }) => {
    const key = comparable(term)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
