import { isJsonObject } from '#base/json-object.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import { isInstant } from './answer-value.ts'
import { openLanes } from './decide-stages.ts'
import { decideLaw, type LawDecision } from './decide.ts'
import { decisiveFacts } from './decisive-facts.ts'
import { readFacts, type ReadFacts } from './facts.ts'
import type { LawExample } from './law-schema.ts'
import type { Law, Rulebook } from './rulebook.ts'

/** What a worked example of a law says, and what the law says: where the two differ. */
export type ExampleMismatch = {
  readonly path: readonly string[]
  /** Null where a fact of the example cannot be read; `found` then says why. */
  readonly expected: string | null
  readonly found: string
}

/** Returns a mismatch in words. */
export function exampleText({ name }: Pick<LawExample, 'name'>, { expected, found }: Pick<ExampleMismatch, 'expected' | 'found'>): string {
  return expected === null ? `“${name.en}”: ${found}` : `“${name.en}” expects ${expected}, the law gives ${found}`
}

/** Returns every point in which `law` decides otherwise than its worked example says; none where the example holds. */
export function checkExample(law: Law, rulebook: Rulebook, example: LawExample): ExampleMismatch[] {
  const { read, mismatches } = readExampleFacts(example.facts)
  const decision = decideLaw(law, rulebook, read)
  const { verdict, because, missing, lane, dueAt } = example.expect
  return [
    ...mismatches,
    ...compare('verdict', verdict, decision.verdict),
    ...(because === undefined ? [] : compare('because', because.join(', '), refusals(law, read).join(', '))),
    ...(missing === undefined ? [] : compare('missing', missing.join(', '), undecided(law, read).join(', '))),
    ...(lane === undefined ? [] : compare('lane', lane, laneIds(law, read))),
    ...(dueAt === undefined ? [] : compareInstants(dueAt, decision)),
  ]
}

/** Returns the facts of a worked example, and those that do not fit their field. */
export function readExampleFacts(facts: LawExample['facts']): { readonly read: ReadFacts; readonly mismatches: ExampleMismatch[] } {
  const input: unknown = facts
  const read = readFacts(isJson(input) ? input : null)
  const mismatches = read.ignored.map(({ pointer, message }): ExampleMismatch => ({
    path: ['facts', ...pointer.split('/').slice(1, 2)],
    expected: null,
    found: message.en,
  }))
  return { read, mismatches }
}

// A data file comes out of JSON.parse or of a module of JSON, so it is JSON; only its type says less.
function isJson(input: unknown): input is JsonValue {
  return isJsonObject(input as JsonValue)
}

function compare(key: string, expected: string, found: string): ExampleMismatch[] {
  return expected === found ? [] : [{ path: ['expect', key], expected, found }]
}

function refusals(law: Law, read: ReadFacts): string[] {
  return law.rules.filter(({ condition }) => condition.evaluate(read.known) === false).map(({ id }) => id)
}

function undecided(law: Law, read: ReadFacts): string[] {
  return decisiveFacts(law.conditions, read.known).map(({ fact }) => fact)
}

function laneIds(law: Law, read: ReadFacts): string {
  const open = openLanes(law, read).map(({ id }) => id)
  return open.length === 0 ? 'none' : open.join(' or ')
}

function compareInstants(expected: NonNullable<LawExample['expect']['dueAt']>, decision: LawDecision): ExampleMismatch[] {
  const found = new Map<string, string>(decision.stages.map(({ stage, dueAt }) => [stage.stage, dueAt?.toString() ?? 'null']))
  const wanted = new Map<string, string>(Object.entries(expected).map(([stage, at]) => [stage, at === null ? 'null' : plainInstant(at)]))
  return [...new Set([...found.keys(), ...wanted.keys()])].flatMap((stage) => {
    const [want, have] = [wanted, found].map((instants) => instants.get(stage) ?? 'no such stage')
    if (want === have) return []
    return [{ path: ['expect', 'dueAt', stage], expected: readableInstant(want ?? ''), found: have ?? '' }]
  })
}

/** Returns what an example expects, with a word to an author whose instant cannot be read. */
export function readableInstant(text: string): string {
  if (!/^\d/u.test(text) || isInstant(text)) return text
  return `${text} (no instant: give an offset, and the end of a day as the beginning of the next)`
}

/** Returns an instant as every machine writes it; a text that is none stays as it is and agrees with no due instant. */
export function plainInstant(text: string): string {
  return isInstant(text) ? Temporal.Instant.from(text).toString() : text
}
