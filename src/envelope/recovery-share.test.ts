import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8 } from '#base/bytes.ts'
import { recipientOf } from './age-file.ts'
import { bech32, crockford, fromBase32, toBase32 } from './base32.ts'
import { RecoveryError, type RecoveryErrorCode } from './recovery-error.ts'
import { createRecoveryShares, fingerprintOfShare, joinRecoveryShares, readRecoveryShare, type RecoveryShare } from './recovery-share.ts'

const has = (code: RecoveryErrorCode, place?: number | null) => (error: unknown) =>
  error instanceof RecoveryError && error.code === code && (place === undefined || error.place === place)

const { recipient, shares } = await createRecoveryShares(5, 3)
const sheets = shares.map(({ rows }) => rows.map((row, index) => `  ${index + 1}   ${row}`).join('\n'))

function some(...numbers: readonly number[]): RecoveryShare[] {
  return numbers.flatMap((number) => shares.filter((one) => one.number === number))
}

/** Returns `mine` with the secret of `other`, all checks of the sheet made anew. */
function forge(mine: RecoveryShare, other: RecoveryShare): RecoveryShare {
  const bytesOf = ({ rows }: RecoveryShare) =>
    fromBase32(rows.map((row) => row.replaceAll(' ', '').slice(0, 16)).join(''), crockford) ?? new Uint8Array(0)
  const content = concatBytes(bytesOf(mine).subarray(0, 8), bytesOf(other).subarray(8, 46))
  const text = toBase32(concatBytes(content, sha256(content).subarray(0, 4)), crockford)
  const rows = [0, 1, 2, 3, 4].map((index) => {
    const row = text.slice(index * 16, index * 16 + 16)
    return row + toBase32(sha256(utf8(`noroshi-recovery-row ${index + 1} ${row}`)).subarray(0, 3), crockford).slice(0, 4)
  })
  return readRecoveryShare(rows.join('\n'))
}

test('joinRecoveryShares() makes the key from any three of five shares', async () => {
  const made = new Set<string>()
  for (const first of [1, 2, 3])
    for (let second = first + 1; second <= 4; second++)
      for (let third = second + 1; third <= 5; third++) made.add(await joinRecoveryShares(some(third, first, second)))
  assert.equal(made.size, 1)
  for (const identity of made) assert.equal(await recipientOf(identity), recipient)
  assert.equal(made.has(await joinRecoveryShares(shares)), true)
})

test('joinRecoveryShares() refuses two of five, none, one twice and one of another key', async () => {
  const { shares: foreign } = await createRecoveryShares(5, 3)
  await assert.rejects(joinRecoveryShares([]), has('SHARES_TOO_FEW'))
  await assert.rejects(joinRecoveryShares(some(2, 5)), has('SHARES_TOO_FEW', null))
  await assert.rejects(joinRecoveryShares(some(2, 5, 2)), has('SHARE_REPEATED', 2))
  await assert.rejects(joinRecoveryShares([...some(1, 2), ...foreign.slice(3, 4)]), has('SHARE_FOREIGN', 2))
})

test('joinRecoveryShares() names a share that somebody made anew with all its checks, where the others suffice', async () => {
  // The share of another key under this key's head: every check on the sheet fits.
  const [mine, other] = [some(4)[0], (await createRecoveryShares(5, 3)).shares[3]]
  assert.ok(mine !== undefined && other !== undefined)
  const forged = forge(mine, other)
  await assert.rejects(joinRecoveryShares([...some(1), forged, ...some(2, 3)]), has('SHARE_FORGED', 1))
  await assert.rejects(joinRecoveryShares([...some(1, 2), forged]), has('SHARE_FORGED', null))
  assert.notEqual(fingerprintOfShare(forged), fingerprintOfShare(mine))
})

test('readRecoveryShare() reads what was written, and what was typed off without care', () => {
  for (const [index, sheet] of sheets.entries()) {
    const typed = sheet
      .toLowerCase()
      .replaceAll('0', 'o')
      .replaceAll('1', 'l')
      .replaceAll(/^ +\w +/gm, '')
    for (const text of [sheet, `Share of a key\n\n${sheet}\nkey id 1\n`, sheet.replaceAll('\n', '\r\n'), typed, typed.replaceAll(' ', '')])
      assert.deepEqual(readRecoveryShare(text), shares[index])
  }
})

function columnOf(sheet: string, at: number): number {
  return at - 1 - sheet.lastIndexOf('\n', at - 1)
}

test('readRecoveryShare() names the row of every single wrong character', () => {
  const [sheet = ''] = sheets
  const places = [...sheet].flatMap((character, at) => (character !== '\n' && character !== ' ' && columnOf(sheet, at) > 5 ? [at] : []))
  assert.equal(places.length, 100)
  for (const at of places) {
    const wrong = sheet[at] === 'X' ? 'Y' : 'X'
    const row = sheet.slice(0, at).split('\n').length
    assert.throws(
      () => readRecoveryShare(sheet.slice(0, at) + wrong + sheet.slice(at + 1)),
      (error) => has('SHARE_ALTERED')(error) && error instanceof Error && error.message.includes(`row ${row} `),
    )
  }
})

test('readRecoveryShare() refuses texts that are no share, and rows of two sheets', () => {
  const rows = (sheets[0] ?? '').split('\n')
  const others = (sheets[1] ?? '').split('\n')
  for (const text of ['', 'no share', rows.slice(1).join('\n'), [...rows, rows[0]].join('\n'), '0000 '.repeat(5).repeat(5)])
    assert.throws(() => readRecoveryShare(text), has('SHARE_UNREADABLE'))
  assert.throws(() => readRecoveryShare([rows[1], rows[0], ...rows.slice(2)].join('\n')), has('SHARE_ALTERED'))
  assert.throws(() => readRecoveryShare([...rows.slice(0, 4), others[4]].join('\n')), has('SHARE_ALTERED'))
})

test('createRecoveryShares() refuses counts with which nobody or everybody alone opens', async () => {
  for (const [total, threshold] of [
    [5, 1],
    [2, 3],
    [1, 1],
    [17, 3],
    [5, 2.5],
    [Number.NaN, 3],
  ] as const)
    await assert.rejects(createRecoveryShares(total, threshold), has('SHARE_COUNT_REFUSED'))
})

test('fromBase32() returns what toBase32() wrote, in both alphabets', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(crockford, bech32), (bytes, alphabet) => {
      const back = fromBase32(toBase32(bytes, alphabet), alphabet) ?? new Uint8Array(0)
      assert.deepEqual([...back.subarray(0, bytes.length)], [...bytes])
      assert.equal(
        back.subarray(bytes.length).every((byte) => byte === 0),
        true,
      )
    }),
  )
  assert.equal(fromBase32('ABCU', crockford), null)
})
