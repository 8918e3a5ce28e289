import type { Law, Rulebook } from '#rulebook/rulebook.ts'
import { isInForceAt } from '#rulebook/validity.ts'

/**
 * Returns the version of an obligation's law that was in force when its first clock started, or the one in force without an end where no clock
 * has; a proposal only where the rulebook has nothing else under that id. Null where it no longer has the law.
 */
export function lawVersion(
  { laws }: Rulebook,
  { law, stages }: { readonly law: string; readonly stages: readonly { readonly startsAt: string | null }[] },
): Law | null {
  const versions = laws.filter(({ data }) => data.id === law)
  const starts = stages.flatMap(({ startsAt }) => (startsAt === null ? [] : [Temporal.Instant.from(startsAt)]))
  const [startedAt = null] = starts.toSorted((left, right) => Temporal.Instant.compare(left, right))
  const inForce = versions.filter(({ data }) => data.status === 'in-force')
  return inForce.find((version) => isInForce(version, startedAt)) ?? inForce.at(-1) ?? versions[0] ?? null
}

function isInForce(law: Law, at: Temporal.Instant | null): boolean {
  return at === null ? law.validTo === null : isInForceAt(law, at)
}
