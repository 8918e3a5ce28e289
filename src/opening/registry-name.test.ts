import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registryNames } from './registry-name.ts'

test('registryNames() names sectors and designations, and leaves what nobody defined as it is', () => {
  assert.deepEqual(
    registryNames('ent.sector', ['jp.espa.electricity', 'xx.nowhere'])?.map((name) => name.en),
    ['Electricity', 'xx.nowhere'],
  )
  assert.notEqual(registryNames('ent.designations', ['jp.special-infrastructure-operator'])?.[0]?.ja, 'jp.special-infrastructure-operator')
})

test('registryNames() speaks of its own fields alone', () => {
  assert.equal(registryNames('inc.kind', ['ddos']), null)
  assert.equal(registryNames('ent.sector', 'unknown'), null)
})
