import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failureText } from './delivery-failure-text.ts'

test('failureText() says a known failure in words with its code, and an unknown one by its code', () => {
  assert.deepEqual(failureText('HTTP_503'), { ja: 'HTTP 503の応答', en: 'answered HTTP 503' })
  assert.match(failureText('TIMEOUT').ja, /^10秒以内に応答がない：TIMEOUT$/)
  assert.deepEqual(failureText('EAUTH-535'), { ja: 'EAUTH-535', en: 'EAUTH-535' })
})
