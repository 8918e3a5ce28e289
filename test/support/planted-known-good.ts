import { readdirSync, readFileSync } from 'node:fs'
import { getDomain } from 'tldts'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { defang } from '#indicator/defang.ts'
import type { KnownGoodList } from '#warning/gate/known-good.ts'
import { readWarninglist } from '#warning/gate/warninglist.ts'
import { addressIn } from '../leaks/address-form.ts'

/** Returns the published lists of a folder. */
export function publishedLists(folder: string): readonly KnownGoodList[] {
  return readdirSync(folder).map((file) => readWarninglist(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as JsonValue, file))
}

/** Returns `count` entries of a report that stand for values of the lists, about as many of each list, in forms in which reports write them. */
export function plantedKnownGood(lists: readonly KnownGoodList[], count: number): readonly JsonObject[] {
  const waiting = lists.map(({ values }) => spread(values.filter((value) => formsOf(value).length > 0)))
  const planted: JsonObject[] = []
  for (let turn = 0; planted.length < count && waiting.some((values) => values.length > turn); turn++) {
    for (const values of waiting) {
      const value = values[turn]
      const forms = value === undefined ? [] : formsOf(value)
      const form = forms[planted.length % Math.max(1, forms.length)]
      if (form !== undefined && planted.length < count) planted.push(form)
    }
  }
  return planted
}

/** Returns values in an order in which neighbours of a list come far apart. */
function spread(values: readonly string[]): readonly string[] {
  const step = Math.max(1, Math.floor(values.length / 97))
  return Array.from({ length: step }, (_, start) => values.filter((__, index) => index % step === start)).flat()
}

const digestTypes: Readonly<Record<number, string>> = { 32: 'md5', 40: 'sha1', 64: 'sha256' }

function formsOf(value: string): readonly JsonObject[] {
  if (/^[0-9a-f]+$/i.test(value)) return digestForms(value)
  if (/^[\d.]+(?:\/\d+)?$/.test(value)) return addressForms(value)
  if (value.includes('::')) return value.includes('/') ? networkForms(value) : []
  return /^\.?(?:[a-z0-9_-]+\.)+[a-z0-9-]+$/i.test(value) ? hostForms(value.replace(/^\./, '').toLowerCase()) : []
}

function digestForms(value: string): readonly JsonObject[] {
  const type = digestTypes[value.length]
  return type === undefined ? [] : [value.toLowerCase(), value.toUpperCase(), ` ${value} `].map((form) => ({ type, value: form }))
}

function addressForms(value: string): readonly JsonObject[] {
  const member = addressIn(value, /\/(?:[1-9]|1\d|2[0-8])$/.test(value) ? 5 : 0).join('.')
  return [
    { type: 'ipv4', value: member },
    { type: 'ipv4', value: defang('ipv4', member) },
    { type: 'ipv4', value: wide(member) },
    { type: 'url', value: `http://${member}:8080/update` },
    { type: 'url', value: `hxxp://${defang('ipv4', member)}/` },
    ...(value.includes('/') ? [{ type: 'ipv4-range', value }] : []),
  ]
}

function networkForms(value: string): readonly JsonObject[] {
  const member = value.replace(/\/.*$/, '5')
  return [
    { type: 'ipv6', value: member },
    { type: 'ipv6', value: defang('ipv6', member) },
    { type: 'url', value: `https://[${member}]/update` },
    { type: 'ipv6-range', value },
  ]
}

function hostForms(host: string): readonly JsonObject[] {
  const forms = [
    { type: 'domain', value: host },
    { type: 'domain', value: host.toUpperCase() },
    { type: 'domain', value: defang('domain', host) },
    { type: 'domain', value: wide(host) },
    { type: 'url', value: `https://${host}/a/b.php?c=d` },
    { type: 'url', value: defang('url', `https://${host}:8443/a`) },
    { type: 'email', value: `billing@${host}` },
  ]
  if (getDomain(host, { allowPrivateDomains: true }) !== host) return forms
  return [
    ...forms,
    { type: 'domain', value: `xn--r8jz45g.${host}` },
    { type: 'domain', value: `例え.${host}` },
    { type: 'url', value: `https://xn--r8jz45g.${host}/` },
  ]
}

/** Returns a text in full-width letters, as input methods write them. */
function wide(text: string): string {
  return text.replaceAll(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
}
