import { listAt } from '#base/json-object.ts'
import type { ReadFacts } from './facts.ts'
import type { Law, Rulebook, Sector } from './rulebook.ts'

/** Returns the sectors of `rulebook` that the facts give the operator. */
export function sectorsOf(read: ReadFacts, rulebook: Rulebook): Sector[] {
  const codes = listAt(read.answers, 'ent.sector').filter((code) => typeof code === 'string')
  return codes.flatMap((code) => rulebook.sectors.get(code) ?? [])
}

/** Returns the codes of the bodies that `law` names as its recipients, the ministers with jurisdiction over the operator's sectors among them. */
export function recipientCodes(law: Law, rulebook: Rulebook, read: ReadFacts): readonly string[] {
  return codesOf(law.data.recipients, rulebook, read)
}

/** Returns the codes of the bodies of a list, with the ministers over the operator's sectors where it names the minister with jurisdiction. */
export function codesOf(list: readonly { readonly recipient: string | null }[], rulebook: Rulebook, read: ReadFacts): readonly string[] {
  const codes = list.flatMap(({ recipient }) =>
    recipient === null ? sectorsOf(read, rulebook).flatMap(({ ministers }) => ministers) : [recipient],
  )
  return [...new Set(codes)]
}
