// Decisions per second of the rulebook over every law that is stated, proposals included, and the ratio to eight of the same decisions hand-coded in
// TypeScript (bench/hand-coded-laws.ts). Both decide the same incidents and must agree on every verdict, stage and due instant before anything is timed.
// One process, one thread; medians of the runs. Reading facts is left out on both sides: it happens once for all laws.
import assert from 'node:assert/strict'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { decide } from '#rulebook/decide.ts'
import { readFacts, type ReadFacts } from '#rulebook/facts.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import { generateIncident } from '#rulebook/simulation/generate-incidents.ts'
import { handCodedLaws, type PlainDecision, type PlainFacts } from './hand-coded-laws.ts'
import { median } from './in-flight.ts'

const incidents = Number(process.argv[2] ?? 20_000)
const runs = 5

/** The share of the speed of hand-coded law that the rulebook should reach. */
const target = 0.1

const facts = readSample()
const plain = facts.map(plainFacts)
const whole = allRulebooks()
const chosen = whole.map(onlyHandCoded).filter(({ laws }) => laws.length > 0)

const decisions = assertAgreement()
const all = measure(() => decideAll(whole))
const engine = measure(() => decideAll(chosen))
const handCoded = measure(decideByHand)
const ratio = engine / handCoded
console.log(
  JSON.stringify({
    benchmark: 'rulebook',
    incidents,
    laws: decisions.laws,
    decisionsPerSecond: Math.round(all),
    sameLaws: handCodedLaws.size,
    sameLawsPerSecond: Math.round(engine),
    handCodedPerSecond: Math.round(handCoded),
    ratio: Number(ratio.toFixed(3)),
    target,
    comparedDecisions: decisions.compared,
    dueOrOpen: decisions.dueOrOpen,
  }),
)

/** Generated incidents; every third has reports that were sent, from which later stages run. */
function readSample(): readonly ReadFacts[] {
  return Array.from({ length: incidents }, (_, index) => {
    const { facts: generated } = generateIncident(20, index)
    if (index % 3 !== 0) return readFacts(generated)
    const sent = ['eu.nis2.art23/detailed', 'eu.dora.art19/initial', 'eu.dora.art19/detailed'].map((key, day) => {
      const [law = '', stage = ''] = key.split('/')
      return { law, stage, at: `2027-0${1 + (index % 9)}-1${day}T0${index % 10}:30:00Z` }
    })
    return readFacts({ ...generated, 'rpt.sent': sent })
  })
}

/** Returns `rulebook` with the laws alone that are hand-coded; of the proposals that of CIRCIA, which is proposed as a whole. */
function onlyHandCoded(rulebook: Rulebook): Rulebook {
  const laws = rulebook.laws.filter(
    ({ data }) => handCodedLaws.has(data.id) && (data.status === 'in-force' || data.id === 'us.circia.incident'),
  )
  return { ...rulebook, laws }
}

function decideAll(rulebooks: readonly Rulebook[]): number {
  let count = 0
  for (const read of facts) for (const rulebook of rulebooks) count += decide(read, rulebook, { includeProposed: true }).length
  return count
}

function decideByHand(): number {
  let count = 0
  for (const one of plain) {
    for (const law of handCodedLaws.values()) {
      law(one)
      count++
    }
  }
  return count
}

/** Returns decisions per second, the median of the runs after one that warms up. */
function measure(work: () => number): number {
  work()
  return median(
    Array.from({ length: runs }, () => {
      const from = performance.now()
      return (work() * 1000) / (performance.now() - from)
    }),
  )
}

function assertAgreement(): { readonly laws: number; readonly compared: number; readonly dueOrOpen: number } {
  let compared = 0
  let dueOrOpen = 0
  for (const [index, read] of facts.entries()) {
    const one = plain[index]
    assert.ok(one !== undefined)
    for (const decision of chosen.flatMap((rulebook) => decide(read, rulebook, { includeProposed: true }))) {
      const { id } = decision.law.data
      const expected: PlainDecision | undefined = handCodedLaws.get(id)?.(one)
      const stages = decision.stages.map(({ stage, dueAt }) => ({ stage: stage.stage, dueAt: dueAt?.epochMilliseconds ?? null }))
      assert.deepEqual({ verdict: decision.verdict, stages }, expected, `${id}, incident ${index}`)
      compared++
      if (decision.verdict !== 'not-due') dueOrOpen++
    }
  }
  assert.equal(compared, incidents * handCodedLaws.size)
  const [first] = facts
  assert.ok(first !== undefined)
  return { laws: whole.flatMap((rulebook) => decide(first, rulebook, { includeProposed: true })).length, compared, dueOrOpen }
}

function plainFacts({ known, instants, sent }: ReadFacts): PlainFacts {
  const answer = (id: string) => known.get(id) as PlainFacts['malicious']
  const code = (id: string) => known.get(id) as string | undefined
  const list = (id: string) => known.get(id) as readonly string[] | undefined
  const number = (id: string) => known.get(id) as number | undefined
  const at = (id: string) => instants.get(id)?.epochMilliseconds
  return {
    designations: list('ent.designations'),
    sectors: list('ent.sector'),
    usesDesignatedAsset: answer('ent.uses_designated_asset'),
    malicious: answer('mal.suspected'),
    designatedAsset: answer('ast.designated'),
    certainty: code('inc.certainty'),
    personalData: answer('pd.suspected'),
    sensitiveData: answer('pd.sensitive'),
    dataOfValue: answer('pd.property'),
    riskToPersons: answer('pd.risk'),
    persons: number('pd.detail.persons'),
    severe: answer('imp.severe'),
    others: answer('imp.others'),
    major: answer('cls.major'),
    material: answer('cls.material'),
    substantial: answer('imp.substantial'),
    providerBreach: answer('imp.provider_breach'),
    telecom: code('svc.telecom'),
    outageMinutes: number('svc.outage_minutes'),
    users: number('imp.users'),
    awareAt: at('t.aware'),
    occurredAt: at('t.occurred'),
    classifiedAt: at('t.classified'),
    believedAt: at('t.believed'),
    materialAt: at('t.material'),
    sent: new Map([...sent].map(([key, list]) => [key, list.map((instant) => instant.epochMilliseconds)])),
  }
}
