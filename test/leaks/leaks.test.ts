import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IdentifierScanner } from '#operator/identifier-scanner.ts'
import { testGate } from '../support/judging.ts'
import { attacks } from './attack.ts'
import { cleanReports } from './clean.ts'
import { leakingReports } from './corpus.ts'
import { groundTruths } from './ground-truth.ts'
import { LeakJudge } from './leak-judge.ts'
import { runClean, runCorpus, type Leak } from './run-corpus.ts'

const all = leakingReports()
// `npm run bench -- leaks` takes all of them.
const reports = all.filter((_, index) => index % 5 < 2)

test(`the corpus holds ${reports.length} reports here, of every operator, attack and channel, and each holds what it plants`, () => {
  assert.ok(reports.length >= 5_000, `${reports.length} reports`)
  assert.equal(new Set(reports.map(({ victim }) => victim.operatorId)).size, groundTruths.length)
  assert.equal(new Set(reports.map(({ attack }) => attack)).size, attacks.length)
  assert.deepEqual(
    [...new Set(reports.map(({ channel }) => channel))].toSorted((left, right) => left - right),
    Array.from({ length: 26 }, (_, index) => index + 1),
  )
  for (const { shareable, planted, way } of reports) {
    const report = JSON.stringify(shareable)
    assert.ok(report.includes(JSON.stringify(planted).slice(1, -1)) || report.includes(String(Number(planted))), `${way}: ${planted}`)
  }
})

test('nothing by which a victim could be known gets out, to recipients, to officers or in the words of the gate', (t) => {
  const { verdicts, leaks } = runCorpus(reports, testGate)
  t.diagnostic(`${reports.length} reports: ${verdicts.release} released, ${verdicts.hold} held; ${leaks.length} leaks`)
  assert.deepEqual(leaks.map(told), [])
  // What holds everything leaks nothing either.
  assert.ok(verdicts.release > reports.length / 2)
})

test('the judge of the corpus sees what a gate that knows no operator lets out', () => {
  const blind = { ...testGate, scanner: new IdentifierScanner([]) }
  const some = reports.filter((_, index) => index % 23 === 0)
  const { leaks } = runCorpus(some, blind)
  assert.ok(leaks.length > some.length / 8, `${leaks.length} of ${some.length}`)
})

test('the judge of the corpus finds every text of an operator in every disguise', () => {
  for (const victim of groundTruths) {
    const judge = new LeakJudge(victim)
    for (const { text } of victim.traces.filter(({ kind }) => kind !== 'address'))
      assert.notEqual(judge.findIn([`before ${text} after`]), null, text)
    assert.equal(judge.findIn(['an update of the operating system', 'https://attacker.test/gate.php', '警報の対象']), null)
  }
})

test('the gate lets clean reports out, whole', (t) => {
  const { reports: count, held, values, lost } = runClean(cleanReports(), testGate)
  t.diagnostic(`${count} clean reports: ${held.length} held; ${lost.length} of ${values} values lost`)
  assert.ok(count >= 1_000)
  assert.ok(
    held.length <= count * 0.02,
    `${held.length} held, such as ${held
      .slice(0, 5)
      .flatMap((report) => report.values)
      .join(', ')}`,
  )
  assert.ok(lost.length <= values * 0.02, `${lost.length} lost, such as ${lost.slice(0, 10).join(', ')}`)
})

function told({ report, where, escape }: Leak): string {
  return `${where}: ${report.channel} ${report.way}, ${report.disguise}: ${report.planted} as ${escape.what} in ${escape.within.slice(0, 200)}`
}
