// Durable reports per second over HTTP, divided by plain single-row inserts of the same bytes through the same driver, both at 16 in flight.
import { Agent, request } from 'node:http'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { startDemo } from '../test/support/demo.ts'
import { nextFiling, openFiler } from '../test/support/filings.ts'
import { inFlight, median } from './in-flight.ts'

const width = 16
const count = 3_000
const runs = 3

const demo = await startDemo({ environment: { NOROSHI_FILINGS_PER_MINUTE: '100000000', NOROSHI_RELEASE_TICK_SECONDS: '3600' } })
try {
  const filer = await openFiler(demo.url)
  const pool = new pg.Pool({
    host: join(demo.dataFolder, 'postgres'),
    user: 'noroshi',
    password: await readFile(join(demo.dataFolder, 'private', 'database-password'), 'utf8'),
    database: 'noroshi',
    max: width,
  })
  await pool.query('create table bench_plain (id uuid primary key, filing text storage external not null)')
  const rates = { plain: [] as number[], http: [] as number[] }
  const agent = new Agent({ keepAlive: true, maxSockets: width })
  for (let run = 0; run <= runs; run++) {
    const filings = await Promise.all(Array.from({ length: count }, () => nextFiling(filer)))
    const bodies = filings.map((filing) => ({ id: filing.reportId, text: JSON.stringify(filing) }))
    const plain =
      count /
      (await inFlight(
        bodies,
        width,
        async ({ id, text }) =>
          void (await pool.query({ name: 'plain', text: 'insert into bench_plain (id, filing) values ($1, $2)', values: [id, text] })),
      ))
    const http = count / (await inFlight(bodies, width, ({ id, text }) => post({ agent, token: filer.token, id, text })))
    console.error(
      `run ${run}${run === 0 ? ' (warm-up)' : ''}: ${Math.round(plain)} plain inserts/s, ${Math.round(http)} reports/s, ${bodies[0]?.text.length} bytes each`,
    )
    if (run === 0) continue
    rates.plain.push(plain)
    rates.http.push(http)
  }
  const filed = await pool.query<{ count: number }>('select count(*)::int as count from report')
  if (filed.rows[0]?.count !== count * (runs + 1)) throw new Error(`Expected ${count * (runs + 1)} reports, found ${filed.rows[0]?.count}`)
  const ratio = median(rates.http) / median(rates.plain)
  console.log(
    JSON.stringify({
      benchmark: 'intake',
      reportsPerSecond: Math.round(median(rates.http)),
      plainInsertsPerSecond: Math.round(median(rates.plain)),
      ratio: Number(ratio.toFixed(2)),
      target: 0.8,
    }),
  )
  agent.destroy()
  await pool.end()
} finally {
  await demo.stop()
}

function post({ agent, token, id, text }: { agent: Agent; token: string; id: string; text: string }): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    authorization: `Bearer ${token}`,
    'idempotency-key': id,
  }
  const outgoing = request({ agent, host: '127.0.0.1', port: demo.port, path: '/api/v1/reports', method: 'POST', headers }, (incoming) => {
    incoming.resume()
    incoming.on('end', () => (incoming.statusCode === 201 ? resolve() : reject(new Error(`Status ${incoming.statusCode}`))))
  })
  outgoing.on('error', reject)
  outgoing.end(text)
  return promise
}
