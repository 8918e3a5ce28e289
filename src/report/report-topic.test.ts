import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coreFields, knownFacts, reportStages, requiredFields } from '#rulebook/core-field.ts'
import { isFromRegistry, topicOf, topicsAt } from './report-topic.ts'

const nothing = { known: knownFacts({}), decisive: new Set<string>() }

test('topicsAt() leads a first report through sixteen questions, then indicators and contacts', () => {
  const path = topicsAt('initial', nothing).filter(({ isOnPath }) => isOnPath)
  assert.equal(path.length, 18)
  assert.deepEqual(
    path.slice(0, 16).map(({ fields }) => fields[0]?.question),
    Array.from({ length: 16 }, (_, index) => index + 1),
  )
  assert.deepEqual(
    path.slice(16).map(({ id }) => id),
    ['indicators', 'contact'],
  )
})

test('topicsAt() leads past every field that a stage requires, and asks none that the registry answers', () => {
  for (const stage of reportStages) {
    const path = topicsAt(stage, nothing).filter(({ isOnPath }) => isOnPath)
    const asked = new Set(path.flatMap(({ fields }) => fields.map(({ id }) => id)))
    const missed = requiredFields(stage, nothing.known).filter((field) => !isFromRegistry(field) && !asked.has(field.id))
    assert.deepEqual(missed, [], stage)
    assert.ok(!asked.has('ent.name'))
  }
})

test('topicsAt() asks for what a condition has not ruled out', () => {
  const ids = (kind: string) => topicsAt('initial', { ...nothing, known: knownFacts({ 'inc.kind': kind }) }).map(({ id }) => id)
  assert.ok(ids('ransomware').includes('ransomware'))
  assert.ok(!ids('ransomware').includes('ddos'))
  assert.ok(ids('unknown').includes('ransomware'), 'what is not known yet is not ruled out')
})

test('topicsAt() asks whether a designated computer is used only where the law hangs on it', () => {
  const asked = (decisive: ReadonlySet<string>) =>
    topicsAt('initial', { ...nothing, decisive }).flatMap(({ id, fields }) => fields.map((field) => `${id} ${field.id}`))
  assert.ok(!asked(new Set()).some((name) => name.endsWith('ent.uses_designated_asset')))
  assert.ok(asked(new Set(['ent.uses_designated_asset'])).includes('systems ent.uses_designated_asset'))
})

test('topicsAt() asks nothing of a withdrawal but why', () => {
  assert.deepEqual(
    topicsAt('withdrawal', nothing).map(({ id, fields }) => [id, fields.map((field) => field.id)]),
    [['other', ['oth']]],
  )
})

test('topicOf() finds a page for every field, and only the last remark under "other"', () => {
  const other = coreFields.filter((field) => topicOf(field) === 'other').map(({ id }) => id)
  assert.deepEqual(other, ['oth'])
})
