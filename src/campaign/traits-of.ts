import { getDomain } from 'tldts'
import { isJsonObject, listAt, textAt } from '#base/json-object.ts'
import type { JsonObject } from '#base/canonical-json.ts'
import type { Indicator } from '#indicator/indicator.ts'
import { parentOf, stripped } from '#indicator/parent-of.ts'
import { readObservable } from '#indicator/read-observable.ts'
import { readReported } from '#indicator/read-reported.ts'
import { traitName, type Trait } from './trait.ts'

/** How a value stands to everybody else: `common` is in wide legitimate use, `victim` belongs to an operator, `telling` is neither. */
export type ValueStanding = 'telling' | 'common' | 'victim'

/** Says of values how they stand; it knows the lists and the registry. */
export type Judge = (indicator: Indicator) => ValueStanding

/**
 * Returns by what an incident may be linked to others: from the shareable parts of its reports, each trait once, in the order of their names.
 *
 * What belongs to a victim is no trait: it would say of an incident elsewhere whose it is. Yields after each indicator: a report may hold thousands.
 */
export function* traitsOf(shareableParts: readonly JsonObject[], judge: Judge): Generator<void, readonly Trait[]> {
  const found = new Map<string, Trait>()
  const keep = (traits: readonly Trait[]): void => {
    for (const trait of traits) if (!found.has(traitName(trait))) found.set(traitName(trait), trait)
  }
  for (const shareable of shareableParts) {
    keep(mannersOf(shareable))
    for (const entry of listAt(shareable, 'ioc')) {
      yield
      const read = readReported(entry)
      if (read !== null && read.role !== 'recipient' && read.role !== 'target') keep(chainOf(read.indicator, judge))
    }
  }
  return [...found].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, trait]) => trait)
}

/** Returns an indicator and what stands behind it, the finest first; each implies all that come after it. */
function chainOf(indicator: Indicator, judge: Judge): readonly Trait[] {
  const judged = [...linksBehind(indicator)].map((one) => ({ ...one, standing: judge(one.judgedAs) }))
  // A network may have a victim among its many customers; everything else that belongs to one says of the finer ones whose they are, too.
  const kept = judged.filter(({ type, standing }) => type !== 'network' || standing !== 'victim')
  if (kept.some(({ standing }) => standing === 'victim')) return []
  return kept.map(({ type, value, standing }, index) => ({
    type,
    value,
    weighs: standing === 'telling',
    implies: kept.slice(index + 1).map((one) => ({ type: one.type, value: one.value })),
  }))
}

type ChainLink = Pick<Trait, 'type' | 'value'> & { readonly judgedAs: Indicator }

function* linksBehind(indicator: Indicator): Generator<ChainLink> {
  // Of a sender the whole address, which is not the victim's; of everything else what stays the same from victim to victim.
  const plain = indicator.type === 'email' ? indicator : stripped(indicator)
  if (plain === null) return
  yield { type: plain.type, value: plain.value, judgedAs: plain }
  if (plain.type === 'email') yield* siteOf('mail-site', plain.value.slice(plain.value.lastIndexOf('@') + 1))
  if (plain.type === 'domain') yield* siteOf('site', plain.value)
  if (plain.type === 'ipv4' || plain.type === 'ipv6') yield* networkOf(plain)
  const host = plain.type === 'url' ? parentOf(plain) : null
  if (host !== null) yield* linksBehind(host)
}

function* siteOf(type: 'site' | 'mail-site', host: string): Generator<ChainLink> {
  const value = getDomain(host, { allowPrivateDomains: true })
  if (value !== null) yield { type, value, judgedAs: { type: 'domain', value } }
}

function* networkOf({ type, value }: Pick<Indicator, 'type' | 'value'>): Generator<ChainLink> {
  const { indicator } = readObservable('address', `${value}/${type === 'ipv4' ? 24 : 64}`)
  if (indicator !== null) yield { type: 'network', value: indicator.value, judgedAs: indicator }
}

function mannersOf(shareable: JsonObject): readonly Trait[] {
  const texts = (id: string): readonly string[] => listAt(shareable, id).filter((value) => typeof value === 'string')
  const techniques = [...texts('tec.ttp'), ...texts('ddos.class')].filter((id) => /^T\d{4}(?:\.\d{3})?$/u.test(id))
  const weaknesses = listAt(shareable, 'tec.vuln').map((entry) => (isJsonObject(entry) ? (textAt(entry, 'cve') ?? '') : ''))
  return [
    ...techniques.map((value) => plainTrait('technique', value)),
    ...texts('tec.malware').map((name) => plainTrait('family', folded(name))),
    ...texts('ran.ext').map((name) => plainTrait('extension', folded(name))),
    ...weaknesses.flatMap((cve) => {
      const { indicator } = readObservable('cve', cve)
      return indicator === null ? [] : [plainTrait('cve', indicator.value)]
    }),
  ].filter(({ value }) => value !== '')
}

function plainTrait(type: Trait['type'], value: string): Trait {
  return { type, value, implies: [], weighs: true }
}

/** One spelling of a name: "LockBit 3.0" and "lockbit-3.0" are one family. */
function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}
