import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { JsonObject } from '#base/canonical-json.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import { identifiersOf } from '#operator/operator-identifiers.ts'
import type { OwnOperator, PreparedReport } from '#report/prepare-report.ts'
import { collectDenyTerms } from '#report/deny-terms.ts'
import { splitAnswers } from '#rulebook/core-field.ts'
import { judged } from '../../test/support/judging.ts'
import { expectedAgreement, type CurrentAgreement } from './agreement/expected-agreement.ts'
import { compareRelease, type ComparedValue } from './compare-release.ts'
import type { Agreed } from './gate/under-agreement.ts'
import { expectWarning, type ExpectedJudgement } from './expect-warning.ts'

const [operator] = demoOperators
assert.ok(operator !== undefined)
const own: OwnOperator = {
  corporateNumber: operator.corporateNumber,
  name: operator.names.ja,
  sectors: operator.sectors,
  designations: operator.designations,
  identifiers: identifiersOf(operator),
}
const sampleAgreement = {
  agreementId: '6b5f0a52-4a5c-4f0e-9d07-6d0f2d2d8f10',
  agreedAt: '2026-11-01T00:00:00.000Z',
  until: '2027-05-01T00:00:00.000Z',
  signer: '',
  signature: '',
}
const now = Temporal.Instant.from('2026-11-22T14:59:59Z')
const agreed: JsonObject = { 'share.consent': 'yes', 'share.tlp': 'green', 'share.pap': 'green', 'inc.certainty': 'confirmed' }

function prepared(answers: JsonObject, letPass: readonly string[] = []): PreparedReport {
  const parts = splitAnswers({ ...agreed, 'inc.kind': 'ransomware', ...answers })
  return {
    ...parts,
    denyTerms: collectDenyTerms(parts),
    draft: { answers, stage: 'initial', reportId: randomUUID(), incidentId: randomUUID(), previousReportId: null, letPass },
    rulebook: { id: 'jp', version: '2026.11.22' },
    recipients: [],
  }
}

function expected(report: PreparedReport, by: OwnOperator = own, agreedBefore: Agreed | null = null): ExpectedJudgement {
  const work = expectWarning(report, { operator: by, agreed: agreedBefore, now, newId: () => randomUUID() })
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

function compared(answers: JsonObject): readonly ComparedValue[] {
  const report = prepared(answers)
  const judgement = expected(report)
  return compareRelease(report.shareable, {
    content: judgement.verdict === 'nothing' ? null : judgement.content,
    reasons: judgement.reasons,
  })
}

const fates = (rows: readonly ComparedValue[]) => rows.map(({ pointer, fate }) => `${pointer} ${fate}`)

const ioc = [
  { type: 'domain', value: 'update-check.attacker.test', role: 'destination' },
  { type: 'email', value: 'sender@attacker.test', role: 'sender' },
  { type: 'domain', value: operator.domains[0] ?? '', role: 'destination' },
  { type: 'ipv4', value: '8.8.8.8', role: 'destination' },
]

test('expectWarning() says what the gate says, of everything but other operators', () => {
  const report = prepared({ ioc: ioc.slice(0, 2), 'tec.ttp': ['T1486'], 'tec.vector': ['phishing'] })
  const ours = expected(report)
  const gates = judged(report.shareable, report.handling)
  assert.equal(ours.verdict, 'release')
  assert.equal(ours.verdict, gates.verdict)
  assert.deepEqual(ours.reasons, gates.reasons)
})

test('expectWarning() shows what goes out under an agreement where the report itself says nothing, and only what it covers', () => {
  const report = prepared({ 'share.consent': 'unknown', 'share.tlp': 'unknown', ioc: ioc.slice(0, 1), 'tec.ttp': ['T1486'] })
  assert.equal(expected(report).verdict, 'hold')
  const current: CurrentAgreement = { agreement: { ...sampleAgreement, facts: ['kind', 'techniques'], tlp: 'amber' }, isInForce: true }
  const ground = { rulebooks: [], sectors: own.sectors, now }
  const ours = expected(report, own, expectedAgreement(current, ground))
  assert.equal(ours.verdict, 'release')
  assert.deepEqual([ours.content?.tlp, ours.content?.techniques, ours.content?.indicators], ['amber', ['T1486'], []])
  assert.equal(expected(report, own, expectedAgreement({ ...current, isInForce: false }, ground)).verdict, 'hold')
  const refused = prepared({ 'share.consent': 'no', 'tec.ttp': ['T1486'] })
  assert.notEqual(expected(refused, own, expectedAgreement(current, ground)).verdict, 'release')
})

test('expectWarning() never lets out more than the gate of all operators, for a report that names any one of them', () => {
  for (const other of demoOperators) {
    const report = prepared({
      ioc: [{ type: 'domain', value: `login.${other.domains[0] ?? ''}`, role: 'destination' }],
      'tec.ttp': ['T1486'],
    })
    assert.equal(judged(report.shareable, report.handling).verdict, 'hold', other.names.ja)
    const ours = expected(report)
    if (other === operator) assert.equal(ours.verdict, 'hold')
  }
})

test('expectWarning() holds what names the own operator also where only its name and number are known', () => {
  const { identifiers: _, ...bare } = own
  const report = prepared({
    'tec.ttp': ['T1486'],
    ioc: [{ type: 'domain', value: `${operator.corporateNumber}.attacker.test`, role: 'destination' }],
  })
  assert.equal(expected(report, bare).verdict, 'hold')
})

test('expectWarning() looks for words found in the sealed answers, and no longer once the filer lets them pass', () => {
  const answers: JsonObject = {
    'inc.summary': '復号できない端末は HIMAWARI-SV01 である。',
    'tec.ttp': ['T1486'],
    ioc: [{ type: 'domain', value: 'himawari-sv01.attacker.test', role: 'destination' }],
  }
  const report = prepared(answers)
  assert.deepEqual(
    report.denyTerms.map(({ term }) => term),
    ['HIMAWARI-SV01'],
  )
  const held = expected(report)
  assert.equal(held.verdict, 'hold')
  assert.ok(held.reasons.some(({ code }) => code === 'denied-word'))
  assert.equal(expected(prepared(answers, ['HIMAWARI-SV01'])).verdict, 'release')
})

test('compareRelease() sets every value typed beside what others see of it, with the reason', () => {
  const rows = compared({ ioc, 'tec.ttp': ['T1486'], 'tec.vector': ['phishing', 'insider'], 'ran.ext': ['.locked'], 'ast.type': ['it'] })
  assert.deepEqual(fates(rows), [
    '/inc.kind out',
    '/ast.type out',
    '/ioc/0 out',
    '/ioc/1 less',
    '/ioc/2 not',
    '/ioc/3 not',
    '/tec.vector less',
    '/tec.ttp out',
    '/ran.ext less',
  ])
  const byPointer = new Map(rows.map((row) => [row.pointer, row]))
  assert.deepEqual(byPointer.get('/ioc/2')?.because, ['operator-named'])
  assert.deepEqual(byPointer.get('/ioc/3')?.because, ['known-good'])
  assert.deepEqual(byPointer.get('/tec.vector')?.seen, [{ kind: 'answer', value: ['phishing'] }])
  assert.ok(byPointer.get('/ioc/1')?.seen.some((form) => form.kind === 'indicator' && form.value === 'attacker.test'))
})

test('compareRelease() shows that nothing goes out where the filer does not agree, marks TLP:RED or reports a false alarm', () => {
  for (const terms of [{ 'share.consent': 'no' }, { 'share.tlp': 'red' }, { 'inc.certainty': 'false-alarm' }])
    assert.ok(compared({ ioc, 'tec.ttp': ['T1486'], ...terms }).every(({ fate }) => fate === 'not'))
})
