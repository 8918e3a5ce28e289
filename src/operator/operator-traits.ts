/** Who an operator may be taken for: what the registry knows of its trade. */
export type OperatorTraits = {
  readonly operatorId: string
  readonly sectors: readonly string[]
  /** Products that it declared to use, by their names in the gate's catalogue; null where it declared nothing. */
  readonly products: readonly string[] | null
}
