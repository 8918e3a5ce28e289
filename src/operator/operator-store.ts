import type { Queries } from '#database/database.ts'
import type { OperatorIdentifiers } from './operator-identifiers.ts'
import type { OperatorTraits } from './operator-traits.ts'

declare module '#database/tables.ts' {
  interface Tables {
    operator: {
      organisation_id: string
      corporate_number: string
      sectors: readonly string[]
      designations: readonly string[]
      identifiers: string
      products: readonly string[] | null
    }
  }
}

/** An operator as the registry knows it. */
export type OperatorRow = {
  readonly organisationId: string
  readonly corporateNumber: string
  readonly sectors: readonly string[]
  readonly designations: readonly string[]
}

/** Adds operators; `identifiers` are what must not get out in a warning, `products` what they declared to use, null where they declared nothing. */
export async function insertOperators(
  queries: Queries,
  operators: readonly (OperatorRow & { readonly identifiers: OperatorIdentifiers; readonly products: readonly string[] | null })[],
): Promise<void> {
  const rows = operators.map((one) => ({
    organisation_id: one.organisationId,
    corporate_number: one.corporateNumber,
    sectors: one.sectors,
    designations: one.designations,
    identifiers: JSON.stringify(one.identifiers),
    products: one.products,
  }))
  await queries.insertInto('operator').values(rows).execute()
}

/** Returns the operator of an organisation, or null. */
export async function findOperator(queries: Queries, organisationId: string): Promise<OperatorRow | null> {
  const row = await queries
    .selectFrom('operator')
    .select(['organisation_id', 'corporate_number', 'sectors', 'designations'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  return row === undefined
    ? null
    : { organisationId: row.organisation_id, corporateNumber: row.corporate_number, sectors: row.sectors, designations: row.designations }
}

/** Returns by what texts may name one operator, as it was registered, or null. */
export async function findIdentifiers(queries: Queries, organisationId: string): Promise<OperatorIdentifiers | null> {
  const row = await queries.selectFrom('operator').select('identifiers').where('organisation_id', '=', organisationId).executeTakeFirst()
  return row === undefined ? null : identifiersIn(row)
}

/** Returns the ids of the organisations of all operators. */
export async function operatorIds(queries: Queries): Promise<readonly string[]> {
  const rows = await queries.selectFrom('operator').select('organisation_id').execute()
  return rows.map((row) => row.organisation_id)
}

/** An operator as somebody who looks it up by name sees it. */
export type NamedOperator = OperatorRow & { readonly name: { readonly ja: string; readonly en: string } }

/** Returns at most `limit` operators whose name holds `words`, or whose corporate number they are, by name. */
export async function findOperators(queries: Queries, words: string, limit: number): Promise<readonly NamedOperator[]> {
  // What the caller typed is looked for as it is: the signs of patterns in it mean nothing.
  const pattern = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const rows = await queries
    .selectFrom('operator')
    .innerJoin('organisation', 'organisation.id', 'operator.organisation_id')
    .select(['organisation_id', 'corporate_number', 'sectors', 'designations', 'name_ja', 'name_en'])
    .where((where) =>
      where.or([where('name_ja', 'ilike', pattern), where('name_en', 'ilike', pattern), where('corporate_number', '=', words)]),
    )
    .orderBy('name_ja')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    corporateNumber: row.corporate_number,
    sectors: row.sectors,
    designations: row.designations,
    name: { ja: row.name_ja, en: row.name_en },
  }))
}

/** Returns the traits of all operators, in no order that means anything. */
export async function allTraits(queries: Queries): Promise<readonly OperatorTraits[]> {
  const rows = await queries.selectFrom('operator').select(['organisation_id', 'sectors', 'products']).orderBy('organisation_id').execute()
  return rows.map((row) => ({ operatorId: row.organisation_id, sectors: row.sectors, products: row.products }))
}

/** Returns the identifiers of all operators, each as it was registered. */
export async function allIdentifiers(queries: Queries): Promise<readonly OperatorIdentifiers[]> {
  const rows = await queries.selectFrom('operator').select('identifiers').orderBy('organisation_id').execute()
  return rows.map(identifiersIn)
}

function identifiersIn(row: { readonly identifiers: string }): OperatorIdentifiers {
  // The driver has parsed the column; what is in it, `insertOperators` wrote, in earlier versions without people.
  const earlier = { people: [] }
  return { ...earlier, ...(row.identifiers as unknown as OperatorIdentifiers) }
}
