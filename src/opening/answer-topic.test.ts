import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coreFields } from '#rulebook/core-field.ts'
import { answersByTopic, answerTopic } from './answer-topic.ts'

test('answerTopic() finds a place for every field of the common core', () => {
  const homeless = coreFields.filter(({ id }) => id !== 'oth' && answerTopic(id) === 'other')
  assert.deepEqual(
    homeless.map(({ id }) => id),
    [],
  )
})

test('answerTopic() takes a whole id before its first part', () => {
  assert.equal(answerTopic('t.next'), 'response')
  assert.equal(answerTopic('t.aware'), 'incident')
  assert.equal(answerTopic('oth.notified'), 'response')
})

test('answersByTopic() keeps every answer, strange ones last and without a field', () => {
  const groups = answersByTopic({ 'evil.field': '<b>', 'inc.summary': 'x', 'ent.name': 'y' })
  assert.deepEqual(
    groups.map(({ topic, answers }) => [topic, answers.map(({ id, field }) => [id, field === null])]),
    [
      ['reporter', [['ent.name', false]]],
      ['incident', [['inc.summary', false]]],
      ['other', [['evil.field', true]]],
    ],
  )
})
