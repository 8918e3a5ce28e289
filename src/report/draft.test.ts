import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { JsonValue } from '#base/canonical-json.ts'
import type { CoreField, RecordItem } from '#rulebook/core-field-schema.ts'
import { checkAnswers, coreField, coreFields } from '#rulebook/core-field.ts'
import { emptyEntry, emptyRecord, entryOf, type Entry } from './draft-entry.ts'
import { countAnswers, entriesOf, firstDraft, followUpDraft, isTouched, readDraft, withEntry, withUnknown } from './draft.ts'
import { readEntry } from './read-entry.ts'

const draft = firstDraft({ reportId: 'report', incidentId: 'incident' })

function field(id: string): CoreField {
  const found = coreField(id)
  assert.ok(found !== null, id)
  return found
}

function entered(id: string, typed: Entry['typed']): ReturnType<typeof withEntry> {
  return withEntry(draft, id, { mark: null, typed })
}

test('an untouched draft answers nothing: no fact is assumed', () => {
  const { answers, problems } = readDraft(draft)
  assert.deepEqual(answers, {})
  assert.deepEqual(problems, [])
  for (const one of coreFields) assert.equal(readEntry(one, emptyEntry(one)).state, 'empty', one.id)
})

test('readDraft() names what a first report requires and the registry does not answer, in the order of the form', () => {
  const missing = readDraft(draft).missing.map(({ id }) => id)
  assert.deepEqual(missing.slice(0, 2), ['ent.reporter', 'ctc'])
  assert.ok(missing.includes('t.aware'))
  assert.ok(!missing.includes('ent.name'))
})

test('withUnknown() answers what is open and leaves what was entered', () => {
  const fields = [field('inc.kind'), field('inc.status')]
  const next = withUnknown(entered('inc.kind', { kind: 'choice', code: 'ddos' }), fields)
  assert.deepEqual(readDraft(next).answers, { 'inc.kind': 'ddos', 'inc.status': 'unknown' })
  assert.deepEqual(countAnswers(readDraft(next).answers, fields), { answered: 2, unknown: 1 })
})

test('readDraft() leaves out what another answer has ruled out, through every step', () => {
  const answers = { 'inc.kind': 'ransomware', 'ran.payment': 'paid', 'ran.payment.amount': 5 }
  const before = { ...draft, entries: entriesOf(answers) }
  assert.deepEqual(readDraft(before).answers, answers)
  const after = withEntry(before, 'inc.kind', { mark: null, typed: { kind: 'choice', code: 'ddos' } })
  assert.deepEqual(readDraft(after).answers, { 'inc.kind': 'ddos' })
})

test('readDraft() gives an instant its offset', () => {
  const parts = { year: '２０２６', month: '11', day: '22', hour: '9', minute: '05', zone: 'Asia/Tokyo' }
  const inJapan = readDraft(entered('t.aware', { kind: 'instant', parts, exact: null }))
  assert.deepEqual(inJapan.answers, { 't.aware': '2026-11-22T09:05+09:00' })
  const inUtc = readDraft(entered('t.aware', { kind: 'instant', parts: { ...parts, zone: 'UTC' }, exact: null }))
  assert.deepEqual(inUtc.answers, { 't.aware': '2026-11-22T09:05+00:00' })
})

test('readDraft() names the control and the part of a date that does not exist', () => {
  const parts = { year: '2026', month: '2', day: '30', hour: '9', minute: '0', zone: 'Asia/Tokyo' }
  const { answers, problems, missing } = readDraft(entered('t.aware', { kind: 'instant', parts, exact: null }))
  assert.deepEqual(answers, {})
  assert.equal(problems.length, 1)
  assert.equal(problems[0]?.controlId, 't.aware')
  assert.equal(problems[0]?.part, 'day')
  assert.match(problems[0]?.message.ja ?? '', /実在する日付/)
  assert.ok(!missing.some(({ id }) => id === 't.aware'), 'what is wrong is not also missing')
})

test('readDraft() names the key of the record that is wrong', () => {
  const contacts = field('ctc')
  assert.ok(contacts.type === 'records')
  const record = { ...emptyRecord(contacts.items), phone: { mark: null, typed: { kind: 'text', text: '12' } } as const }
  const { problems } = readDraft(entered('ctc', { kind: 'records', records: [emptyRecord(contacts.items), record] }))
  assert.deepEqual(
    problems.map(({ controlId }) => controlId),
    ['ctc-1-phone'],
  )
  assert.match(problems[0]?.message.en ?? '', /^Telephone number of entry 2: /)
})

test('readDraft() takes a record in which nothing is entered for no record', () => {
  const systems = field('ast')
  assert.ok(systems.type === 'records')
  assert.deepEqual(readDraft(entered('ast', { kind: 'records', records: [emptyRecord(systems.items)] })).answers, {})
})

test('readDraft() names the line of a value that does not fit', () => {
  const { problems } = readDraft(entered('tec.ttp', { kind: 'lines', text: 'T1486\n\nphishing' }))
  assert.match(problems[0]?.message.ja ?? '', /^2行目：/)
})

test('an empty list is the answer "none" only where it was marked so', () => {
  const none: Entry = { ...emptyEntry(field('ioc')), mark: 'none' }
  assert.deepEqual(readDraft(withEntry(draft, 'ioc', none)).answers, { ioc: [] })
  assert.deepEqual(readDraft(withEntry(draft, 'ioc', emptyEntry(field('ioc')))).answers, {})
})

test('followUpDraft() starts from what the server can read', () => {
  const last = {
    reportId: 'first',
    incidentId: 'incident',
    handling: { 'inc.kind': 'ddos', 't.aware': '2026-11-22T09:05:30+09:00' },
    shareable: { 'inc.kind': 'ddos', spread: 'unknown' },
  }
  const next = followUpDraft(last, { stage: 'update', reportId: 'second' })
  assert.equal(next.previousReportId, 'first')
  assert.deepEqual(readDraft(next).answers, { ...last.shareable, ...last.handling })
  assert.ok(isTouched(next))
  const withdrawal = followUpDraft(last, { stage: 'withdrawal', reportId: 'second' })
  assert.deepEqual(readDraft(withdrawal).answers, last.handling)
})

test('an instant keeps its seconds while nobody changes the fields', () => {
  const aware = field('t.aware')
  const entry = entryOf(aware, '2026-11-22T00:05:30.5Z')
  assert.deepEqual(readEntry(aware, entry), { state: 'read', value: '2026-11-22T00:05:30.5Z' })
  assert.ok(entry.typed.kind === 'instant')
  const changed: Entry = { mark: null, typed: { ...entry.typed, parts: { ...entry.typed.parts, minute: '06' } } }
  assert.deepEqual(readEntry(aware, changed), { state: 'read', value: '2026-11-22T09:06+09:00' })
})

test('readEntry(entryOf(answer)) is the answer, for every field and every answer', () => {
  fc.assert(
    fc.property(answerOfAnyField, ([one, value]) => {
      const checked = checkAnswers({ [one.id]: value }, 'final')
      fc.pre(checked.ok)
      const answer = checked.answers[one.id] ?? null
      assert.deepEqual(readEntry(one, entryOf(one, answer)), { state: 'read', value: answer }, one.id)
    }),
    { numRuns: 400 },
  )
})

const answerOfAnyField = fc
  .constantFrom(...coreFields)
  .chain((one) => valueOf(one).map((value): readonly [CoreField, JsonValue] => [one, value]))

function valueOf(shape: CoreField | RecordItem): fc.Arbitrary<JsonValue> {
  return fc.oneof({ weight: 1, arbitrary: fc.constant('unknown') }, { weight: 6, arbitrary: knownValueOf(shape) })
}

// A list of texts is typed one a line, so a text of it holds no line break and no space around.
const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((text) => `x${text.replaceAll(/\s/g, '_')}x`)
const instants = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())

function knownValueOf(shape: CoreField | RecordItem): fc.Arbitrary<JsonValue> {
  switch (shape.type) {
    case 'code':
      return fc.constantFrom(...shape.options.map(({ code }) => code))
    case 'codes':
      return fc.subarray(
        shape.options.filter(({ exclusive }) => exclusive !== true).map(({ code }) => code),
        { minLength: 1 },
      )
    case 'yes-no':
      return fc.constantFrom('yes', 'no')
    case 'text':
      return fc.string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(shape.maximumLength, 40) })
    case 'texts':
      return fc.uniqueArray(line, { minLength: 1, maxLength: 4 })
    case 'identifier':
      return fc.constant(shape.example ?? '3999901100003')
    case 'identifiers':
      return fc.constant([shape.example ?? ''])
    case 'number':
      return fc.integer({ min: shape.minimum ?? 0, max: Math.min(shape.maximum ?? 1e9, 1e12) })
    case 'instant':
      return instants
    case 'date':
      return instants.map((text) => text.slice(0, 10))
    case 'duration':
      return fc
        .record({ days: fc.nat(400), hours: fc.nat(23), minutes: fc.nat(59), seconds: fc.nat(59) })
        .map((parts) => Temporal.Duration.from(parts).toString())
    case 'records':
      return fc.array(recordOf(shape.items), { minLength: 1, maxLength: 3 })
  }
}

function recordOf(items: readonly RecordItem[]): fc.Arbitrary<JsonValue> {
  const required = items.filter((item) => item.required === true).map(({ key }) => key)
  const values = Object.fromEntries(items.map((item) => [item.key, item.required === true ? knownValueOf(item) : valueOf(item)]))
  return fc.record(values, { requiredKeys: required })
}
