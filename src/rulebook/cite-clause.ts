import type { CitedClause } from './assessment.ts'
import type { ClauseReference } from './law-schema.ts'
import type { Law } from './rulebook.ts'

/** Returns a clause of `law` with the source that it refers to. */
export function citeClause(law: Law, reference: ClauseReference): CitedClause {
  const source = law.data.sources.find(({ id }) => id === reference.source)
  return {
    short: source?.short ?? law.data.law,
    source: source?.title ?? law.data.law,
    clause: reference.clause,
    register: source?.register ?? null,
    url: source?.url ?? null,
    verified: reference.verified,
  }
}
