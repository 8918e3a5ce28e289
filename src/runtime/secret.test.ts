import assert from 'node:assert/strict'
import { format, inspect } from 'node:util'
import { test } from 'node:test'
import { Secret } from './secret.ts'

test('a Secret gives its value to who asks for it, and to nothing that prints', () => {
  const secret = new Secret('hunter2')
  assert.equal(secret.reveal(), 'hunter2')
  const printed = [
    String(secret),
    secret.toString(),
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true, depth: 9 }),
    format('%s %o %O %j', secret, secret, secret, secret),
    new Error(String(secret)).stack ?? '',
    Object.entries(secret).join(),
  ]
  for (const text of printed) assert.doesNotMatch(text, /hunter2/)
})
