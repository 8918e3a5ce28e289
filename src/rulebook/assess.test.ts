import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonObject } from '#base/json-object.ts'
import { languages, type LocalText } from '#base/language.ts'
import vectors from '../../test/vectors/assess-japan.json' with { type: 'json' }
import { assess } from './assess.ts'
import type { AssessedObligation, Assessment } from './assessment.ts'
import { coreFields } from './core-field.ts'
import { japaneseAct } from '../../test/support/japanese-act.ts'
import cceaArticle5 from './jp/ccea-article-5.json' with { type: 'json' }
import head from './jp/rulebook.json' with { type: 'json' }
import sectors from './jp/sectors.json' with { type: 'json' }
import { loadRulebook } from './load-rulebook.ts'

const japan = japaneseAct()
const now = Temporal.Instant.from('2026-11-22T03:00:00Z')

const everythingDue = {
  'ent.designations': ['jp.special-infrastructure-operator'],
  'ent.sector': ['jp.espa.electricity'],
  'mal.suspected': 'yes',
  'ast.designated': 'yes',
  'inc.certainty': 'confirmed',
  'inc.kind': 'ransomware',
  't.aware': '2026-11-22T09:30+09:00',
}

function only(assessment: Assessment): AssessedObligation {
  const [obligation, ...rest] = assessment.obligations
  assert.ok(obligation)
  assert.equal(rest.length, 0)
  return obligation
}

for (const { name, facts, now: at, expect } of vectors.cases) {
  test(`assess() agrees with the vector: ${name}`, () => {
    const assessment = assess(facts, japan, Temporal.Instant.from(at))
    const obligation = only(assessment)
    assert.equal(obligation.id, vectors.obligation)
    assert.equal(obligation.verdict, expect.verdict)
    assert.equal(assessment.verdict, expect.verdict)
    assert.deepEqual(
      obligation.missing.map((fact) => fact.field),
      expect.missing,
    )
    assert.deepEqual(
      assessment.missing.map((fact) => fact.field),
      expect.missing,
    )
    const found = {
      because: obligation.reasons.filter((reason) => reason.holds === 'no').map((reason) => reason.id),
      detailedDueAt: obligation.stages.find((stage) => stage.stage === 'detailed')?.dueAt ?? null,
      recipients: obligation.recipients.map((entry) => entry.recipient?.code ?? null),
      forms: obligation.forms.map((form) => form.id),
      ignored: assessment.ignored.map((problem) => problem.pointer),
    }
    for (const [key, value] of Object.entries(expect)) {
      if (key in found) assert.deepEqual(found[key as keyof typeof found], value, key)
    }
  })
}

test('assess() gives the first report no number of hours', () => {
  const [initial] = only(assess(everythingDue, japan, now)).stages
  assert.equal(initial?.stage, 'initial')
  assert.equal(initial.dueAt, null)
  assert.equal(initial.serviceTarget, null)
  assert.deepEqual(initial.limit, { ja: '認知後速やかに', en: 'promptly after becoming aware' })
})

test('assess() shows the target of service that a deployment sets, beside the law and never as its limit', () => {
  const rulebook = japaneseAct({ serviceTargetHours: { 'jp.ccea.art5/initial': 24 } })
  const [initial, detailed] = only(assess(everythingDue, rulebook, now)).stages
  assert.equal(initial?.dueAt, null)
  assert.equal(initial.serviceTarget?.at, '2026-11-23T00:30:00Z')
  assert.equal(detailed?.serviceTarget, null)
})

test('assess() cites clause and source of every reason and marks what nobody has verified', () => {
  const obligation = only(assess(everythingDue, japan, now))
  assert.equal(obligation.verified, false)
  for (const reason of obligation.reasons) {
    assert.equal(reason.clause.register, '507AC0000000042')
    assert.equal(reason.clause.verified, false)
  }
  const detailed = obligation.stages.find((stage) => stage.stage === 'detailed')
  assert.equal(
    detailed?.explanation?.clause?.ja,
    '特別社会基盤事業者による特定侵害事象等の報告等に関する命令（令和8年8府省令第4号） 第4条第2項',
  )
  assert.deepEqual(
    detailed.counting.map((clause) => clause.short.en),
    ['Civil Code', 'Act on Holidays of Administrative Organs'],
  )
})

test('assess() names the fields that a stage requires and nobody has answered; unknown is an answer', () => {
  const missing = (facts: Record<string, JsonValue>, stage: string): string[] =>
    only(assess(facts, japan, now))
      .stages.find((entry) => entry.stage === stage)
      ?.missing.map(({ field }) => field) ?? []
  assert.ok(missing(everythingDue, 'initial').includes('svc.effect'))
  assert.ok(!missing({ ...everythingDue, 'svc.effect': 'unknown' }, 'initial').includes('svc.effect'))
  assert.ok(missing(everythingDue, 'detailed').includes('ran.note'))
  assert.ok(!missing(everythingDue, 'initial').includes('ran.note'))
  assert.ok(!missing({ ...everythingDue, 'inc.kind': 'ddos' }, 'detailed').includes('ran.note'))
  assert.ok(missing({ ...everythingDue, 'inc.kind': 'ddos' }, 'detailed').includes('ddos.class'))
})

test('assess() explains a verdict with the answers that it looked at', () => {
  const [first] = only(assess({ ...everythingDue, 'mal.suspected': 'no' }, japan, now)).reasons
  assert.equal(first?.id, 'malicious-act')
  assert.deepEqual(first.facts, [
    { field: 'mal.suspected', label: { ja: '不正な行為の疑い', en: 'Malicious act suspected' }, answer: { ja: 'いいえ', en: 'No' } },
  ])
  const bound = only(assess(everythingDue, japan, now)).reasons.find((reason) => reason.id === 'special-infrastructure-operator')
  assert.equal(bound?.facts[0]?.answer.ja, '特別社会基盤事業者')
})

function everyText(value: unknown, found: LocalText[] = []): LocalText[] {
  if (typeof value !== 'object' || value === null) return found
  if ('ja' in value && 'en' in value) found.push({ ja: String(value.ja), en: String(value.en) })
  else for (const inner of Object.values(value)) everyText(inner, found)
  return found
}

test('assess() says everything in Japanese and in English', () => {
  for (const facts of [everythingDue, {}, { 'mal.suspected': 'no' }]) {
    const texts = everyText(assess(facts, japan, now))
    assert.ok(texts.length > 5)
    for (const text of texts) {
      for (const language of languages) assert.notEqual(text[language].trim(), '')
      assert.doesNotMatch(text.en, /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u)
      assert.match(text.ja, /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u)
    }
  }
})

test('assess() leaves proposed and repealed law out', () => {
  const withStatus = (status: string): Assessment =>
    assess(everythingDue, loadRulebook({ head, sectors, laws: { 'law.json': { ...cceaArticle5, status } } }), now)
  assert.equal(withStatus('in-force').obligations.length, 1)
  for (const status of ['proposed', 'repealed']) assert.deepEqual(withStatus(status).obligations, [])
})

test('assess() judges an incident by the version in force at its clock event', () => {
  const stages = cceaArticle5.stages.map((stage) =>
    stage.stage === 'detailed' ? { ...stage, limit: { ...stage.limit, amount: 14 } } : stage,
  )
  const laws = {
    'first.json': { ...cceaArticle5, validTo: '2027-04-01' },
    'second.json': { ...cceaArticle5, validFrom: '2027-04-01', stages },
  }
  const rulebook = loadRulebook({ head, sectors, laws })
  const dueAt = (aware: string): string | null | undefined =>
    only(assess({ ...everythingDue, 't.aware': aware }, rulebook, now)).stages.find((stage) => stage.stage === 'detailed')?.dueAt
  assert.equal(dueAt('2027-03-31T23:59+09:00'), '2027-04-30T15:00:00Z')
  assert.equal(dueAt('2027-04-01T00:01+09:00'), '2027-04-15T15:00:00Z')
})

const ids = coreFields.map((field) => field.id)

test('assess() answers any JSON and never throws', () => {
  const nearFacts = fc.dictionary(fc.oneof(fc.constantFrom(...ids), fc.string({ maxLength: 10 })), fc.jsonValue({ maxDepth: 3 }))
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue({ maxDepth: 5 }), nearFacts), (facts) => {
      assert.equal(only(assess(facts as JsonValue, japan, now)).id, 'jp.ccea.art5')
    }),
    { numRuns: 2000 },
  )
})

test('assess() answers instants at the ends of time, and takes one beyond them for unknown', () => {
  const ends = { '0001-01-01T00:00Z': 'not-due', '9999-12-31T23:59Z': 'due' }
  for (const [at, verdict] of Object.entries(ends)) {
    const assessment = assess({ ...everythingDue, 't.aware': at }, japan)
    assert.deepEqual([only(assessment).verdict, assessment.ignored], [verdict, []])
  }
  for (const at of ['0000-01-01T00:00-23:59', '9999-12-31T23:59:59.999999999-23:59']) {
    const { ignored } = assess({ ...everythingDue, 't.aware': at }, japan)
    assert.deepEqual(
      ignored.map(({ field }) => field),
      ['t.aware'],
    )
  }
})

const certainty = fc.constantFrom('suspected', 'confirmed', 'precursor', 'false-alarm')
const yesNo = fc.constantFrom('yes', 'no')
const designations = fc.constantFrom([], ['jp.special-infrastructure-operator'], ['jp.specified-infrastructure-operator'], ['de.kritis'])
const incidents = fc.record({
  'mal.suspected': yesNo,
  'ast.designated': yesNo,
  'inc.certainty': certainty,
  'ent.designations': designations,
  'ent.uses_designated_asset': yesNo,
  'inc.kind': fc.constantFrom('ddos', 'ransomware', 'other'),
  't.aware': fc.constantFrom('2026-11-22T09:30+09:00', '2026-09-22T09:30+09:00'),
})

test('assess() never turns due into may be due when a fact becomes known, nor takes back any other verdict', () => {
  const keeps = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 })
  fc.assert(
    fc.property(incidents, keeps, keeps, (incident, keep, more) => {
      const entries = Object.entries(incident)
      const early = Object.fromEntries(entries.filter((_, index) => keep[index] === true))
      const later = Object.fromEntries(entries.filter((_, index) => keep[index] === true || more[index] === true))
      const before = assess(early, japan, now).verdict
      const after = assess(later, japan, now).verdict
      assert.ok(!(before !== 'may-be-due' && after === 'may-be-due'), `${before} became ${after}`)
      // Only awareness before the law began may turn a duty away.
      if (before === 'due' && incident['t.aware'].startsWith('2026-11')) assert.equal(after, 'due')
      assert.equal(assess(incident, japan, now).verdict === 'may-be-due', false)
    }),
    { numRuns: 1000 },
  )
})

test('assess() names a most decisive fact that can settle the matter', () => {
  fc.assert(
    fc.property(incidents, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), (incident, keep) => {
      const early = Object.fromEntries(Object.entries(incident).filter((_, index) => keep[index] === true))
      const { verdict, missing } = assess(early, japan, now)
      assert.equal(missing.length > 0, verdict === 'may-be-due')
      const shares = missing.map((fact) => fact.decides)
      assert.deepEqual(
        shares,
        shares.toSorted((left, right) => right - left),
      )
      assert.ok(missing.every((fact) => !Object.hasOwn(early, fact.field)))
    }),
  )
})

test('assess() does not depend on when it is asked once awareness is known', () => {
  const early = assess(everythingDue, japan, Temporal.Instant.from('2026-11-22T03:00:00Z'))
  const late = assess(everythingDue, japan, Temporal.Instant.from('2031-01-01T00:00:00Z'))
  assert.deepEqual(late, early)
})

test('assess() gives plain JSON', () => {
  const assessment = assess(everythingDue, japan, now)
  const copy = JSON.parse(JSON.stringify(assessment)) as JsonValue
  assert.ok(isJsonObject(copy))
  assert.deepEqual(copy, assessment)
})
