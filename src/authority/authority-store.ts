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

/** Returns one authority, or null if the organisation is none. */
export async function findAuthority(queries: Queries, organisationId: string): Promise<AuthorityRow | null> {
  const row = await authorities(queries).where('authority.organisation_id', '=', organisationId).executeTakeFirst()
  return row === undefined ? null : authorityOf(row)
}

/** Returns all authorities. */
export async function listAuthorities(queries: Queries): Promise<readonly AuthorityRow[]> {
  const rows = await authorities(queries).orderBy('organisation.name_ja').execute()
  return rows.map(authorityOf)
}

function authorities(queries: Queries) {
  return queries
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
}

function authorityOf(row: Awaited<ReturnType<ReturnType<typeof authorities>['execute']>>[number]): AuthorityRow {
  return {
    organisationId: row.organisation_id,
    name: { ja: row.name_ja, en: row.name_en },
    code: row.code,
    kind: row.kind,
    sectors: row.sectors,
  }
}
