import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonObject } from '#base/json-object.ts'
import japaneseVectors from '../../test/vectors/assess-japan.json' with { type: 'json' }
import vectors from '../../test/vectors/assess-laws.json' with { type: 'json' }
import { allRulebooks } from './all-rulebooks.ts'
import { unknown } from './answer-value.ts'
import { assessAll, bindingRulebooks } from './assess-all.ts'
import { decide } from './decide.ts'
import { trialValues } from './decisive-facts.ts'
import { readFacts } from './facts.ts'
import { allFacts, findFact } from './legal-fact.ts'
import { mostQuestions, nextQuestion, type Question } from './next-question.ts'
import { runTriage, type Triage } from './triage.ts'

const rulebooks = allRulebooks()
const now = Temporal.Instant.from('2026-11-22T03:00:00Z')
const options = { rulebooks, now }

const registered = { 'ent.sector': ['jp.espa.electricity'], 'ent.designations': ['jp.special-infrastructure-operator'] }
const attack = {
  ...registered,
  'inc.certainty': 'confirmed',
  'mal.suspected': 'yes',
  'ast.designated': 'yes',
  'pd.suspected': 'yes',
  't.aware': '2026-11-22T09:30+09:00',
}

/** Answers every question out of `truth`, with "unknown" where it says nothing. */
function answered(truth: JsonObject, known: JsonObject = {}): Triage {
  const all = Object.fromEntries(allFacts.map(({ id }): [string, JsonValue] => [id, truth[id] ?? unknown]))
  return runTriage(known, all, options)
}

const asked = ({ steps }: Triage): string[] => steps.map(({ question }) => question.fact.id)
const verdicts = ({ assessment }: Triage): Record<string, string> =>
  Object.fromEntries(assessment.obligations.map(({ id, verdict }) => [id, verdict]))

test('nextQuestion() leads a registered operator under attack to its duties and their due instants in five questions', () => {
  const triage = answered(attack, registered)
  assert.deepEqual(asked(triage), ['inc.certainty', 'ast.designated', 'mal.suspected', 'pd.suspected', 't.aware'])
  assert.deepEqual(verdicts(triage), {
    'jp.ccea.art5': 'due',
    'jp.appi.art26': 'due',
    'jp.fsa.guideline': 'not-due',
    'jp.tba.art28': 'not-due',
  })
  assert.deepEqual(
    triage.assessment.obligations.flatMap(({ stages }) => stages.map(({ dueAt }) => dueAt)),
    [null, '2026-12-22T15:00:00Z', null, '2027-01-20T15:00:00Z'],
  )
})

test('nextQuestion() settles everything in seven for a visitor whom nobody knows', () => {
  const triage = answered(attack)
  assert.equal(triage.steps.length, mostQuestions)
  assert.equal(asked(triage).at(-1), 't.aware')
  assert.deepEqual(triage.assessment.missing, [])
})

test('nextQuestion() stops as soon as nothing is open', () => {
  assert.deepEqual(asked(answered({ 'inc.certainty': 'false-alarm' }, registered)), ['inc.certainty'])
  assert.equal(answered({ 'inc.certainty': 'false-alarm' }, registered).assessment.verdict, 'not-due')
  assert.deepEqual(
    asked(answered({ ...attack, 'ent.sector': [], 'ent.designations': [], 'pd.suspected': 'no' })).includes('t.aware'),
    false,
  )
})

test('nextQuestion() keeps the last question for the clock of a duty that stands', () => {
  const telecom = { 'ent.sector': ['jp.espa.telecommunications'], 'ent.designations': ['jp.special-infrastructure-operator'] }
  const triage = answered({ ...attack, 'svc.telecom': 'voice', 'imp.users': 40_000 }, telecom)
  assert.equal(triage.steps.at(-1)?.question.aim, 'clock')
  assert.deepEqual(
    triage.assessment.missing.map(({ field }) => field),
    ['svc.outage_minutes'],
  )
})

test('nextQuestion() does not ask for what can settle nothing once something else is unknown', () => {
  const triage = answered({ 't.aware': attack['t.aware'] }, registered)
  // Whether the data are sensitive settles nothing while nobody knows whether there are personal data at all.
  assert.deepEqual(asked(triage), ['inc.certainty', 'ast.designated', 'mal.suspected', 'pd.suspected', 't.aware'])
})

test('nextQuestion() asks for the sector where it alone is missing for the name of the recipient', () => {
  const known = { ...attack, 'ent.designations': registered['ent.designations'], 'svc.effect': ['none'] }
  const { 'ent.sector': _, ...rest } = known
  const question = nextQuestion({ facts: { ...rest, 'mal.suspected': 'yes' }, asked: [] }, { rulebooks: rulebooks.slice(0, 1), now })
  assert.equal(question?.fact.id, 'ent.sector')
})

test('nextQuestion() asks for the lane of a duty that stands', () => {
  const facts = {
    'ent.jurisdictions': ['AU'],
    'ent.designations': ['au.soci.responsible-entity'],
    'imp.cia': 'yes',
    'inc.certainty': 'confirmed',
    'ran.payment': 'none',
  }
  const question = nextQuestion({ facts, asked: [] }, options)
  assert.deepEqual([question?.fact.id, question?.aim], ['imp.essential', 'lane'])
  assert.deepEqual(
    question?.duties.map(({ id }) => id),
    ['au.soci.part2b'],
  )
})

test('runTriage() drops the answers that no longer matter when one before them changes, and keeps the others', () => {
  const before = runTriage(registered, attack, options)
  assert.equal(before.next, null)
  const after = runTriage(registered, { ...attack, 'mal.suspected': 'no' }, options)
  assert.deepEqual(asked(after), ['inc.certainty', 'ast.designated', 'mal.suspected', 'pd.suspected'])
  assert.equal(after.next?.fact.id, 'pd.sensitive')
  assert.equal('t.aware' in after.facts, false)
  assert.deepEqual(runTriage(registered, attack, options), before)
})

const pointedAt = fc.subarray(['JP', 'EU', 'GB', 'CH', 'AU', 'IN', 'SG', 'KR', 'HK', 'CN', 'TW', 'US'])
const codes = rulebooks.flatMap(({ designations, sectors }) => [...designations.keys(), ...sectors.keys()])
const conditions = rulebooks.flatMap(({ laws }) => laws.flatMap((law) => law.conditions))
const compared = new Map([...new Set(conditions.flatMap(({ facts }) => facts))].map((id) => [id, answersTo(id)]))

/** Returns answers between which laws can tell; where an empty list is no answer, the codes that no law compares stand for it. */
function answersTo(id: string): readonly JsonValue[] {
  const values = trialValues(id, conditions)
  const field = findFact(id)
  if (field?.type !== 'codes') return values
  const others = field.options.map(({ code }) => code).filter((code) => !values.flat().includes(code))
  return [...values.filter((value) => typeof value === 'object' && value.length > 0), others.slice(0, 1)]
}

/** Every fact that a law of any country compares, each with a value between which laws can tell. */
const wholeTruth: fc.Arbitrary<JsonObject> = fc
  .record({
    jurisdictions: pointedAt,
    codes: fc.subarray(codes, { maxLength: 6 }),
    values: fc.record(Object.fromEntries([...compared].map(([id, values]) => [id, fc.constantFrom(...values)]))),
  })
  .map(({ jurisdictions, codes: held, values }) => ({
    ...values,
    'ent.jurisdictions': jurisdictions,
    'ent.designations': held.filter((code) => rulebooks.some(({ designations }) => designations.has(code))),
    'ent.sector': held.filter((code) => rulebooks.some(({ sectors }) => sectors.has(code))),
    't.aware': '2026-11-22T09:30+09:00',
    't.detected': '2026-11-22T09:00+09:00',
    't.occurred': '2026-11-22T08:00+09:00',
    'ran.payment.at': '2026-11-22T10:00+09:00',
  }))

test('a triage ends within seven questions, none repeated, and says of each duty what all facts say, or that it is open', () => {
  fc.assert(
    fc.property(wholeTruth, fc.subarray([...compared.keys()]), (truth, forgotten) => {
      const told = { ...truth, ...Object.fromEntries(forgotten.map((id) => [id, unknown])) }
      const triage = answered(told, { 'ent.jurisdictions': truth['ent.jurisdictions'] ?? [] })
      assert.ok(triage.steps.length <= mostQuestions)
      assert.equal(triage.next, null)
      assert.equal(new Set(asked(triage)).size, triage.steps.length)
      assert.deepEqual(triage.assessment, assessAll(triage.facts, rulebooks, now))
      const whole = new Map(assessAll(truth, rulebooks, now).obligations.map(({ id, verdict }) => [id, verdict]))
      for (const { id, verdict } of triage.assessment.obligations)
        assert.ok(verdict === 'may-be-due' || verdict === whole.get(id), `${id}: ${verdict}, by all facts ${whole.get(id)}`)
    }),
    { numRuns: 60 },
  )
})

test('a triage that stops before the seventh question has left open only what no answer could settle', () => {
  fc.assert(
    fc.property(wholeTruth, fc.subarray([...compared.keys()]), (truth, forgotten) => {
      const told = { ...truth, ...Object.fromEntries(forgotten.map((id) => [id, unknown])) }
      const triage = answered(told, { 'ent.jurisdictions': truth['ent.jurisdictions'] ?? [] })
      if (triage.steps.length === mostQuestions) return
      const further = assessAll({ ...told, ...triage.facts }, rulebooksOf(triage.facts), now)
      assert.deepEqual(
        further.obligations.map(({ id, verdict }) => `${id} ${verdict}`).toSorted(),
        triage.assessment.obligations.map(({ id, verdict }) => `${id} ${verdict}`).toSorted(),
      )
    }),
    { numRuns: 60 },
  )
})

function rulebooksOf(facts: JsonObject) {
  return bindingRulebooks(readFacts(facts), rulebooks)
}

const cases: readonly (readonly [string, JsonObject])[] = [...japaneseVectors.cases, ...vectors.cases].flatMap(({ name, facts }) =>
  isJsonObject(facts as JsonValue) ? [[name, facts as JsonObject] as const] : [],
)

test('over all vectors, each question is one whose answer can change what the law asks', () => {
  const shown = new Set<string>()
  for (const [name, truth] of cases) {
    const known = { 'ent.jurisdictions': jurisdictionsOf(truth) }
    const triage = answered(truth, known)
    let facts: JsonObject = known
    for (const { question, answer } of triage.steps) {
      const met = JSON.stringify([question.fact.id, facts])
      assert.ok(shown.has(met) || matters(question, facts, truth), `${name}: ${question.fact.id} after ${JSON.stringify(facts)}`)
      shown.add(met)
      facts = { ...facts, [question.fact.id]: answer }
    }
  }
})

function jurisdictionsOf(truth: JsonObject): readonly string[] {
  const laws = vectors.cases.find(({ facts }) => facts === truth)?.law ?? 'jp.'
  return rulebooks.find(({ id }) => laws.startsWith(`${id}.`))?.jurisdictions ?? []
}

/** Tells whether two courses of answers that differ in the answer to `question` alone lead to different results. */
function matters({ fact, aim, duties }: Question, facts: JsonObject, truth: JsonObject): boolean {
  if (aim !== 'duty') return differ([sampleOf(fact.id), unknown].map((value) => resultOf({ ...facts, [fact.id]: value })))
  const laws = rulebooks.flatMap(({ laws: every }) => every.filter(({ data }) => duties.some(({ id }) => id === data.id)))
  const near = new Set(laws.flatMap(({ conditions }) => conditions.flatMap((condition) => condition.facts)))
  const others = [...compared].filter(([id]) => near.has(id) && id !== fact.id && !Object.hasOwn(facts, id))
  const values = compared.get(fact.id) ?? []
  return completionsOf(others, truth).some((completion) =>
    differ(values.map((value) => verdictsOf({ ...completion, ...facts, [fact.id]: value }))),
  )
}

/** Returns ways to answer what is still open: nothing of it, or "no" to everything, or as in `truth`, each with up to three answers changed. */
function* completionsOf(others: readonly (readonly [string, readonly JsonValue[]])[], truth: JsonObject): Generator<JsonObject> {
  const no = Object.fromEntries(others.map(([id, values]): [string, JsonValue] => [id, lowest(values)]))
  const told = Object.fromEntries(Object.entries(truth).filter(([id, value]) => id in no && value !== unknown))
  const bases = [{}, no, { ...no, ...told }]
  yield* bases
  for (const change of changesOf(others)) for (const base of bases) yield { ...base, ...change }
}

const sampled = new Map<string, readonly JsonObject[]>()

function changesOf(others: readonly (readonly [string, readonly JsonValue[]])[]): readonly JsonObject[] {
  const name = others.map(([id]) => id).join(' ')
  const found =
    sampled.get(name) ??
    fc.sample(
      fc
        .subarray([...others], { maxLength: Math.min(3, others.length) })
        .chain((some) => fc.record(Object.fromEntries(some.map(([id, values]) => [id, fc.constantFrom(...values)])))),
      { numRuns: 300, seed: 1 },
    )
  sampled.set(name, found)
  return found
}

/** Returns "no", the lowest number, or a list of one. */
function lowest(values: readonly JsonValue[]): JsonValue {
  const numbers = values.filter((value) => typeof value === 'number')
  return numbers.length > 0 ? Math.max(0, Math.min(...numbers)) : (values.at(-1) ?? null)
}

function differ(results: readonly string[]): boolean {
  return new Set(results).size > 1
}

function verdictsOf(facts: JsonObject): string {
  const read = readFacts(facts)
  const decisions = bindingRulebooks(read, rulebooks).flatMap((rulebook) => decide(read, rulebook, { now }))
  return decisions.map(({ law, verdict }) => `${law.data.id} ${verdict}`).join('\n')
}

function resultOf(facts: JsonObject): string {
  const { obligations } = assessAll(facts, rulebooks, now)
  return JSON.stringify(obligations.map(({ id, verdict, lane, stages, recipients }) => ({ id, verdict, lane, stages, recipients })))
}

function sampleOf(id: string): JsonValue {
  const field = findFact(id)
  if (field?.type === 'instant') return '2026-11-22T09:30+09:00'
  return id === 'ent.sector' ? ['jp.espa.electricity'] : 'no'
}
