import type { AssessedRecipient } from './assessment.ts'
import { citeClause } from './cite-clause.ts'
import type { ReadFacts } from './facts.ts'
import { sectorsOf } from './recipient-codes.ts'
import type { Law, Rulebook } from './rulebook.ts'

/** Returns the bodies to which a report under `law` goes. */
export function assessRecipients(law: Law, read: ReadFacts, rulebook: Rulebook): AssessedRecipient[] {
  return law.data.recipients.flatMap((entry): AssessedRecipient[] => {
    const clause = citeClause(law, entry.clause)
    if (entry.recipient === null)
      return ministersFor(read, rulebook).map((minister) => ({ ...minister, text: minister.recipient?.name ?? entry.text, clause }))
    return [{ recipient: rulebook.recipients.get(entry.recipient) ?? null, text: entry.text, sectors: [], clause }]
  })
}

/** Returns the ministers with jurisdiction over the sectors of the operator, or one without a name where no sector is known. */
export function ministersFor(read: ReadFacts, rulebook: Rulebook): Pick<AssessedRecipient, 'recipient' | 'sectors'>[] {
  const pairs = sectorsOf(read, rulebook).flatMap((sector) => sector.ministers.map((minister) => ({ minister, sector: sector.code })))
  const byMinister = Map.groupBy(pairs, (pair) => pair.minister)
  if (byMinister.size === 0) return [{ recipient: null, sectors: [] }]
  return [...byMinister].map(([minister, entries]) => ({
    recipient: rulebook.recipients.get(minister) ?? null,
    sectors: entries.map((entry) => entry.sector),
  }))
}
