import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { canonicalJson, type JsonObject } from '#base/canonical-json.ts'
import { mutationsOf } from '../../test/support/mutation.ts'
import { sampleSubmit } from '../../test/support/sample-receipt.ts'
import { entryKinds, isCaseEntry, readEntry, type Entry, type EntryKind } from './entry.ts'
import { commitmentOf, formatOpening, leafHashOf, leafOf, parseOpening, sealEntry } from './entry-commitment.ts'
import { LogError } from './log-error.ts'
import { leafHash } from './merkle-tree.ts'

const values = {
  id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  hash: 'cd'.repeat(32),
  reason: '事案対応のため。Triage',
  count: 2,
  previous: 'ef'.repeat(32),
  instant: '2026-11-22T00:40:00.000Z',
} as const

/** An entry of each kind, made from the list of kinds, so that a new kind is tested too. */
const samples = Object.entries(entryKinds).map(([kind, fields]) => ({
  kind,
  at: '2026-11-22T01:02:07.123Z',
  ...Object.fromEntries(Object.entries(fields).map(([name, shape]) => [name, values[shape]])),
})) as unknown as readonly Entry[]

const at = '2026-11-22T01:02:07.123Z'

test('parseOpening() inverts formatOpening() for every kind', () => {
  for (const entry of samples) assert.deepEqual(parseOpening(formatOpening(sealEntry(entry))).entry, entry)
})

test('commitmentOf() is SHA-256 over the domain, the salt and the canonical JSON', () => {
  for (const entry of samples) {
    const opening = sealEntry(entry)
    const expected = createHash('sha256').update('noroshi-entry-1\n').update(opening.salt).update(canonicalJson(entry)).digest('hex')
    assert.equal(commitmentOf(opening).toHex(), expected)
    assert.deepEqual(leafHashOf(commitmentOf(opening)), leafHash(leafOf(commitmentOf(opening))))
  }
})

test('leaves of every kind look alike: 33 bytes that begin with 0x01 and never repeat', () => {
  const leaves = samples.flatMap((entry) => Array.from({ length: 50 }, () => leafOf(commitmentOf(sealEntry(entry)))))
  assert.ok(leaves.every((leaf) => leaf.length === 33 && leaf[0] === 1))
  assert.equal(new Set(leaves.map((leaf) => leaf.toHex())).size, leaves.length)
})

test('leaves of cover and of openings cannot be told apart by their bytes', () => {
  const meanOf = (entry: Entry) => {
    const bytes = Array.from({ length: 2000 }, () => [...commitmentOf(sealEntry(entry))]).flat()
    return bytes.reduce((sum, byte) => sum + byte, 0) / bytes.length
  }
  // The mean of 64,000 even bytes strays from 127.5 by 0.29 as a rule; six times as much would show a flaw.
  const [cover, open] = [meanOf({ kind: 'cover', at }), meanOf(samples.find(({ kind }) => kind === 'open') as Entry)]
  assert.ok(Math.abs(cover - 127.5) < 1.75 && Math.abs(open - 127.5) < 1.75)
})

test('readEntry() refuses every entry with a field missing, added or of another form', () => {
  for (const entry of samples) {
    const object = { ...entry } as unknown as JsonObject
    assert.deepEqual(readEntry(object), entry)
    for (const field of Object.keys(object)) {
      const { [field]: _, ...without } = object
      assert.throws(() => readEntry(without), { code: 'ENTRY_MALFORMED' }, `${entry.kind} without ${field}`)
      for (const wrong of [undefined, null, true, '', ' ', [], {}, -1, 0, 1.5, 2 ** 53, 'x\n', 'x'.repeat(501), '\ud800']) {
        if (field === 'prev' && wrong === null) continue
        assert.throws(() => readEntry({ ...object, [field]: wrong as never }), { code: 'ENTRY_MALFORMED' }, `${entry.kind}.${field}`)
      }
    }
    assert.throws(() => readEntry({ ...object, further: 1 }), { code: 'ENTRY_MALFORMED' })
    assert.throws(() => readEntry({ ...object, constructor: 1 }), { code: 'ENTRY_MALFORMED' })
  }
  for (const wrong of [null, 1, 'submit', [], {}, { kind: 'constructor', at }, { kind: 'toString', at }]) {
    assert.throws(() => readEntry(wrong), { code: 'ENTRY_MALFORMED' })
  }
})

test('readEntry() takes a first entry without predecessor and every other with one', () => {
  readEntry(sampleSubmit())
  readEntry(sampleSubmit({ seq: 2, prev: values.hash }))
  assert.throws(() => readEntry(sampleSubmit({ seq: 2 })), { code: 'ENTRY_MALFORMED' })
  assert.throws(() => readEntry(sampleSubmit({ prev: values.hash })), { code: 'ENTRY_MALFORMED' })
})

const notInstants = `2026-11-22 2026-11-22T01:02:07Z 2026-11-22T01:02:07.1234Z 2026-11-22T10:02:07.123+09:00 2026-02-30T01:02:07.123Z
  2026-11-22T24:00:00.000Z 2026-11-22T23:59:60.000Z 2026-13-01T00:00:00.000Z 2026-11-22t01:02:07.123z ２０２６-11-22T01:02:07.123Z`
for (const text of notInstants.split(/\s+/)) {
  test(`readEntry() refuses the instant ${text}`, () => {
    assert.throws(() => readEntry({ kind: 'cover', at: text }), { code: 'ENTRY_MALFORMED' })
  })
}

test('parseOpening() takes one sequence of bytes for one entry', () => {
  const bytes = formatOpening(sealEntry(sampleSubmit()))
  const json = new TextDecoder().decode(bytes.slice(32))
  const [salt, parts] = [bytes.slice(0, 32), JSON.parse(json) as JsonObject]
  const others = [
    ` ${json}`,
    `${json}\n`,
    JSON.stringify(parts, null, 1),
    JSON.stringify(sampleSubmit()),
    `\ufeff${json}`,
    `${json}${json}`,
  ]
  others.push(
    json.replace('"initial"', '"\\u0069nitial"'),
    json.replace('"seq":1', '"seq":1.0'),
    json.replace('"seq":1', '"seq":1,"seq":1'),
  )
  others.push('', '{}', '[]', 'null', '[[1]]', `{"kind":"cover","__proto__":{}}`)
  for (const other of others) {
    assert.throws(() => parseOpening(new Uint8Array([...salt, ...new TextEncoder().encode(other)])), { code: 'ENTRY_MALFORMED' }, other)
  }
  for (let length = 0; length < bytes.length; length++) {
    assert.throws(() => parseOpening(bytes.slice(0, length)), { code: 'ENTRY_MALFORMED' })
  }
})

test('another entry or another salt is another commitment', () => {
  fc.assert(
    fc.property(mutationsOf(samples as unknown as JsonObject[]), (value) => {
      const opening = sealEntry(samples[0] as Entry)
      let entry: Entry
      try {
        entry = readEntry(value)
      } catch (error) {
        assert.ok(error instanceof LogError && error.code === 'ENTRY_MALFORMED')
        return
      }
      const isSame = canonicalJson(entry) === canonicalJson(opening.entry)
      assert.equal(commitmentOf({ ...opening, entry }).toHex() === commitmentOf(opening).toHex(), isSame)
      assert.notEqual(commitmentOf(sealEntry(entry)).toHex(), commitmentOf(sealEntry(entry)).toHex())
    }),
  )
})

test('isCaseEntry() tells the kinds that belong to a case', () => {
  const inCase: EntryKind[] = ['submit', 'follow-up', 'withdraw', 'hand-in', 'phone', 'acknowledge', 'open', 'share', 'recovery']
  assert.deepEqual(
    samples.filter(isCaseEntry).map(({ kind }) => kind),
    inCase,
  )
})
