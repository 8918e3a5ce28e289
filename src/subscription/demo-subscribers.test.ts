import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { clearances } from '#identity/actor.ts'
import { DemoSubscriber, demoSubscribers } from './demo-subscribers.ts'

test('demoSubscribers have the shape that their type says, and are 20', () => {
  assert.deepEqual(Value.Errors(Type.Array(DemoSubscriber), demoSubscribers), [])
  assert.equal(demoSubscribers.length, 20)
})

test('demoSubscribers cover every clearance and share no id', () => {
  assert.deepEqual(new Set(demoSubscribers.map((subscriber) => subscriber.clearance)), new Set(clearances))
  const ids = demoSubscribers.flatMap((subscriber) => [subscriber.id, ...subscriber.people.map((person) => person.id)])
  assert.equal(new Set(ids).size, ids.length)
})

test('demoSubscribers each have a person with the role of subscriber and no other', () => {
  for (const subscriber of demoSubscribers) {
    assert.ok(subscriber.people.length >= 1)
    for (const person of subscriber.people) assert.deepEqual(person.roles, ['subscriber'])
  }
})
