import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { mutationRuns, mutationsOf } from '../../test/support/mutation.ts'
import { allRulebooks, rulebookFiles } from './all-rulebooks.ts'
import { assessAll } from './assess-all.ts'
import { checkRulebook } from './check-rulebook.ts'
import type { RulebookFiles } from './load-rulebook.ts'
import { decide } from './decide.ts'
import { trialValues } from './decisive-facts.ts'
import { readFacts } from './facts.ts'

const rulebooks = allRulebooks()
const now = Temporal.Instant.from('2026-11-22T03:00:00Z')
const laws = rulebooks.flatMap((rulebook) => rulebook.laws)

test('allRulebooks() has every data file of every folder', () => {
  const here = new URL('./', import.meta.url)
  const inner = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const folders = inner.filter(({ name }) => readdirSync(new URL(`${name}/`, here)).includes('rulebook.json'))
  assert.deepEqual(folders.map(({ name }) => name).toSorted(), rulebooks.map(({ id }) => id).toSorted())
  for (const [index, { id }] of rulebooks.entries()) {
    const there = readdirSync(new URL(`${id}/`, here)).filter((name) => name !== 'rulebook.json' && name !== 'sectors.json')
    assert.deepEqual(Object.keys(rulebookFiles[index]?.laws ?? {}).toSorted(), there.toSorted(), id)
  }
})

const conditions = laws.flatMap((law) => [...law.rules, ...law.lanes, ...law.stages].flatMap(({ condition }) => condition ?? []))
const factIds = [...new Set(conditions.flatMap(({ facts }) => facts))]

/** Values of a fact that count as an answer: an empty list is one only where it means "none". */
function answersTo(id: string): JsonValue[] {
  return trialValues(id, conditions).filter((value) => readFacts({ [id]: value }).ignored.length === 0)
}

/** Facts of an incident as one would know them in the end: a value for everything that some law asks about. */
const wholeIncident: fc.Arbitrary<JsonObject> = fc
  .record(Object.fromEntries(factIds.map((id) => [id, fc.constantFrom(...answersTo(id))])))
  .map((facts) => ({
    ...facts,
    't.aware': '2026-11-22T09:30:00Z',
    't.detected': '2026-11-22T09:00:00Z',
    't.occurred': '2026-11-22T08:00:00Z',
  }))

/** The same incident early on, and later: what is known only grows. */
const growing = fc
  .tuple(wholeIncident, fc.array(fc.nat(3), { minLength: factIds.length, maxLength: factIds.length }))
  .map(([whole, shown]) => {
    const known = (until: number) => Object.fromEntries(Object.entries(whole).filter(([id]) => (shown[factIds.indexOf(id)] ?? 0) <= until))
    return { early: known(1), late: known(2), whole }
  })

type Decided = ReadonlyMap<string, { readonly verdict: string; readonly due: ReadonlyMap<string, Temporal.Instant | null> }>

function decided(facts: JsonObject, at: Temporal.Instant = now): Decided {
  const read = readFacts(facts)
  return new Map(
    rulebooks.flatMap((rulebook) =>
      decide(read, rulebook, { now: at }).map(({ law, verdict, stages }) => [
        law.data.id,
        { verdict, due: new Map(stages.map(({ stage, dueAt }) => [stage.stage, dueAt])) },
      ]),
    ),
  )
}

test('no law turns due into may be due, or takes a verdict back, when a fact becomes known', () => {
  fc.assert(
    fc.property(growing, ({ early, late, whole }) => {
      const [before, after, end] = [decided(early), decided(late), decided(whole)]
      for (const [id, { verdict }] of before) {
        if (verdict !== 'may-be-due') assert.equal(after.get(id)?.verdict, verdict, id)
        assert.notEqual(end.get(id)?.verdict, 'may-be-due', id)
      }
    }),
    { numRuns: 300 },
  )
})

test('no due instant moves to an earlier time when a fact becomes known that is no instant: what was shown while it was open keeps everybody in time', () => {
  fc.assert(
    fc.property(growing, ({ early, whole }) => {
      const after = decided(whole)
      for (const [id, { verdict, due }] of decided(early)) {
        if (verdict === 'not-due' || after.get(id)?.verdict !== 'due') continue
        for (const [stage, at] of after.get(id)?.due ?? []) {
          const shown = due.get(stage)
          if (at !== null && shown) assert.ok(Temporal.Instant.compare(shown, at) <= 0, `${id} ${stage}`)
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('no decision depends on when it is made once the instant that decides is known', () => {
  const ids = ['t.believed', 't.classified', 't.material', 't.determined', 'ran.payment.at']
  const instants = Object.fromEntries(ids.map((id): [string, JsonValue] => [id, '2026-11-22T10:00:00Z']))
  fc.assert(
    fc.property(wholeIncident, (facts) => {
      const known = { ...facts, ...instants }
      assert.deepEqual(decided(known, Temporal.Instant.from('2035-01-01T00:00:00Z')), decided(known, now))
    }),
    { numRuns: 100 },
  )
})

const lawFiles = rulebookFiles.flatMap((files) => Object.values(files.laws).map((law) => ({ files, law: law as JsonValue })))

test('checkRulebook() names a place in a mutated law, or decides by it, and never throws', () => {
  const mutated = fc.nat(lawFiles.length - 1).chain((index) => {
    const entry = lawFiles[index]
    assert.ok(entry)
    return mutationsOf([entry.law]).map((law): RulebookFiles => ({ ...entry.files, laws: { 'law.json': law } }))
  })
  fc.assert(
    fc.property(mutated, (files) => {
      const { rulebook, findings } = checkRulebook(files)
      if (rulebook === null) assert.ok(findings.length > 0)
      for (const { file, pointer, message } of findings) {
        // A target of service in the head may answer a duty that the mutation has renamed.
        assert.match(file, /^(law|rulebook)\.json$/u)
        assert.match(pointer, /^(\/|$)/u)
        assert.notEqual(message, '')
      }
    }),
    { numRuns: mutationRuns(500) },
  )
})

test('assessAll() decides mutated facts, and names what it could not read', () => {
  const examples = laws.flatMap((law) => law.data.examples.map(({ facts }) => facts as JsonValue))
  fc.assert(
    fc.property(mutationsOf(examples), (facts) => {
      const { obligations, ignored } = assessAll(facts, rulebooks, now)
      assert.ok(obligations.length > 0)
      for (const { pointer, message } of ignored) {
        assert.match(pointer, /^(\/|$)/u)
        assert.notEqual(message.en, '')
      }
    }),
    { numRuns: mutationRuns(1000) },
  )
})
