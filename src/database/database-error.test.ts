import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DatabaseError, describeCause, isDatabaseAway } from './database-error.ts'

function withCode(code: string, message = ''): Error {
  return Object.assign(new Error(message), { code })
}

test('isDatabaseAway() knows a database that is gone, starting, stopping or full of callers', () => {
  for (const code of ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03', '53300', '08006', '25006'])
    assert.equal(isDatabaseAway(withCode(code)), true, code)
  for (const message of ['Connection terminated unexpectedly', 'timeout exceeded when trying to connect'])
    assert.equal(isDatabaseAway(new Error(message)), true, message)
  assert.equal(isDatabaseAway(new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')])), true)
})

test('isDatabaseAway() does not excuse what the database refused', () => {
  for (const code of ['23505', '23503', '42P01', '22P02', '40P01', '']) assert.equal(isDatabaseAway(withCode(code)), false, code)
  for (const other of [null, undefined, 'ECONNREFUSED', new TypeError('x'), { code: 'ECONNREFUSED' }])
    assert.equal(isDatabaseAway(other), false)
})

test('describeCause() says the first of several failures', () => {
  assert.equal(describeCause(new AggregateError([new Error('first'), new Error('second')])), 'first')
  assert.equal(describeCause('words'), 'words')
})

test('DatabaseError carries its code and its cause', () => {
  const cause = new Error('why')
  const error = new DatabaseError('DATABASE_IN_USE', 'Cannot start', { cause })
  assert.deepEqual([error.code, error.name, error.cause], ['DATABASE_IN_USE', 'DatabaseError', cause])
})
