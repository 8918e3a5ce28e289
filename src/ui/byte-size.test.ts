import assert from 'node:assert/strict'
import test from 'node:test'
import { byteSize } from './byte-size.ts'

test('byteSize() says sizes in decimal units with at most one place', () => {
  const cases = [
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 KB'],
    [31_457_280, '31.5 MB'],
    [99_949_999, '99.9 MB'],
    [104_857_592, '105 MB'],
    [999_600_000, '1.0 GB'],
    [5e12, '5000 GB'],
  ] as const
  for (const [bytes, text] of cases) assert.equal(byteSize(bytes), text)
})
