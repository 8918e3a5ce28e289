import type { DemoOperator } from './demo-operators.ts'

/** Everything by which texts may name one operator. */
export type OperatorIdentifiers = {
  readonly operatorId: string
  /** Names of the operator and its subsidiaries, today's and former ones, in Japanese, kana and English, with or without the legal form. */
  readonly names: readonly string[]
  readonly abbreviations: readonly string[]
  readonly domains: readonly string[]
  /** Networks, addresses, or two addresses with a hyphen between. */
  readonly ranges: readonly string[]
  /** Names of internal hosts. */
  readonly hosts: readonly string[]
  readonly corporateNumbers: readonly string[]
  /** Full names of its people, in Japanese and English. */
  readonly people: readonly string[]
}

/** Returns the identifiers of a fictional operator. */
export function identifiersOf(operator: DemoOperator): OperatorIdentifiers {
  const bearers = [operator.names, ...operator.names.former, ...operator.subsidiaries.map((subsidiary) => subsidiary.names)]
  return {
    operatorId: operator.id,
    names: bearers.flatMap((names) => [names.ja, names.kana, names.romaji]),
    abbreviations: operator.names.abbreviations,
    domains: [...operator.domains, ...operator.subsidiaries.flatMap((subsidiary) => subsidiary.domains)],
    ranges: operator.ranges,
    hosts: operator.systems,
    corporateNumbers: [operator.corporateNumber],
    people: operator.people.flatMap(({ name }) => [name.ja, name.en]),
  }
}
