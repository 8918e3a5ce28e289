// Links incidents as they come, 10,000 by default, then a burst of 300, and compares the time with that of inserting the same rows plainly.
import { randomBytes, randomUUID } from 'node:crypto'
import { traitKeys } from '#campaign/trait-keys.ts'
import { linkTick, type LinkingParts } from '#campaign/link-tick.ts'
import { createTestDatabase } from '#database/test-database.ts'
import { judgeOfValues } from '#main/judge-of-values.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import { IdentifierScanner } from '#operator/identifier-scanner.ts'
import { identifiersOf } from '#operator/operator-identifiers.ts'
import { filingVault } from '#report/filing-vault.ts'
import { fixedClock } from '#runtime/clock.ts'
import { Secret } from '#runtime/secret.ts'
import { builtInKnownGood, KnownGood } from '#warning/gate/known-good.ts'
import { simulateIncidents, type SimulatedIncident } from '../test/support/simulated-incidents.ts'

const count = Number(process.argv[2] ?? 10_000)
const burst = 300
const test = await createTestDatabase()
const { kysely } = test.database
const secret = new Secret('owner key of a benchmark')
const vault = filingVault(secret)
const clock = fixedClock('2026-04-01T00:00:00Z')
const scanner = new IdentifierScanner(demoOperators.map(identifiersOf))
const judge = judgeOfValues({ scanner, knownGood: new KnownGood(builtInKnownGood) })
const parts: LinkingParts = {
  database: test.database,
  clock,
  vault,
  keys: traitKeys(secret),
  newId: () => randomUUID(),
  openJudge: () => Promise.resolve(judge),
  onUnreadable: (_, error) => {
    throw error
  },
}

try {
  const incidents = simulateIncidents({ unrelated: count, campaigns: [2, 2, 5, 5, 50], days: 365, seed: 5 })
  await file(incidents)
  const seconds = await linkAll()
  console.log(
    `${incidents.length} incidents: ${(incidents.length / seconds).toFixed(0)} a second; ${await rows('incident_trait')} traits, ${await rows('incident_link')} links`,
  )
  const plain = await insertPlainly()
  console.log(`the same rows plainly: ${plain.toFixed(1)} s, linking ${seconds.toFixed(1)} s, ratio ${(seconds / plain).toFixed(1)}`)
  const before = await rows('incident_link')
  await file(simulateIncidents({ unrelated: 0, campaigns: [burst], days: 400, seed: 6 }))
  const inBurst = await linkAll()
  console.log(`a burst of ${burst}: ${inBurst.toFixed(1)} s, ${(await rows('incident_link')) - before} links`)
} finally {
  await test.drop()
}

/** Puts reports into the database as a filing leaves them, without the parts that linking does not read. */
async function file(incidents: readonly SimulatedIncident[]): Promise<void> {
  const start = Temporal.Instant.from('2025-04-01T12:00:00Z')
  for (let at = 0; at < incidents.length; at += 200) {
    const some = incidents
      .slice(at, at + 200)
      .map((one) => ({ ...one, id: randomUUID(), reportId: randomUUID(), at: start.add({ hours: 24 * one.day }).toString() }))
    await kysely.transaction().execute(async (tx) => {
      const common = { stage: 'initial', revision: 1 }
      await tx
        .insertInto('incident')
        .values(
          some.map((one) => ({
            ...common,
            id: one.id,
            kind: 'other',
            owner_tag: randomBytes(32),
            opened_at: one.at,
            latest_report_at: one.at,
            next_due_at: null,
            summary: {},
            clock_instants: {},
          })),
        )
        .execute()
      await tx
        .insertInto('report')
        .values(
          some.map((one) => ({
            ...common,
            id: one.reportId,
            incident_id: one.id,
            owner_tag: randomBytes(32),
            previous_report_id: null,
            idempotency_key: one.reportId,
            digest: randomBytes(32),
            filed_at: one.at,
            rulebook_version: '1',
            filing: null,
            sealed_filing: vault.seal(one.reportId, Buffer.from(JSON.stringify({ shareable: one.shareable }))),
            gate_taken_at: null,
            authority_ids: [],
          })),
        )
        .execute()
    })
  }
  await test.database.pool.query('analyze')
}

/** Links until nothing is left to do; returns seconds. */
async function linkAll(): Promise<number> {
  const started = performance.now()
  for (let round = await linkTick(parts); round.incidents > 0; round = await linkTick(parts));
  return (performance.now() - started) / 1000
}

async function rows(table: 'incident_trait' | 'incident_link'): Promise<number> {
  const { rows: found } = await test.database.pool.query<{ count: number }>(`select count(*) from ${table}`)
  return found[0]?.count ?? 0
}

/** Inserts the rows that linking wrote into tables with the same indexes, 25 incidents to a transaction; returns seconds. */
async function insertPlainly(): Promise<number> {
  const { pool } = test.database
  for (const table of ['incident_trait', 'incident_link']) await pool.query(`create table plain_${table} (like ${table} including all)`)
  const { rows: ids } = await pool.query<{ id: string }>('select incident_id as id from incident_reading order by opened_on')
  const started = performance.now()
  for (let at = 0; at < ids.length; at += 25) {
    const some = ids.slice(at, at + 25).map(({ id }) => id)
    await pool.query(
      `with traits as (insert into plain_incident_trait select * from incident_trait where incident_id = any($1))
       insert into plain_incident_link select * from incident_link where low_incident_id = any($1)`,
      [some],
    )
  }
  return (performance.now() - started) / 1000
}
