import type { Database } from '#database/database.ts'

/** One row of a table as a thief of the database has it: every value as text, bytes as `\x` and hexadecimal. */
export type DumpedRow = { readonly table: string; readonly values: Readonly<Record<string, unknown>>; readonly text: string }

/** Returns every row of every table. */
export async function dumpRows({ pool }: Database): Promise<readonly DumpedRow[]> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  )
  const dumped: DumpedRow[] = []
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: Readonly<Record<string, unknown>> }>(`select to_jsonb(one) as row from ${name} one`)
    dumped.push(...rows.map(({ row }) => ({ table: name, values: row, text: JSON.stringify(row) })))
  }
  return dumped
}
