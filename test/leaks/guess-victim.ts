import type { JsonObject } from '#base/canonical-json.ts'
import { listAt } from '#base/json-object.ts'
import { demoOperators, type DemoOperator } from '#operator/demo-operators.ts'
import type { Gate } from '#warning/gate/gate.ts'
import type { WarningContent } from '#warning/warning.ts'
import { demoRegistry, judged, testGate } from '../support/judging.ts'
import { attacks } from './attack.ts'
import { groundTruths } from './ground-truth.ts'
import { seededRandom, type SeededRandom } from './seeded-random.ts'
import { textsOut, agreedToAll } from './what-gets-out.ts'

/** What anybody can read in the papers on the day of a warning: who had an outage. */
export type Press = { readonly outages: ReadonlySet<string> }

/** How well the victims were guessed. */
export type GuessingResult = {
  readonly warnings: number
  /** How often the operator that the guesser takes for the likeliest was the victim. */
  readonly right: number
  /** How likely the guesser took the victim to be, on average. */
  readonly certainty: number
  /** The greatest chance of a victim after a warning, where the papers did not name it. */
  readonly worst: number
  /** How often the papers alone, without the warning, lead to the victim. */
  readonly rightByPress: number
}

/** Against which gate, and whether filers write one of their own hosts into every report. */
export type Game = { readonly gate: Gate; readonly carelessly: boolean }

const seed = 20_261_125
const unrelatedOutages = 3
const reportsOfEach = 2

/**
 * Plays a guesser against the gate: from every warning that it releases, from the registry with everybody's products, from the papers and from the program
 * itself, whose choice of labels anybody can repeat, it says how likely each operator is to be the victim.
 *
 * One attack in four is an outage that everybody sees; of these four in five are in the papers, beside three outages that have other reasons.
 */
export function guessVictims(game: Game = { gate: testGate, carelessly: false }): GuessingResult {
  const random = seededRandom(seed)
  const rounds = demoOperators.flatMap((victim) =>
    attacks.flatMap((attack) =>
      Array.from({ length: reportsOfEach }, () => playRound(game, { victim, report: attack.report(random), random })),
    ),
  )
  const played = rounds.filter((round) => round !== null)
  const mean = (of: (round: Round) => number): number => played.reduce((sum, round) => sum + of(round), 0) / played.length
  return {
    warnings: played.length,
    right: mean(({ right }) => Number(right)),
    certainty: mean(({ certainty }) => certainty),
    worst: Math.max(...played.filter(({ suspected }) => !suspected).map(({ certainty }) => certainty)),
    rightByPress: mean(({ rightByPress }) => Number(rightByPress)),
  }
}

type Round = { readonly right: boolean; readonly certainty: number; readonly suspected: boolean; readonly rightByPress: boolean }

function playRound(
  { gate, carelessly }: Game,
  { victim, report, random }: { readonly victim: DemoOperator; readonly report: JsonObject; readonly random: SeededRandom },
): Round | null {
  const isVisible = random.below(4) === 0
  const product = random.pick(victim.products ?? ['Microsoft Windows'])
  const shown = carelessly ? [{ type: 'domain', value: `vpn.${victim.domains[0] ?? ''}` }] : []
  const shareable = { ...report, 'tec.vuln': [weaknessOf(product, random)], ioc: [...listAt(report, 'ioc'), ...shown] }
  const handling = isVisible ? { ...agreedToAll, 'svc.effect': ['availability-partial'] } : agreedToAll
  const judgement = judged(shareable, handling, { gate, operatorId: victim.id })
  if (judgement.verdict !== 'release') return null
  const seen = isVisible && random.below(5) > 0
  const outages = new Set(Array.from({ length: unrelatedOutages }, () => random.pick(demoOperators).id))
  if (seen) outages.add(victim.id)
  const chances = chancesAfter(judgement.content, { outages })
  return {
    right: likeliest(chances, random) === victim.id,
    certainty: chances.get(victim.id) ?? 0,
    suspected: outages.has(victim.id),
    rightByPress: likeliest(shares(demoOperators.map(({ id }) => [id, outages.has(id) ? outageWeight : 1])), random) === victim.id,
  }
}

/** The papers name an operator under attack this much more often than another one. */
const outageWeight = 12

// What everybody can look up of weaknesses; all others are of products that everybody has.
const productOfWeakness: ReadonlyMap<string, string> = new Map([
  ['CVE-2023-34362', 'Progress MOVEit Transfer'],
  ['CVE-2022-3236', 'Sophos Firewall'],
  ['CVE-2023-28771', 'Zyxel ZLD'],
  ['CVE-2021-35211', 'SolarWinds Orion Platform'],
  ['CVE-2021-20016', 'SonicWall SMA'],
  ['CVE-2024-53677', 'Apache Struts'],
  ['CVE-2023-45727', 'Array Networks Array AG'],
  ['CVE-2023-21839', 'Oracle WebLogic Server'],
  ['CVE-2023-4966', 'Citrix NetScaler ADC'],
])

function weaknessOf(product: string, random: SeededRandom): JsonObject {
  const known = [...productOfWeakness].find(([, name]) => name === product)?.[0]
  return known === undefined ? { product, version: `${random.below(9)}.${random.below(9)}` } : { product, cve: known }
}

/** Returns how likely each operator is to be the victim, for somebody who has read the warning, the papers, the registry and the program. */
function chancesAfter(content: WarningContent, press: Press): ReadonlyMap<string, number> {
  const texts = [...textsOut(content)].map((text) => text.toLowerCase())
  const products = [...content.products.map(({ name }) => name), ...content.cve.map((cve) => productOfWeakness.get(cve) ?? '')].filter(
    Boolean,
  )
  return shares(
    demoOperators.map((operator) => [
      operator.id,
      [
        labelFits(content, operator),
        ...products.map((product) => ownership(operator, product)),
        systemsFit(content, operator),
        pressFits(content, operator, press),
        isNamed(texts, operator) ? 1e6 : 1,
      ].reduce((product, factor) => product * factor, 1),
    ]),
  )
}

function labelFits({ sectorGroups, products }: WarningContent, operator: DemoOperator): number {
  // The guesser runs the program that chose the label: it says what the warning would have said, had this operator been hit.
  const would = demoRegistry.label(
    operator.id,
    products.map(({ name }) => name),
  )
  const [given] = sectorGroups
  if (given !== undefined) return given === would ? 1 : 0
  return would === null ? 1 : 0.25
}

function ownership({ products }: DemoOperator, product: string): number {
  if (products === null || products === undefined) return 0.3
  return products.includes(product) ? 1 : 0.02
}

const withControlSystems = /electricity|gas|oil|water|railway|port|airport/u

function systemsFit({ happening }: WarningContent, { sectors }: DemoOperator): number {
  if (!happening.slots.systems.includes('ot')) return 1
  return sectors.some((sector) => withControlSystems.test(sector)) ? 2 : 0.5
}

function pressFits({ sectorGroups }: WarningContent, { id }: DemoOperator, { outages }: Press): number {
  if (!outages.has(id)) return 1
  // Labels are widened where outsiders see who is down: without one, an outage tells more.
  return sectorGroups.length === 0 ? outageWeight : 1
}

function isNamed(texts: readonly string[], { id }: DemoOperator): boolean {
  const traces = groundTruths.find(({ operatorId }) => operatorId === id)?.traces ?? []
  return traces.some(({ text }) => text.length >= 6 && texts.some((written) => written.includes(text.toLowerCase())))
}

function shares(weights: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const sum = weights.reduce((total, [, weight]) => total + weight, 0)
  return new Map(weights.map(([id, weight]) => [id, weight / sum]))
}

/** Returns the operator with the greatest chance; among equals, any. */
function likeliest(chances: ReadonlyMap<string, number>, random: SeededRandom): string {
  const most = Math.max(...chances.values())
  return random.pick([...chances].filter(([, chance]) => chance >= most * 0.999999).map(([id]) => id))
}
