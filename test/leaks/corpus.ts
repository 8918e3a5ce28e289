import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonList } from '#base/json-object.ts'
import { addressForms, addressIn } from './address-form.ts'
import { attacks } from './attack.ts'
import { hintingWays } from './hinting-ways.ts'
import type { LeakWay } from './leak-way.ts'
import { namingWays } from './naming-ways.ts'
import { disguises, fits, type Disguise } from './disguise.ts'
import { groundTruths, type GroundTruth, type TraceKind } from './ground-truth.ts'
import { seededRandom, type SeededRandom } from './seeded-random.ts'
import { sectorWords } from './sector-words.ts'

/** A report that gives its victim away, with what must not get out. */
export type LeakingReport = {
  readonly number: number
  readonly channel: number
  readonly way: string
  readonly attack: string
  /** How what is planted is written. */
  readonly disguise: string
  readonly victim: GroundTruth
  readonly shareable: JsonObject
  /** Exactly what must not appear in anything that gets out. */
  readonly planted: string
  /** Whether who reads it knows the victim at once; else it leads there, or tells more than the design allows. */
  readonly direct: boolean
}

/** The channel whose way is the disguise itself. */
const disguiseChannel = 26

const seed = 20_261_123

/** Returns the leaking reports, the same in every run: every operator by every way, and every operator in every disguise. */
export function leakingReports(): LeakingReport[] {
  const random = seededRandom(seed)
  const planned = groundTruths.flatMap((victim) => [
    ...[...namingWays, ...hintingWays].map((way) => planWay(way, victim, random)),
    ...disguises.flatMap((disguise) => planDisguise(disguise, victim, random)),
    ...planAddresses(victim, random),
  ])
  return planned.filter((plan) => plan !== null).map((plan, number) => finish(plan, number, random))
}

type Plan = {
  readonly way: LeakWay
  readonly victim: GroundTruth
  readonly disguise: string
  readonly planted: string
  readonly channel?: number
}

function finish({ way, victim, disguise, planted, channel }: Plan, number: number, random: SeededRandom): LeakingReport {
  const attack = random.pick(attacks)
  return {
    number,
    channel: channel ?? way.channel,
    way: way.name,
    attack: attack.name,
    disguise,
    victim,
    shareable: merged(attack.report(random), way.put(planted)),
    planted,
    direct: way.takes !== 'made' && way.takes !== 'sector',
  }
}

const latinKinds: readonly TraceKind[] = ['romaji', 'domain', 'label', 'abbreviation', 'host']
const anyKinds: readonly TraceKind[] = [...latinKinds, 'name', 'former-name', 'subsidiary', 'kana', 'corporate-number']

const kindsOf: Readonly<Record<Exclude<LeakWay['takes'], 'address' | 'sector' | 'made'>, readonly TraceKind[]>> = {
  latin: latinKinds,
  host: ['host'],
  domain: ['domain'],
  label: ['label'],
  person: ['person'],
  any: anyKinds,
}

function planWay(way: LeakWay, victim: GroundTruth, random: SeededRandom): Plan | null {
  switch (way.takes) {
    case 'made':
      return way.make === undefined ? null : { way, victim, disguise: 'as it is', planted: way.make(random) }
    case 'sector':
      return { way, victim, disguise: 'as it is', planted: random.pick(sectorWords(victim.sectors[0] ?? '')) }
    case 'address': {
      const octets = addressIn(random.pick(victim.ranges), 1 + random.below(6))
      const form = random.pick(addressForms.filter((each) => each.write(octets) !== null && reaches(each.place, way.place)))
      return { way, victim, disguise: form.name, planted: form.write(octets) ?? '' }
    }
    case 'latin':
    case 'host':
    case 'domain':
    case 'label':
    case 'person':
    case 'any':
      return planTrace(way, kindsOf[way.takes], victim, random)
  }
}

function planTrace(way: LeakWay, kinds: readonly TraceKind[], victim: GroundTruth, random: SeededRandom): Plan | null {
  const choices = victim.traces
    .filter((trace) => kinds.includes(trace.kind))
    .flatMap(({ text }) => disguises.filter((disguise) => fits(disguise, text, way.place)).map((disguise) => ({ text, disguise })))
  if (choices.length === 0) return null
  const { text, disguise } = random.pick(choices)
  return { way, victim, disguise: disguise.name, planted: disguise.write(text) }
}

const anywhere: LeakWay = {
  channel: disguiseChannel,
  name: 'name of malware',
  takes: 'any',
  place: 'text',
  put: (text) => ({ 'tec.malware': [text], 'chain.product': [text] }),
}
const inPath: LeakWay = {
  channel: disguiseChannel,
  name: 'path',
  takes: 'any',
  place: 'path',
  put: (text) => ({ ioc: [{ type: 'url', value: `https://attacker.test/a/${text}` }] }),
}
const inLabel: LeakWay = {
  channel: disguiseChannel,
  name: 'label',
  takes: 'any',
  place: 'label',
  put: (text) => ({ ioc: [{ type: 'domain', value: `${text}.attacker.test` }] }),
}

function planDisguise(disguise: Disguise, victim: GroundTruth, random: SeededRandom): Plan[] {
  return [anywhere, inPath, inLabel].flatMap((way) => {
    const texts = victim.traces.filter(({ kind, text }) => anyKinds.includes(kind) && fits(disguise, text, way.place))
    return texts.length === 0 ? [] : [{ way, victim, disguise: disguise.name, planted: disguise.write(random.pick(texts).text) }]
  })
}

const asAddress: LeakWay = {
  channel: 2,
  name: 'form of an address',
  takes: 'address',
  place: 'text',
  put: (text) => ({
    ioc: [
      { type: 'ipv4', value: text },
      { type: 'url', value: `http://attacker.test/${text}` },
    ],
  }),
}

function planAddresses(victim: GroundTruth, random: SeededRandom): Plan[] {
  return victim.ranges.flatMap((range) => {
    const octets = addressIn(range, 1 + random.below(6))
    return addressForms.flatMap((form) => {
      const planted = form.write(octets)
      return planted === null || random.below(4) > 0 ? [] : [{ way: asAddress, victim, disguise: form.name, planted }]
    })
  })
}

function reaches(place: LeakWay['place'], wanted: LeakWay['place']): boolean {
  const order = ['text', 'path', 'label']
  return order.indexOf(place) >= order.indexOf(wanted)
}

/** Returns the fields of both; lists that both have are joined. */
function merged(report: JsonObject, added: JsonObject): JsonObject {
  const both: Record<string, JsonValue> = { ...report }
  for (const [field, value] of Object.entries(added)) {
    const before = both[field]
    both[field] = before !== undefined && isJsonList(before) && isJsonList(value) ? [...before, ...value] : value
  }
  return both
}
