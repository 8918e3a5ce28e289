import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { JsonValue } from '#base/canonical-json.ts'
import { languages } from '#base/language.ts'
import type { CoreField, ReportPart } from './core-field-schema.ts'
import { checkAnswers, coreField, coreFields, isAsked, knownFacts, reportStages, requiredFields, splitAnswers } from './core-field.ts'

function problemsOf(input: JsonValue): string[] {
  const checked = checkAnswers(input, 'initial')
  return checked.ok ? [] : checked.problems.map((problem) => `${problem.code} ${problem.pointer}`)
}

function accepted(input: Record<string, JsonValue>): Record<string, JsonValue> {
  const checked = checkAnswers(input, 'initial')
  assert.ok(checked.ok, JSON.stringify(checked))
  return { ...checked.answers }
}

function partsOf(...ids: string[]): string[] {
  return ids.map((id) => coreField(id)?.parts.join('+') ?? 'none')
}

test('the common core asks sixteen questions first, at least ten of them answered by one tap', () => {
  const questions = Map.groupBy(
    coreFields.filter((field) => field.question !== undefined),
    (field) => field.question,
  )
  assert.deepEqual(
    [...questions.keys()],
    Array.from({ length: 16 }, (_, index) => index + 1),
  )
  const oneTap = [...questions.values()].filter(([first]) => ['code', 'yes-no', 'codes'].includes(first?.type ?? ''))
  assert.ok(oneTap.length >= 10)
})

test('the common core has every text in both languages', () => {
  for (const field of coreFields) {
    for (const language of languages) {
      assert.notEqual(field.label[language], '', field.id)
      if (field.hint !== undefined) assert.notEqual(field.hint[language], '', field.id)
    }
    assert.match(field.label.ja, /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u, field.id)
    assert.doesNotMatch(field.label.en, /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u, field.id)
  }
})

test('the common core puts each field into one part; the kind of incident alone goes into two', () => {
  const twice = coreFields.filter((field) => field.parts.length > 1).map((field) => field.id)
  assert.deepEqual(twice, ['inc.kind'])
  assert.deepEqual(partsOf('ent.name', 'ent.sector', 'inc.summary', 'ast', 'share.do_not_name', 'ran.note'), Array(6).fill('sealed'))
  assert.deepEqual(partsOf('ioc', 'tec.ttp', 'spread', 'ast.type', 'ddos.gbps'), Array(5).fill('shareable'))
  assert.deepEqual(partsOf('t.aware', 'pd.suspected', 'imp.safety', 'share.tlp', 'inc.status'), Array(5).fill('handling'))
})

test('the common core lets no free text of the filer out of the sealed part but names of products, malware and file extensions', () => {
  const open = coreFields.filter((field) => ['text', 'texts'].includes(field.type) && !field.parts.includes('sealed'))
  assert.deepEqual(
    open.map((field) => field.id),
    ['tec.malware', 'ran.ext', 'chain.product'],
  )
})

test('checkAnswers() accepts unknown for every field at every stage', () => {
  const everything = Object.fromEntries(coreFields.map((field) => [field.id, 'unknown']))
  for (const stage of reportStages) {
    assert.deepEqual(checkAnswers(everything, stage), { ok: true, answers: everything, missing: [] })
  }
})

test('checkAnswers() never refuses an answer that is missing, but names it', () => {
  const checked = checkAnswers({ 'inc.kind': 'ddos' }, 'initial')
  assert.ok(checked.ok)
  assert.ok(checked.missing.includes('t.aware'))
  assert.ok(!checked.missing.includes('inc.kind'))
  assert.ok(!checked.missing.includes('ddos.class'))
  const update = checkAnswers({}, 'update')
  assert.ok(update.ok)
  assert.deepEqual(update.missing, [])
})

test('checkAnswers() gives numbers, codes and instants their one normal form and leaves names and texts alone', () => {
  assert.deepEqual(
    accepted({
      'inc.kind': 'ｄｄｏｓ',
      'imp.users': '１，２００',
      't.aware': '２０２６-11-22Ｔ09:30＋09:00',
      'ent.id': '１２３４５６７８９０１２３',
      'ent.name': '㈱狼煙１２３',
      'inc.summary': '第①工場で停止',
      'tec.ttp': ['ｔ１４８６', 't1566.001'],
      'tec.vuln': [{ cve: 'cve-2024-12345', product: 'ＶＰＮ' }],
      ctc: [{ name: '髙橋', phone: '＋81 (3) 1234-5678' }],
    }),
    {
      'inc.kind': 'ddos',
      'imp.users': 1200,
      't.aware': '2026-11-22T09:30+09:00',
      'ent.id': '1234567890123',
      'ent.name': '㈱狼煙１２３',
      'inc.summary': '第①工場で停止',
      'tec.ttp': ['T1486', 'T1566.001'],
      'tec.vuln': [{ cve: 'CVE-2024-12345', product: 'ＶＰＮ' }],
      ctc: [{ name: '髙橋', phone: '+81312345678' }],
    },
  )
})

test('checkAnswers() is done after one pass: its answers are in normal form', () => {
  const once = accepted({
    'imp.users': '３',
    't.aware': '2026-11-22T09:30+09:00',
    'inc.kind': 'other',
    ioc: [{ type: 'domain', value: 'evil.example' }],
  })
  assert.deepEqual(accepted(once), once)
})

const refused: [string, JsonValue, string[]][] = [
  ['a list instead of answers', [], ['ANSWERS_NOT_OBJECT ']],
  ['a field that does not exist', { 'inc.knid': 'ddos' }, ['FIELD_UNKNOWN /inc.knid']],
  [
    'a field named like a prototype',
    JSON.parse('{"__proto__": 1, "constructor": 2}') as JsonValue,
    ['FIELD_UNKNOWN /__proto__', 'FIELD_UNKNOWN /constructor'],
  ],
  ['a slash in a field name', { 'a/b~': 1 }, ['FIELD_UNKNOWN /a~1b~0']],
  ['null', { 'inc.kind': null }, ['ANSWER_TYPE /inc.kind']],
  ['a code that is not listed', { 'inc.kind': 'virus' }, ['ANSWER_CODE /inc.kind']],
  ['true for yes', { 'pd.suspected': true }, ['ANSWER_CODE /pd.suspected']],
  ['an empty text', { 'inc.summary': ' 　' }, ['ANSWER_EMPTY /inc.summary']],
  ['a text of 401 characters', { 'inc.summary': '字'.repeat(401) }, ['ANSWER_TOO_LONG /inc.summary']],
  ['a control character', { 'inc.summary': 'a\u0000b' }, ['ANSWER_CHARACTERS /inc.summary']],
  ['half a surrogate pair', { 'inc.summary': '\ud800' }, ['ANSWER_CHARACTERS /inc.summary']],
  ['an instant without offset', { 't.aware': '2026-11-22T09:30' }, ['ANSWER_INSTANT /t.aware']],
  ['an instant of the year 0', { 't.aware': '0001-01-01T00:00:00+00:01' }, ['ANSWER_INSTANT /t.aware']],
  ['an instant after the year 9999', { 't.aware': '9999-12-31T23:59:59-00:01' }, ['ANSWER_INSTANT /t.aware']],
  ['an instant with a zone in brackets', { 't.aware': '2026-11-22T09:30+09:00[Asia/Tokyo]' }, ['ANSWER_INSTANT /t.aware']],
  ['30 February', { 't.aware': '2026-02-30T09:30+09:00' }, ['ANSWER_INSTANT /t.aware']],
  ['a negative number of users', { 'imp.users': -1 }, ['ANSWER_RANGE /imp.users']],
  ['half a user', { 'imp.users': 1.5 }, ['ANSWER_TYPE /imp.users']],
  ['a number in words', { 'imp.users': 'many' }, ['ANSWER_TYPE /imp.users']],
  ['a negative duration', { 'imp.downtime': '-PT1H' }, ['ANSWER_DURATION /imp.downtime']],
  ['a code twice', { 'act.taken': ['block', 'block'] }, ['ANSWER_REPEATED /act.taken/1']],
  ['none together with something', { 'act.taken': ['none', 'block'] }, ['ANSWER_EXCLUSIVE /act.taken']],
  ['an empty list where it does not mean none', { 'act.taken': [] }, ['ANSWER_EMPTY /act.taken']],
  ['unknown inside a list', { 'act.taken': ['unknown'] }, ['ANSWER_TYPE /act.taken/0']],
  ['a technique that has no such form', { 'tec.ttp': ['T1486', 'evil'] }, ['ANSWER_PATTERN /tec.ttp/1']],
  ['an indicator without value', { ioc: [{ type: 'domain' }] }, ['ITEM_MISSING /ioc/0/value']],
  ['an indicator of unknown type', { ioc: [{ type: 'unknown', value: 'x' }] }, ['ITEM_MISSING /ioc/0/type']],
  ['an indicator with a stray key', { ioc: [{ type: 'domain', value: 'x', victim: 'me' }] }, ['ITEM_UNKNOWN /ioc/0/victim']],
  ['an empty record', { ctc: [{}] }, ['ANSWER_EMPTY /ctc/0']],
  ['a text instead of a record', { ctc: ['me'] }, ['ANSWER_TYPE /ctc/0']],
]

for (const [what, input, problems] of refused) {
  test(`checkAnswers() refuses ${what}`, () => {
    assert.deepEqual(problemsOf(input), problems)
  })
}

test('checkAnswers() counts characters, not UTF-16 units', () => {
  assert.deepEqual(problemsOf({ 'inc.summary': '𠮷'.repeat(400) }), [])
  assert.deepEqual(problemsOf({ 'inc.summary': '𠮷'.repeat(401) }), ['ANSWER_TOO_LONG /inc.summary'])
})

test('checkAnswers() takes an empty list for none where the field says so', () => {
  assert.deepEqual(problemsOf({ 'ent.designations': [], ioc: [], 'oth.notified': [] }), [])
})

test('checkAnswers() says in both languages what would be right', () => {
  const checked = checkAnswers({ 'inc.kind': 'virus', 'tec.ttp': ['x'] }, 'initial')
  assert.ok(!checked.ok)
  assert.deepEqual(
    checked.problems.map((problem) => problem.message),
    [
      { ja: '選択肢（ddos, ransomware, other）から選んでください。', en: 'Choose one of: ddos, ransomware, other.' },
      { ja: '形式が正しくありません（例：T1486）。', en: 'This does not have the expected form (for example T1486).' },
    ],
  )
})

test('checkAnswers() answers any JSON with answers or problems', () => {
  const ids = fc.oneof(fc.constantFrom(...coreFields.map((field) => field.id)), fc.string({ maxLength: 12 }))
  fc.assert(
    fc.property(fc.dictionary(ids, fc.jsonValue({ maxDepth: 3 })), fc.constantFrom(...reportStages), (input, stage) => {
      const checked = checkAnswers(input as JsonValue, stage)
      if (checked.ok) assert.deepEqual(checkAnswers(checked.answers, stage), checked)
      else assert.ok(checked.problems.length > 0)
    }),
    { numRuns: 1000 },
  )
})

test('requiredFields() asks for what belongs to the kind of incident, and not before the kind is known', () => {
  const ids = (facts: Record<string, JsonValue>): Set<string> =>
    new Set(requiredFields('detailed', knownFacts(facts)).map((field) => field.id))
  assert.ok(ids({ 'inc.kind': 'ddos' }).has('ddos.class'))
  assert.ok(!ids({ 'inc.kind': 'ransomware' }).has('ddos.class'))
  assert.ok(!ids({ 'inc.kind': 'unknown' }).has('ddos.class'))
  assert.ok(ids({ 'pd.suspected': 'yes' }).has('pd.detail.persons'))
  assert.ok(!ids({ 'pd.suspected': 'no' }).has('pd.detail.persons'))
})

test('isAsked() leaves a field on the form until a condition rules it out', () => {
  const field = coreField('ddos.class')
  assert.ok(field)
  assert.equal(isAsked(field, knownFacts({})), true)
  assert.equal(isAsked(field, knownFacts({ 'inc.kind': 'ddos' })), true)
  assert.equal(isAsked(field, knownFacts({ 'inc.kind': 'other' })), false)
})

function anyAnswer(field: CoreField): fc.Arbitrary<JsonValue> {
  return field.type === 'code' ? fc.constantFrom('unknown', ...field.options.map((option) => option.code)) : fc.constant('unknown')
}

const someAnswers = fc
  .array(fc.constantFrom(...coreFields).chain((field) => anyAnswer(field).map((value): [string, JsonValue] => [field.id, value])))
  .map((entries) => Object.fromEntries(entries))

test('splitAnswers() loses nothing, adds nothing and mixes nothing', () => {
  fc.assert(
    fc.property(someAnswers, (answers) => {
      const parts = splitAnswers(answers)
      assert.deepEqual({ ...parts.shareable, ...parts.handling, ...parts.sealed }, answers)
      for (const part of ['shareable', 'handling', 'sealed'] satisfies ReportPart[]) {
        for (const id of Object.keys(parts[part])) assert.ok(coreField(id)?.parts.includes(part), `${id} in ${part}`)
      }
    }),
  )
})

test('splitAnswers() puts the kind of incident into the shareable and the handling part', () => {
  assert.deepEqual(splitAnswers({ 'inc.kind': 'ddos', 'ent.name': '狼煙電力', spread: 'yes' }), {
    shareable: { 'inc.kind': 'ddos', spread: 'yes' },
    handling: { 'inc.kind': 'ddos' },
    sealed: { 'ent.name': '狼煙電力' },
  })
})

test('splitAnswers() refuses a field that the table does not have rather than guess its part', () => {
  assert.throws(() => splitAnswers({ 'ent.nmae': 'x' }), { code: 'FACT_UNKNOWN', message: /ent\.nmae/u })
})
