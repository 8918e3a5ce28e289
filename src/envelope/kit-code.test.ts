import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kitCodeKey } from './kit-code.ts'

test('kitCodeKey() gives a code one key for ever, however it is typed', async () => {
  // By hkdfSync and createPublicKey of node:crypto.
  const seed = '46360c021db82d0b46385a54d673c437f03f9f6c58ccb6d188551f191b25f7c2'
  const publicKey = '+5/ixjXn4QyNMz6awUyRYiEdJxdoNIDAryFQcbBindo='
  for (const typed of [
    '4ZRQ-Y162-WP46-Y3HK-1PD2-GCDX-CZ5T',
    '4zrqyl62 wp46 y3hk ipd2 gcdx cz5t',
    '４ＺＲＱーＹ１６２ーＷＰ４６ーＹ３ＨＫーＩＰＤ２ーＧＣＤＸーＣＺ５Ｔ',
  ]) {
    const key = await kitCodeKey(typed)
    assert.deepEqual([key.seed.toHex(), key.publicKey], [seed, publicKey], typed)
  }
})

test('kitCodeKey() refuses a slip', async () => {
  await assert.rejects(kitCodeKey('4ZRQ-Y162-WP46-Y3HK-1PD2-GCDX-CZ5S'), { code: 'CODE_CHECKSUM', group: 7 })
})
