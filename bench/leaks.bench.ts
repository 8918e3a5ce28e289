// The whole leak corpus, the clean reports and the guesser, and how much processor time a scan of 40 KB takes with the operators of the fictional country and with 2,570.
import { randomBytes } from 'node:crypto'
import { demoOperators } from '#operator/demo-operators.ts'
import { IdentifierScanner } from '#operator/identifier-scanner.ts'
import { identifiersOf, type OperatorIdentifiers } from '#operator/operator-identifiers.ts'
import { cleanReports } from '../test/leaks/clean.ts'
import { leakingReports } from '../test/leaks/corpus.ts'
import { guessVictims } from '../test/leaks/guess-victim.ts'
import { runClean, runCorpus } from '../test/leaks/run-corpus.ts'
import { testGate } from '../test/support/judging.ts'
import { median } from './in-flight.ts'

const manyOperators = 2_570
const textUnits = 40_000
const runs = 7

reportLeaks()
reportClean()
reportGuesses()
reportSpeed('operators of the fictional country', demoOperators.map(identifiersOf))
reportSpeed('operators', madeOperators(manyOperators))

function reportLeaks(): void {
  const reports = leakingReports()
  const { verdicts, leaks } = runCorpus(reports, testGate)
  say(
    `${reports.length} reports that give their victim away: ${verdicts.release} released, ${verdicts.hold} held, ${verdicts.nothing} made no warning`,
  )
  say(
    `  direct identifiers that got out: ${leaks.filter(({ report }) => report.direct).length}; anything else: ${leaks.filter(({ report }) => !report.direct).length}`,
  )
  for (const { report, where, escape } of leaks.slice(0, 20))
    say(`  ${where}: ${report.way}, ${report.disguise}: ${escape.what} in ${escape.within.slice(0, 120)}`)
}

function reportClean(): void {
  const { reports, held, values, lost } = runClean(cleanReports(), testGate)
  say(`${reports} clean reports: ${held.length} held (${percent(held.length / reports)}); ${lost.length} of ${values} values lost`)
}

function reportGuesses(): void {
  const { warnings, right, certainty, worst, rightByPress } = guessVictims()
  say(`${warnings} warnings: victim guessed right in ${percent(right)}, by the papers alone in ${percent(rightByPress)}`)
  say(`  chance of the victim ${percent(certainty)} on average, at most ${percent(worst)} where the papers do not name it`)
}

function reportSpeed(who: string, operators: readonly OperatorIdentifiers[]): void {
  const start = performance.now()
  const scanner = new IdentifierScanner(operators)
  say(`${operators.length} ${who}: compiled in ${Math.round(performance.now() - start)} ms`)
  for (const [kind, text] of texts()) {
    const micros = Array.from({ length: runs }, () => {
      const from = process.cpuUsage()
      scanner.scan(text)
      const { user, system } = process.cpuUsage(from)
      return user + system
    })
    say(`  40 KB of ${kind}: ${Math.round(median(micros)).toLocaleString('en')} µs of processor time`)
  }
}

function texts(): readonly (readonly [kind: string, text: string])[] {
  const prose =
    'The attacker used a stolen account and the VPN, then moved on to the file server. 攻撃者はVPN装置の脆弱性を悪用して侵入した。'
  const hosts = Array.from({ length: 2_000 }, (_, index) => `https://cdn${index}.attacker.test/${index}/a.php `).join('')
  const digests = Array.from({ length: 700 }, () => `${randomBytes(32).toString('hex')} `).join('')
  return [
    ['prose', prose.repeat(textUnits)],
    ['web addresses', hosts],
    ['digests', digests],
    ['base64', randomBytes(textUnits).toString('base64')],
  ].map(([kind = '', text = '']) => [kind, text.slice(0, textUnits)] as const)
}

function madeOperators(count: number): OperatorIdentifiers[] {
  return Array.from({ length: count }, (_, index) => {
    const tail = index.toString(36)
    const like = identifiersOf(demoOperators[index % demoOperators.length] ?? demoOperators[0] ?? neverEmpty())
    return {
      ...like,
      operatorId: `${like.operatorId}-${index}`,
      names: like.names.map((name) => `${tail}${name}`),
      abbreviations: like.abbreviations.map((name) => `${name}${tail}`),
      domains: like.domains.map((domain) => `${tail}-${domain}`),
      hosts: like.hosts.map((host) => `${tail}-${host}`),
    }
  })
}

function neverEmpty(): never {
  throw new Error('The fictional country has no operators')
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function say(line: string): void {
  console.log(line)
}
