import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePattern } from '#stix/parse-pattern.ts'
import { readCsv } from './csv-reading.ts'
import { extractIndicators } from './extract-indicators.ts'
import { indicatorTypes } from './indicator.ts'
import { readObservable } from './read-observable.ts'

// Pieces of everything that the expressions look for, so that each comes as near as it can to a match, over and over.
const pieces = [
  'a 1 . - : / @ [ ( \\ % f :: 1. 1.1.1.1 a. あ あ. あa a@ http:// http://a h //',
  '" 「 「a [.] [: CVE- CVE-2024- T1 \ue000 \u200b a- a.b/ .exe a.exe C:\\ %a \\\\a\\ /tmp/ %a%\\',
  '1- 1.1.1.1- a:a 1:1: a] １ ： ー から ,http://a x.jp .jp みんな .みんな mailto: a( a) , ; | ",',
]
  .flatMap((line) => line.split(' '))
  .concat([' ', '\n', '\t', ' [', '",\n', '\\ '])

/** Fails if `work` takes much more than eight times the work for eight times the text; with the square it would take sixty-four times. */
function growsWithLength(work: (text: string) => unknown, repeated: readonly string[] = pieces): void {
  for (const piece of repeated) {
    const [short = 0, long = 0] = [5_000, 40_000].map((length) => effort(() => work(piece.repeat(length / piece.length))))
    assert.ok(long < 30 * Math.max(short, 10_000), `${JSON.stringify(piece)} took ${long} µs after ${short} µs`)
  }
}

/** Returns the processor time of this thread alone, in microseconds, so that other work on the machine does not count. */
function effort(work: () => unknown): number {
  const times = [0, 1].map(() => {
    const before = process.threadCpuUsage()
    work()
    const spent = process.threadCpuUsage(before)
    return spent.user + spent.system
  })
  return Math.min(...times)
}

test('extractIndicators() takes time in proportion to the length of a hostile text', () => {
  growsWithLength(extractIndicators)
})

test('readCsv() takes time in proportion to the length of a hostile table', () => {
  growsWithLength(readCsv, [',', ';', '\t', '"', '""', '",', '",\n', '\n', '\r', '\r\n', ' ', 'a,', "'=", 'ip\n', 'value,type\n', ',"\n'])
})

test('parsePattern() takes time in proportion to the length of a hostile pattern', () => {
  growsWithLength((text) => {
    for (const pattern of [text, `[a:b = '${text}`, `[${text}`]) assert.throws(() => parsePattern(pattern))
  })
})

test('readObservable() takes no time to speak of for a value over the limit, and little for one below', () => {
  for (const kind of [...indicatorTypes, 'address', 'host', 'hash'] as const) {
    for (const piece of pieces) {
      assert.notEqual(readObservable(kind, piece.repeat(100_000 / piece.length)).refusal, null)
      readObservable(kind, piece.repeat(4000 / piece.length))
    }
  }
})
