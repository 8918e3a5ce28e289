import type { Rulebook } from '#rulebook/rulebook.ts'

/**
 * Returns the ids of the laws that may name an authority as their recipient; a law whose recipient is the minister with jurisdiction names every
 * ministry.
 *
 * Which laws bind an operator says what it is and where it works, which its report keeps sealed: an authority sees of an incident what is owed
 * under these alone.
 */
export function lawsNaming(
  { code, kind }: { readonly code: string; readonly kind: string },
  rulebooks: readonly Rulebook[],
): readonly string[] {
  const laws = rulebooks.flatMap((rulebook) => rulebook.laws.map(({ data }) => data))
  const naming = laws.filter(({ recipients }) =>
    recipients.some(({ recipient }) => (recipient === null ? kind === 'ministry' : recipient === code)),
  )
  return [...new Set(naming.map(({ id }) => id))]
}
