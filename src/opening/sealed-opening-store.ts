import type { InTransaction, Queries } from '#database/database.ts'
import type { KeptSealedOpening, ShownSealedOpening } from './shown-sealed-opening.ts'

declare module '#database/tables.ts' {
  interface Tables {
    sealed_opening: {
      id: string
      report_id: string
      authority_id: string
      person_id: string
      purpose: string
      reveal_at: string
      requested_at: string
      signature: string
      approver_id: string | null
      approved_at: string | null
      approval_signature: string | null
    }
  }
}

/** Adds a wish; false if its id was used before. */
export async function insertSealedOpening(queries: Queries, wish: Omit<KeptSealedOpening, 'approval'>): Promise<boolean> {
  const added = await queries
    .insertInto('sealed_opening')
    .values({
      id: wish.id,
      report_id: wish.reportId,
      authority_id: wish.authorityId,
      person_id: wish.personId,
      purpose: wish.purpose,
      reveal_at: wish.revealAt,
      requested_at: wish.requestedAt,
      signature: wish.signature,
      approver_id: null,
      approved_at: null,
      approval_signature: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute()
  return added.length === 1
}

/** Returns a wish, locked until the transaction ends, or null. */
export async function lockSealedOpening(tx: InTransaction, id: string): Promise<KeptSealedOpening | null> {
  const row = await tx.selectFrom('sealed_opening').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) return null
  const { approver_id: personId, approved_at: at, approval_signature: signature } = row
  return {
    id: row.id,
    reportId: row.report_id,
    authorityId: row.authority_id,
    personId: row.person_id,
    purpose: row.purpose,
    // As it was signed.
    revealAt: signedInstant(row.reveal_at),
    requestedAt: signedInstant(row.requested_at),
    signature: row.signature,
    approval: personId === null || at === null || signature === null ? null : { personId, at, signature },
  }
}

/** Writes the consent to a wish. */
export async function approveSealedOpening(
  queries: Queries,
  id: string,
  approval: { readonly personId: string; readonly at: string; readonly signature: string },
): Promise<void> {
  const { personId, at, signature } = approval
  await queries
    .updateTable('sealed_opening')
    .set({ approver_id: personId, approved_at: at, approval_signature: signature })
    .where('id', '=', id)
    .execute()
}

/** Returns the wishes of an authority, newest first, at most two hundred; of one officer alone where `personId` is given. */
export async function sealedOpeningsOf(
  queries: Queries,
  { authorityId, personId }: { readonly authorityId: string; readonly personId: string | null },
): Promise<readonly ShownSealedOpening[]> {
  const rows = await queries
    .selectFrom('sealed_opening')
    .innerJoin('report', 'report.id', 'sealed_opening.report_id')
    .innerJoin('person', 'person.id', 'sealed_opening.person_id')
    .leftJoin('opening', 'opening.sealed_opening_id', 'sealed_opening.id')
    .selectAll('sealed_opening')
    .select(['report.incident_id', 'person.pseudonym', 'opening.opened_at'])
    .where('sealed_opening.authority_id', '=', authorityId)
    .$if(personId !== null, (query) => query.where('sealed_opening.person_id', '=', personId ?? ''))
    .orderBy('sealed_opening.requested_at', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    reportId: row.report_id,
    incidentId: row.incident_id,
    personId: row.person_id,
    pseudonym: row.pseudonym,
    purpose: row.purpose,
    revealAt: signedInstant(row.reveal_at),
    requestedAt: signedInstant(row.requested_at),
    approvedAt: row.approved_at,
    openedAt: row.opened_at,
  }))
}

/** Returns how many sealed openings there were, and how many of them their operators are not told of yet. */
export async function countSealedOpenings(queries: Queries, now: string): Promise<{ readonly total: number; readonly withheld: number }> {
  const row = await queries
    .selectFrom('opening')
    .select(({ fn }) => [fn.countAll<number>().as('total'), fn.countAll<number>().filterWhere('reveal_at', '>', now).as('withheld')])
    .where('reveal_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return { total: row.total, withheld: row.withheld }
}

/** Instants are signed with milliseconds or without any fraction, as `Temporal.Instant` writes them; the database keeps no trailing zeros either. */
function signedInstant(stored: string): string {
  return Temporal.Instant.from(stored).toString()
}
