import type { Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    authority: { organisation_id: string; code: string; kind: string; sectors: readonly string[] }
  }
}

/** An authority as the directory shows it. */
export type AuthorityRow = {
  readonly organisationId: string
  readonly name: { readonly ja: string; readonly en: string }
  /** The code under which rulebooks name it as a recipient. */
  readonly code: string
  readonly kind: string
  readonly sectors: readonly string[]
}

/** Adds authorities; their organisations exist already. */
export async function insertAuthorities(queries: Queries, authorities: readonly Omit<AuthorityRow, 'name'>[]): Promise<void> {
  await queries
    .insertInto('authority')
    .values(authorities.map((one) => ({ organisation_id: one.organisationId, code: one.code, kind: one.kind, sectors: one.sectors })))
    .execute()
}

/** Returns the code under which rulebooks name an authority, or null if the organisation is none. */
export async function codeOfAuthority(queries: Queries, organisationId: string): Promise<string | null> {
  const row = await queries.selectFrom('authority').select('code').where('organisation_id', '=', organisationId).executeTakeFirst()
  return row?.code ?? null
}

/** Returns all authorities. */
export async function listAuthorities(queries: Queries): Promise<readonly AuthorityRow[]> {
  const rows = await queries
    .selectFrom('authority')
    .innerJoin('organisation', 'organisation.id', 'authority.organisation_id')
    .select([
      'authority.organisation_id',
      'authority.code',
      'authority.kind',
      'authority.sectors',
      'organisation.name_ja',
      'organisation.name_en',
    ])
    .orderBy('organisation.name_ja')
    .execute()
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    name: { ja: row.name_ja, en: row.name_en },
    code: row.code,
    kind: row.kind,
    sectors: row.sectors,
  }))
}
