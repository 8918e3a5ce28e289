import type { DumpedRow } from './dump-rows.ts'

const tables = ['organisation', 'operator', 'person', 'organisation_key', 'person_key', 'api_token', 'session']

/** Returns everything by which a dumped database knows an operator besides what others share with it. */
export function operatorMarks(rows: readonly DumpedRow[], organisationId: string): ReadonlySet<string> {
  const direct = rows.filter(({ text }) => text.includes(organisationId))
  const people = direct.filter(({ table }) => table === 'person').map(({ values }) => String(values['id']))
  const all = rows.filter(({ text }) => text.includes(organisationId) || people.some((id) => text.includes(id)))
  const values = all.filter(({ table }) => tables.includes(table)).flatMap((row) => Object.values(row.values))
  return new Set(
    values.filter((value): value is string => typeof value === 'string' && value.length >= 12 && !/^\d{4}-\d\d-\d\dT/.test(value)),
  )
}
