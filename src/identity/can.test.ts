import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roles, type Actor, type Role } from './actor.ts'
import { actions, can, isAction, type Action } from './can.ts'

function somebody(held: readonly Role[], scopes: readonly string[] | null = null): Actor {
  const name = { ja: '架空', en: 'Fictional' }
  const organisation = { organisationId: 'o', organisationKind: 'operator', organisationName: name } as const
  return { kind: 'person', personId: 'p', personName: name, ...organisation, roles: held, clearance: 'clear', scopes }
}

const anonymous: Actor = { kind: 'anonymous' }
const own = { own: true, received: false }
const received = { own: false, received: true }
const foreign = { own: false, received: false }
const acts = [...actions].filter(isAction)

function allowed(actor: Actor, standing?: typeof own): readonly Action[] {
  return acts.filter((act) => can(actor, act, standing))
}

test('can() lets nobody known do only what anybody may', () => {
  const anybody = allowed(anonymous)
  for (const act of ['report.file', 'report.read', 'incident.read', 'opening.create', 'opening.read', 'gate.read', 'key.read'] as const)
    assert.ok(!anybody.includes(act), act)
  for (const role of roles) for (const act of anybody) assert.ok(can(somebody([role]), act, foreign), `${role} ${act}`)
})

test('can() lets a role on foreign objects do nothing about reports', () => {
  for (const role of roles)
    for (const act of acts.filter((one) => /^(?:report|incident|opening)\./.test(one)))
      assert.equal(can(somebody([role]), act, foreign), false, `${role} ${act}`)
})

test('can() keeps the two sides apart: who files does not open, and who opens does not file', () => {
  assert.deepEqual(
    roles.filter((role) => can(somebody([role]), 'report.file', own)),
    ['filer'],
  )
  assert.deepEqual(
    roles.filter((role) => can(somebody([role]), 'opening.create', received)),
    ['officer'],
  )
  assert.equal(can(somebody(['officer']), 'report.read', own), false)
  assert.equal(can(somebody(['filer']), 'report.read', received), false)
  assert.equal(can(somebody(['filer']), 'opening.create', own), false)
})

test('can() without an object tells whether there is any on which the actor might act', () => {
  for (const role of roles)
    for (const act of acts)
      assert.equal(
        can(somebody([role]), act),
        [own, received, foreign].some((standing) => can(somebody([role]), act, standing)),
        `${role} ${act}`,
      )
})

test('can() narrows a token to its scopes and never widens the roles by them', () => {
  for (const act of acts) assert.equal(can(somebody(['filer'], []), act, own), false, act)
  assert.deepEqual(allowed(somebody(['filer'], ['report.file']), own), ['report.file'])
  assert.deepEqual(allowed(somebody(['viewer'], ['report.file', 'gate.read']), own), [])
})

test('isAction() takes the rows of the table alone', () => {
  for (const text of ['', 'report', 'toString', '__proto__', 'constructor', 'report.file ']) assert.equal(isAction(text), false, text)
})
