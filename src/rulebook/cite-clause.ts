import type { CitedClause } from './assessment.ts'
import type { ClauseReference, LawData } from './law-schema.ts'

/** Returns a clause of a law with the source that it refers to. */
export function citeClause(law: { readonly data: Pick<LawData, 'law' | 'sources'> }, reference: ClauseReference): CitedClause {
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
