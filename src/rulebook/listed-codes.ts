import type { LocalText } from '#base/language.ts'
import type { Fact } from './legal-fact.ts'
import type { Rulebook } from './rulebook.ts'
import { sectorsOn } from './sector.ts'

/** A code that a rulebook lists, with its name and the list that it stands in. */
export type ListedCode = { readonly code: string; readonly name: LocalText; readonly list: LocalText }

/**
 * Returns the codes that may answer `fact`, list by list: the sectors in force on `date`, or the designations, of the rulebooks. Null where no
 * rulebook lists the answers.
 */
export function listedCodes(
  fact: Pick<Fact, 'id'>,
  rulebooks: readonly Rulebook[],
  date: Temporal.PlainDate,
): readonly ListedCode[] | null {
  if (fact.id === 'ent.sector') return rulebooks.flatMap((rulebook) => sectorsOf(rulebook, date))
  if (fact.id === 'ent.designations') return rulebooks.flatMap(designationsOf)
  return null
}

function sectorsOf(rulebook: Rulebook, date: Temporal.PlainDate): readonly ListedCode[] {
  return rulebook.sectorLists.lists.flatMap(({ id, name: list }) =>
    sectorsOn(rulebook, id, date).map(({ code, name }) => ({ code, name, list })),
  )
}

function designationsOf({ designations, name: list }: Rulebook): readonly ListedCode[] {
  return [...designations].map(([code, name]) => ({ code, name, list }))
}
