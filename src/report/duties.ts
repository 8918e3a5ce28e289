import type { JsonObject } from '#base/canonical-json.ts'
import { operatorDuties, type OperatorDuty } from '#obligation/owe.ts'
import { readFacts, type ReadFacts } from '#rulebook/facts.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'

/** What the registry says of an operator. */
export type RegisteredOperator = { readonly sectors: readonly string[]; readonly designations: readonly string[] }

/** What the directory says of an authority. */
export type ListedAuthority = {
  readonly organisationId: string
  readonly code: string
  readonly kind: string
  readonly sectors: readonly string[]
}

/** Returns answers as facts, with the registry's word on sector and designation, which comes before the filer's. */
export function registeredFacts(answers: JsonObject, operator: RegisteredOperator): ReadFacts {
  return readFacts({ ...answers, 'ent.sector': operator.sectors, 'ent.designations': operator.designations })
}

/**
 * Returns the authorities that a report with these facts must reach.
 *
 * Those that the law names for a duty that is due, and the ministers with jurisdiction also for one that may be; where nothing is due, those named
 * for whatever may be; for a voluntary report those with jurisdiction over the operator's sectors and the cyber office. A body that only a
 * duty not yet known to bite names is left out: nobody reads more than the law asks for.
 */
export function competentAuthorities<Authority extends ListedAuthority>(
  facts: ReadFacts,
  operator: RegisteredOperator,
  { authorities, rulebooks }: { readonly authorities: readonly Authority[]; readonly rulebooks: readonly Rulebook[] },
): readonly Authority[] {
  const duties = operatorDuties(facts, rulebooks, null)
  const certain = namedBy(duties.filter(isCertain), authorities)
  if (certain.length > 0) return certain
  const possible = namedBy(duties, authorities)
  if (possible.length > 0) return possible
  return authorities.filter((one) => one.kind === 'cyber-office' || one.sectors.some((sector) => operator.sectors.includes(sector)))
}

function isCertain({ verdict, law }: OperatorDuty): boolean {
  return verdict === 'due' || law.data.recipients.some(({ recipient }) => recipient === null)
}

function namedBy<Authority extends ListedAuthority>(
  duties: readonly OperatorDuty[],
  authorities: readonly Authority[],
): readonly Authority[] {
  const codes = new Set(duties.flatMap(({ recipients }) => recipients))
  return authorities.filter(({ code }) => codes.has(code))
}
