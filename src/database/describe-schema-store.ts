import type pg from 'pg'

/**
 * Returns the schema of a database as SQL text, tables in alphabetical order: what a reader needs to know of it, written from the catalogue, since the
 * embedded PostgreSQL brings no pg_dump.
 */
export async function describeSchema(pool: pg.Pool): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`,
  )
  const parts = await Promise.all(tables.map(({ name }) => describeTable(pool, name)))
  return `${parts.join('\n\n')}\n`
}

async function describeTable(pool: pg.Pool, table: string): Promise<string> {
  const { rows: columns } = await pool.query<{ line: string }>(
    `select format('  %I %s%s%s', attname, format_type(atttypid, atttypmod), case when attnotnull then ' not null' else '' end,
       coalesce(' default ' || pg_get_expr(adbin, adrelid), '')) as line
     from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
     where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table],
  )
  const { rows: constraints } = await pool.query<{ line: string }>(
    `select format('  constraint %I %s', conname, pg_get_constraintdef(oid)) as line from pg_constraint
     where conrelid = $1::regclass and contype <> 'n' order by contype desc, conname`,
    [table],
  )
  const { rows: indexes } = await pool.query<{ line: string }>(
    `select pg_get_indexdef(indexrelid) || ';' as line from pg_index
     where indrelid = $1::regclass and not exists (select 1 from pg_constraint where conindid = indexrelid) order by 1`,
    [table],
  )
  const body = [...columns, ...constraints].map(({ line }) => line).join(',\n')
  return [`create table ${table} (\n${body}\n);`, ...indexes.map(({ line }) => line)].join('\n')
}
