import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#base/canonical-json.ts'
import vectors from '../../test/vectors/assess-laws.json' with { type: 'json' }
import { allRulebooks } from './all-rulebooks.ts'
import { assess } from './assess.ts'
import type { AssessedObligation } from './assessment.ts'
import { decide, type LawDecision } from './decide.ts'
import { readFacts } from './facts.ts'
import { inForceRuleId } from './assessment-text.ts'
import type { Rulebook } from './rulebook.ts'

type Expected = {
  readonly verdict: string
  readonly because?: readonly string[]
  readonly missing?: readonly string[]
  readonly inForce?: boolean
  readonly stages?: readonly string[]
  readonly dueAt?: Readonly<Record<string, string | null | undefined>>
  readonly lane?: string
  readonly laneOpen?: boolean
  readonly followUp?: string | null
}

type Case = { readonly name: string; readonly law: string; readonly facts: JsonObject; readonly expect: Expected }

const now = Temporal.Instant.from(vectors.now)

function rulebookOf(law: string): Rulebook {
  const found = allRulebooks().find((rulebook) => law.startsWith(`${rulebook.id}.`))
  assert.ok(found, law)
  return found
}

function assessedAs(facts: JsonObject, law: string): AssessedObligation {
  const { obligations, voluntary } = assess(facts, rulebookOf(law), now)
  const found = [...obligations, ...voluntary].find(({ id }) => id === law)
  assert.ok(found, law)
  return found
}

function decidedAs(facts: JsonObject, law: string): LawDecision {
  const found = decide(readFacts(facts), rulebookOf(law), { now }).find((decision) => decision.law.data.id === law)
  assert.ok(found, law)
  return found
}

/** What `duty` says about each thing that a vector may expect. */
function sayings(duty: AssessedObligation, expected: Expected): Readonly<Record<keyof Expected, unknown>> {
  const named = Object.keys(expected.dueAt ?? {})
  const dueAt = named.map((stage) => [stage, duty.stages.find((one) => one.stage === stage)?.dueAt])
  return {
    verdict: duty.verdict,
    because: duty.reasons.flatMap(({ id, holds }) => (holds === 'no' ? [id] : [])),
    missing: duty.missing.map(({ field }) => field).toSorted(),
    inForce: !duty.reasons.some(({ id }) => id === inForceRuleId),
    stages: duty.stages.map(({ stage }) => stage).toSorted(),
    dueAt: Object.fromEntries(dueAt),
    lane: duty.lane?.id,
    laneOpen: duty.lane?.open,
    followUp: duty.followUp?.kind ?? null,
  }
}

for (const { name, law, facts, expect } of vectors.cases as readonly Case[]) {
  test(`assess() and decide() agree with the vector: ${name}`, () => {
    const duty = assessedAs(facts, law)
    const found = sayings(duty, expect)
    for (const [key, value] of Object.entries(expect)) assert.deepEqual(found[key as keyof Expected], value, key)
    const decision = decidedAs(facts, law)
    assert.equal(decision.verdict, duty.verdict)
    assert.deepEqual(
      decision.stages.map(({ stage, dueAt }) => [stage.stage, dueAt?.toString() ?? null]),
      duty.stages.map(({ stage, dueAt }) => [stage, dueAt]),
    )
  })
}

test('the vectors are at least 300', () => {
  assert.ok(vectors.cases.length >= 300, String(vectors.cases.length))
})
