// Mutated rule files and mutated fact files (test/support/mutation.ts): each is refused with a place, or decided; none may throw anything else.
// Prints how many came to what and the longest time of the processor that one took, from an instant of the thread itself, so that a busy machine
// does not show. Same seed, same files.
import fc from 'fast-check'
import type { JsonValue } from '#base/canonical-json.ts'
import { allRulebooks, rulebookFiles } from '#rulebook/all-rulebooks.ts'
import { assessAll } from '#rulebook/assess-all.ts'
import { checkRulebook } from '#rulebook/check-rulebook.ts'
import { decide } from '#rulebook/decide.ts'
import { readFacts } from '#rulebook/facts.ts'
import type { RulebookFiles } from '#rulebook/load-rulebook.ts'
import { mutationsOf } from '../test/support/mutation.ts'

const count = Number(process.argv[2] ?? 10_000)
const seed = Number(process.argv[3] ?? 1)
/** No file may hold the program longer. */
const targetMs = 100

type Outcome = 'refused' | 'decided'
type Tally = { refused: number; decided: number; longestMs: number; longest: string }

const now = Temporal.Instant.from('2026-11-22T03:00:00Z')
const rulebooks = allRulebooks()
const laws = rulebookFiles.flatMap((files) => Object.values(files.laws).map((law) => ({ files, law: law as JsonValue })))
const heads = rulebookFiles.flatMap((files) => [{ files, head: files.head as JsonValue }])
const examples = rulebooks.flatMap(({ laws: own }) => own.flatMap(({ data }) => data.examples.map(({ facts }) => facts as JsonValue)))

const rules = tally(mutatedRules(), (files) => {
  const { rulebook, findings } = checkRulebook(files)
  if (rulebook === null) {
    if (findings.length === 0) throw new Error('Refused without a finding')
    return 'refused'
  }
  for (const facts of examples.slice(0, 5)) decide(readFacts(facts), rulebook, { now })
  return findings.length > 0 ? 'refused' : 'decided'
})
const facts = tally(mutationsOf(examples), (file) => (assessAll(file, rulebooks, now).ignored.length > 0 ? 'refused' : 'decided'))
console.log(
  JSON.stringify({
    benchmark: 'mutations',
    count,
    seed,
    targetMs,
    rules,
    facts,
    met: Math.max(rules.longestMs, facts.longestMs) <= targetMs,
  }),
)

/** One file in ten is a head; the others are laws, each within the rest of its rulebook's head and sectors. */
function mutatedRules(): fc.Arbitrary<RulebookFiles> {
  const law = fc
    .constantFrom(...laws)
    .chain((entry) => mutationsOf([entry.law]).map((data): RulebookFiles => ({ ...entry.files, laws: { 'law.json': data } })))
  const head = fc
    .constantFrom(...heads)
    .chain((entry) => mutationsOf([entry.head]).map((data): RulebookFiles => ({ ...entry.files, head: data })))
  return fc.oneof({ weight: 9, arbitrary: law }, { weight: 1, arbitrary: head })
}

function tally<Value>(values: fc.Arbitrary<Value>, judge: (value: Value) => Outcome): Tally {
  const found: Tally = { refused: 0, decided: 0, longestMs: 0, longest: '' }
  for (const value of fc.sample(values, { numRuns: count, seed })) {
    const start = spentMs()
    found[judge(value)]++
    const took = spentMs() - start
    if (took > found.longestMs)
      Object.assign(found, { longestMs: Math.round(took * 10) / 10, longest: JSON.stringify(value).slice(0, 200) })
  }
  return found
}

/** Returns the time of the processor that this thread has used. */
function spentMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
