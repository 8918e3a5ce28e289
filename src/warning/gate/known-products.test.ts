import assert from 'node:assert/strict'
import { test } from 'node:test'
import { knownProduct, versionNumber } from './known-products.ts'

test('knownProduct() names the products of the catalogue, however they are written', () => {
  for (const written of ['FortiOS', 'fortios', 'Fortinet FortiOS', 'ＦｏｒｔｉＯＳ', 'forti-os'])
    assert.equal(knownProduct(written), 'Fortinet FortiOS', written)
  for (const written of ['', 'FortiOS of the north plant', '発電所監視システム']) assert.equal(knownProduct(written), null, written)
})

test('versionNumber() takes numbers and nothing else', () => {
  for (const version of ['7.2.4', '10', '9.1.0-14', '1.0.2k', '22.7r2']) assert.equal(versionNumber(version), version)
  for (const version of ['', 'v7', '7.2.4 (north plant)', '7.2.4.KITEPCO', '1'.repeat(30)])
    assert.equal(versionNumber(version), null, version)
})
