import type { InTransaction } from '#database/database.ts'
import type { Opening } from './opening-store.ts'

/** An opening that was logged before, with its entry. */
export type RepeatedOpening = {
  readonly openingId: string
  readonly openedAt: string
  readonly entry: { readonly seq: number; readonly commitment: Uint8Array; readonly salt: Uint8Array; readonly entry: string }
}

/** Returns the opening that this very wish of the same person has left already, or null; one that was withheld from the operator is never answered again. */
export async function findRepeatedOpening(
  tx: InTransaction,
  { nonce, personId, reportId, purpose }: Pick<Opening, 'nonce' | 'personId' | 'reportId' | 'purpose'>,
): Promise<RepeatedOpening | null> {
  const row = await tx
    .selectFrom('opening')
    .innerJoin('log_entry', (join) =>
      join.onRef('log_entry.case_id', '=', 'opening.incident_id').onRef('log_entry.case_seq', '=', 'opening.entry_seq'),
    )
    .select([
      'opening.id as openingId',
      'opening.opened_at as openedAt',
      'opening.entry_seq as seq',
      'log_entry.commitment',
      'log_entry.salt',
      'log_entry.entry',
    ])
    .where('opening.nonce', '=', nonce)
    .where('opening.person_id', '=', personId)
    .where('opening.report_id', '=', reportId)
    .where('opening.purpose', '=', purpose)
    .where('opening.reveal_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined || row.seq === null) return null
  const { openingId, openedAt, seq, commitment, salt, entry } = row
  return { openingId, openedAt, entry: { seq, commitment, salt, entry } }
}
