import type { Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    organisation_phone: { organisation_id: string; place: number; number: string }
  }
}

/** The telephone numbers of an organisation, in the order in which they are tried. */
export type OrganisationPhones = { readonly organisationId: string; readonly numbers: readonly string[] }

/** Adds the numbers of organisations that have none yet. */
export async function insertPhones(queries: Queries, phones: readonly OrganisationPhones[]): Promise<void> {
  const rows = phones.flatMap(({ organisationId, numbers }) =>
    numbers.map((number, index) => ({ organisation_id: organisationId, place: index + 1, number })),
  )
  if (rows.length > 0) await queries.insertInto('organisation_phone').values(rows).execute()
}

/** Returns the numbers of these organisations, by organisation. */
export async function phonesOf(queries: Queries, organisationIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (organisationIds.length === 0) return new Map()
  const rows = await queries
    .selectFrom('organisation_phone')
    .selectAll()
    .where('organisation_id', 'in', organisationIds)
    .orderBy('organisation_id')
    .orderBy('place')
    .execute()
  const byOrganisation = Map.groupBy(rows, (row) => row.organisation_id)
  return new Map([...byOrganisation].map(([id, own]) => [id, own.map(({ number }) => number)]))
}
