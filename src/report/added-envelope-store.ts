import type { Queries } from '#database/database.ts'
import type { KeyEnvelope } from '#envelope/filing-schema.ts'

declare module '#database/tables.ts' {
  interface Tables {
    added_envelope: { report_id: string; key_id: string; envelope: string; added_at: string }
  }
}

/** Adds an envelope to a report; one for the same key is replaced, since only who holds the key can tell that the first was no good. */
export async function putAddedEnvelope(queries: Queries, reportId: string, added: KeyEnvelope & { readonly at: string }): Promise<void> {
  const { keyId, envelope, at } = added
  await queries
    .insertInto('added_envelope')
    .values({ report_id: reportId, key_id: keyId, envelope, added_at: at })
    .onConflict((conflict) => conflict.columns(['report_id', 'key_id']).doUpdateSet({ envelope, added_at: at }))
    .execute()
}

/** Returns the envelopes that were added to a report for keys of this organisation. */
export async function addedEnvelopes(queries: Queries, reportId: string, organisationId: string): Promise<readonly KeyEnvelope[]> {
  return queries
    .selectFrom('added_envelope')
    .innerJoin('organisation_key', 'organisation_key.id', 'added_envelope.key_id')
    .select(['added_envelope.key_id as keyId', 'added_envelope.envelope'])
    .where('added_envelope.report_id', '=', reportId)
    .where('organisation_key.organisation_id', '=', organisationId)
    .execute()
}
