import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, apiErrorOf } from './api-error.ts'
import { errorEntries, errorOf } from './error-entries.ts'

const problem = {
  code: 'ANSWERS_INVALID',
  detail: 'Two answers are wrong',
  requestId: 'r-1',
  errors: [
    { pointer: '/ioc/3/value', code: 'X', detail: 'is no address' },
    { pointer: '/inc.kind', code: 'Y', detail: 'is no kind' },
    { pointer: '/elsewhere', code: 'Z', detail: 'is wrong' },
  ],
}

test('apiErrorOf() keeps the code, the places and the request number of a problem', () => {
  const error = apiErrorOf({ status: 422, retryAfter: null, body: JSON.stringify(problem) })
  assert.equal(error.code, 'ANSWERS_INVALID')
  assert.equal(error.kind, 'refused')
  assert.equal(error.requestId, 'r-1')
  assert.equal(error.places.length, 3)
})

test('apiErrorOf() survives what a proxy may answer', () => {
  for (const body of ['<html>Bad gateway</html>', '', 'null', '[1]', '{"errors":{"a":1},"code":5}', '{"errors":[null,3,{}]}']) {
    const error = apiErrorOf({ status: 502, retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT', body })
    assert.equal(error.code, 'ANSWER_UNREADABLE')
    assert.equal(error.retryAfterSeconds, null)
    assert.equal(error.isTemporary, true)
  }
})

test('apiErrorOf() reads Retry-After in seconds', () => {
  assert.equal(apiErrorOf({ status: 503, retryAfter: ' 7 ', body: '' }).retryAfterSeconds, 7)
})

test('errorEntries() sorts the places into the order of the page and links each to its field', () => {
  const error = apiErrorOf({ status: 422, retryAfter: null, body: JSON.stringify(problem) })
  const entries = errorEntries(error, {
    '/inc.kind': { fieldId: 'kind', label: 'Kind' },
    '/ioc': { fieldId: 'indicators', label: 'Indicators' },
  })
  assert.deepEqual(entries, [
    { fieldId: 'kind', message: 'Kind: is no kind' },
    { fieldId: 'indicators', message: 'Indicators: is no address' },
    { fieldId: null, message: 'is wrong' },
  ])
  assert.equal(errorOf(entries, 'kind'), 'Kind: is no kind')
  assert.equal(errorOf(entries, 'other'), null)
})

test('ApiError tells the kinds of failure apart by status', () => {
  const kinds = [0, 401, 403, 404, 409, 429, 500, 503].map((status) => new ApiError('X', 'x', { status }).kind)
  assert.deepEqual(kinds, ['offline', 'signed-out', 'forbidden', 'absent', 'conflict', 'busy', 'fault', 'busy'])
})
