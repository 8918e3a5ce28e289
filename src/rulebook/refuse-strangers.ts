import type { ClauseReference } from './law-schema.ts'
import { allFacts, findFact } from './legal-fact.ts'
import type { RulebookErrorCode } from './rulebook-error.ts'
import type { RulebookHead } from './rulebook-head-schema.ts'
import { strangerText } from './stranger-text.ts'

/** Where in a data file something stands. */
export type Path = readonly (string | number)[]

/** Makes the error for something at a path of the file that is read. */
export type Fault = (code: RulebookErrorCode, path: Path, message: string) => Error

/** What every law refers to, whomever it binds. */
export type CommonReferences = {
  readonly id: string
  readonly jurisdiction: string
  readonly sources: readonly { readonly id: string }[]
  readonly examples: readonly { readonly facts: Readonly<Record<string, unknown>> }[]
  readonly clauses: readonly (readonly [Path, ClauseReference])[]
}

/** Refuses a reference of a law to a jurisdiction, source or fact that does not exist, and an id that does not begin with that of its rulebook. */
export function refuseCommonStrangers(head: RulebookHead, law: CommonReferences, fault: Fault): void {
  if (!head.jurisdictions.includes(law.jurisdiction)) {
    const message = `the rulebook is not of "${law.jurisdiction}", expected one of: ${head.jurisdictions.join(', ')}`
    throw fault('RULEBOOK_REFERENCE', ['jurisdiction'], message)
  }
  // By this beginning an operator's codes lead to the law that may bind it.
  if (!law.id.startsWith(`${head.id}.`))
    throw fault('RULEBOOK_REFERENCE', ['id'], `expected an id that begins with the id of the rulebook, "${head.id}.", found "${law.id}"`)
  const sources = law.sources.map(({ id }) => id)
  for (const [path, { source }] of law.clauses)
    if (!sources.includes(source)) throw fault('RULEBOOK_REFERENCE', path, strangerText('source', source, sources))
  const facts = allFacts.map(({ id }) => id)
  for (const [index, example] of law.examples.entries()) {
    const fact = Object.keys(example.facts).find((id) => findFact(id) === null)
    if (fact !== undefined) throw fault('FACT_UNKNOWN', ['examples', index, 'facts', fact], strangerText('fact', fact, facts))
  }
}
