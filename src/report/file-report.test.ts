import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Filing } from '#envelope/filing-schema.ts'
import { openDatabase, type Database } from '#database/database.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { Problem } from '#http/problem.ts'
import { ensureOrganisation } from '#identity/identity-store.ts'
import { Secret } from '#runtime/secret.ts'
import { openingOfReport } from '#receipt/log-entry-store.ts'
import { commitmentOf } from '#transparency-log/entry-commitment.ts'
import { filingVault } from './filing-vault.ts'
import { createReportRecord, type CheckedFiling, type FilingResult } from './file-report.ts'

const authorityId = randomUUID()
const envelope = { keyId: randomUUID(), envelope: 'YWdl' }
const vault = filingVault(new Secret('owner key of tests'))
let cluster: TestDatabase
let database: Database

before(async () => {
  cluster = await createTestDatabase()
  database = cluster.database
  const name = { ja: '架空の役所', en: 'Fictional Office' }
  await ensureOrganisation(database.kysely, { id: authorityId, kind: 'authority', name, clearance: 'clear' })
})

after(() => cluster.drop())

type Changes = Partial<Omit<CheckedFiling, 'filing'>> & { readonly filing?: Partial<Filing> }

/** A filing as the intake hands it on, of operator `o` where nothing else is said. */
function checked(changes: Changes = {}): CheckedFiling {
  const filing: Filing = {
    format: 'noroshi-filing-1',
    reportId: randomUUID(),
    incidentId: randomUUID(),
    previousReportId: null,
    stage: 'initial',
    rulebook: { id: 'jp', version: '1' },
    handling: { 'inc.kind': 'other' },
    shareable: {},
    sealed: { body: 'YWdl', owner: envelope, authorities: [envelope], log: envelope, recovery: envelope, attachments: [] },
    signature: '',
    ...changes.filing,
  }
  const bytes = Buffer.from(JSON.stringify(filing))
  return {
    bytes,
    ownerTag: Buffer.from('o'),
    idempotencyKey: filing.reportId,
    digest: createHash('sha256').update(bytes).digest('hex'),
    filedAt: '2026-11-22T03:10:00Z',
    authorityIds: [authorityId],
    owedAfter: (before) => before ?? { obligations: [], clockInstants: {} },
    ...changes,
    filing,
  }
}

/** Files all of them in one turn of the event loop, so that first reports share a transaction, and returns what each became. */
async function fileTogether(
  filings: readonly CheckedFiling[],
  record = createReportRecord({ database, vault }),
): Promise<readonly string[]> {
  const outcomes = await Promise.allSettled(filings.map((one) => record.file(one)))
  return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? described(outcome.value) : codeOf(outcome.reason)))
}

function described({ report, added }: FilingResult): string {
  return `${added ? 'added' : 'known'} ${report.reportId}`
}

function codeOf(error: unknown): string {
  if (error instanceof Problem) return error.code
  throw error
}

async function kept(ids: readonly string[]): Promise<{ reports: number; incidents: number; recipients: number }> {
  const count = async (sql: string): Promise<number> => (await database.pool.query<{ n: number }>(sql, [ids])).rows[0]?.n ?? -1
  const incidents = 'select incident_id from report where id = any($1)'
  return {
    reports: await count('select count(*)::int as n from report where id = any($1)'),
    incidents: await count(`select count(*)::int as n from incident where id in (${incidents})`),
    recipients: await count(`select count(*)::int as n from incident_recipient where incident_id in (${incidents})`),
  }
}

test('fileReport() writes the first reports of one moment, and answers each with its own', async () => {
  const filings = Array.from({ length: 150 }, () => checked())
  assert.deepEqual(
    await fileTogether(filings),
    filings.map(({ filing }) => `added ${filing.reportId}`),
  )
  assert.deepEqual(await kept(filings.map(({ filing }) => filing.reportId)), { reports: 150, incidents: 150, recipients: 150 })
})

test('fileReport() answers a repeated key with the first report, within one moment and later', async () => {
  const filing = checked()
  const id = filing.filing.reportId
  const answers = await fileTogether(Array.from({ length: 64 }, () => ({ ...filing })))
  assert.deepEqual(answers.toSorted(), [`added ${id}`, ...Array.from({ length: 63 }, () => `known ${id}`)])
  assert.deepEqual(await fileTogether([filing, filing]), [`known ${id}`, `known ${id}`])
  assert.deepEqual(await kept([id]), { reports: 1, incidents: 1, recipients: 1 })
})

test('fileReport() refuses a repeated key with other content, within one moment and later', async () => {
  const first = checked()
  const other = checked({ idempotencyKey: first.idempotencyKey })
  assert.deepEqual(await fileTogether([first, other]), [`added ${first.filing.reportId}`, 'IDEMPOTENCY_KEY_REUSED'])
  assert.deepEqual(await fileTogether([other]), ['IDEMPOTENCY_KEY_REUSED'])
  assert.deepEqual((await kept([other.filing.reportId])).reports, 0)
})

test('fileReport() refuses taken ids under another key, within one moment and later, and takes their neighbours', async () => {
  const first = checked()
  const { reportId, incidentId } = first.filing
  const [sameReport, sameIncident, neighbour] = [
    checked({ filing: { reportId }, idempotencyKey: randomUUID() }),
    checked({ filing: { incidentId } }),
    checked(),
  ]
  const together = await fileTogether([first, sameReport, sameIncident, neighbour])
  // Which of those that claim an id is first is chance; that one alone is.
  assert.deepEqual(together.slice(0, 3).filter((one) => one.startsWith('added')).length >= 1, true)
  assert.equal(together[3], `added ${neighbour.filing.reportId}`)
  const { rows } = await database.pool.query('select id from report where id = $1 or incident_id = $2', [reportId, incidentId])
  assert.ok(rows.length <= 2)
  const taken = checked()
  assert.deepEqual(await fileTogether([taken]), [`added ${taken.filing.reportId}`])
  assert.deepEqual(
    await fileTogether([
      checked({ filing: { reportId: taken.filing.reportId }, idempotencyKey: randomUUID() }),
      checked({ filing: { incidentId: taken.filing.incidentId } }),
    ]),
    ['REPORT_EXISTS', 'REPORT_EXISTS'],
  )
})

test('fileReport() keeps the keys of two operators apart', async () => {
  const first = checked()
  const other = checked({ idempotencyKey: first.idempotencyKey, ownerTag: Buffer.from('p') })
  assert.deepEqual(await fileTogether([first, other]), [`added ${first.filing.reportId}`, `added ${other.filing.reportId}`])
})

test('fileReport() takes the neighbours of a filing that the database refuses', async () => {
  const [good, bad] = [checked(), checked({ authorityIds: [randomUUID()] })]
  const outcomes = await Promise.allSettled(
    [createReportRecord({ database, vault })].flatMap((record) => [record.file(good), record.file(bad)]),
  )
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected'],
  )
  assert.deepEqual(await kept([good.filing.reportId, bad.filing.reportId]), { reports: 1, incidents: 1, recipients: 1 })
})

test('fileReport() in two processes takes the same retries in any order', async () => {
  const other = openDatabase(cluster.address, 4)
  try {
    for (let round = 0; round < 10; round++) {
      const retries = Array.from({ length: 20 }, () => checked())
      const answers = await Promise.all([
        fileTogether(retries),
        fileTogether(
          retries.toReversed().map((one) => ({ ...one })),
          createReportRecord({ database: other, vault }),
        ),
      ])
      const all = answers.flat()
      assert.deepEqual([all.filter((one) => one.startsWith('added')).length, all.filter((one) => one.startsWith('known')).length], [20, 20])
    }
  } finally {
    await other.close()
  }
})

test('fileReport() goes again when the database breaks a circle of waiting filings at its expense', async () => {
  const batch = [checked(), checked()].toSorted((left, right) => (left.idempotencyKey < right.idempotencyKey ? -1 : 1))
  const [first, second] = batch
  assert.ok(first && second)
  const rival = await database.pool.connect()
  try {
    const claim = async ({ filing }: CheckedFiling): Promise<void> => {
      await rival.query(
        `insert into report (id, incident_id, owner_tag, stage, revision, idempotency_key, digest, filed_at, rulebook_version, filing)
         values ($1::uuid, $2, 'rival', 'initial', 1, $1::text, '', now(), '1', '')`,
        [randomUUID(), filing.incidentId],
      )
    }
    await rival.query('begin')
    // The database fails who first looks for a circle: the batch after a second, the rival much later.
    await rival.query(`set local deadlock_timeout = '5min'`)
    await claim(second)
    const filed = fileTogether(batch)
    await untilWaiting()
    // Now the batch waits for the rival and the rival for the batch.
    await claim(first)
    await rival.query('rollback')
    assert.deepEqual(await filed, [`added ${first.filing.reportId}`, `added ${second.filing.reportId}`])
  } finally {
    rival.release()
  }
})

async function untilWaiting(): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (rows.length > 0) return
  }
}

test('fileReport() lets one of two follow-ups of the same moment follow, and keeps every version', async () => {
  const first = checked()
  await fileTogether([first])
  const { incidentId, reportId: previousReportId } = first.filing
  const updates = [1, 2, 3].map(() => checked({ filing: { incidentId, previousReportId, stage: 'update' } }))
  const answers = await fileTogether(updates)
  assert.deepEqual(answers.toSorted().slice(0, 2), ['REPORT_SUPERSEDED', 'REPORT_SUPERSEDED'])
  const winner = updates[answers.findIndex((one) => one.startsWith('added'))]
  assert.ok(winner)
  // A retry of what was filed is no second follow-up.
  assert.deepEqual(
    await fileTogether([winner, { ...winner }]),
    Array.from({ length: 2 }, () => `known ${winner.filing.reportId}`),
  )
  const { rows } = await database.pool.query('select id, revision, stage from report where incident_id = $1 order by revision', [
    incidentId,
  ])
  assert.deepEqual(rows, [
    { id: previousReportId, revision: 1, stage: 'initial' },
    { id: winner.filing.reportId, revision: 2, stage: 'update' },
  ])
})

test('fileReport() refuses a follow-up of no incident and of a foreign one alike', async () => {
  const first = checked()
  await fileTogether([first])
  const { incidentId, reportId: previousReportId } = first.filing
  assert.deepEqual(
    await fileTogether([
      checked({ filing: { incidentId, previousReportId, stage: 'update' }, ownerTag: Buffer.from('p') }),
      checked({ filing: { previousReportId, stage: 'update' } }),
    ]),
    ['NOT_FOUND', 'NOT_FOUND'],
  )
})

test('fileReport() lets nothing follow a withdrawal, and no first report follow anything', async () => {
  const first = checked()
  await fileTogether([first])
  const { incidentId } = first.filing
  const withdrawal = checked({ filing: { incidentId, previousReportId: first.filing.reportId, stage: 'withdrawal' } })
  assert.deepEqual(await fileTogether([withdrawal]), [`added ${withdrawal.filing.reportId}`])
  const previousReportId = withdrawal.filing.reportId
  for (const stage of ['update', 'detailed', 'final', 'withdrawal'])
    assert.deepEqual(await fileTogether([checked({ filing: { incidentId, previousReportId, stage } })]), ['STAGE_OUT_OF_ORDER'])
  assert.deepEqual(await fileTogether([checked({ filing: { incidentId } })]), ['REPORT_EXISTS'])
})

test('fileReport() logs every report once, each entry of a case counting on from the one before, also where the clock was set back', async () => {
  const first = checked({ filedAt: '2026-11-22T03:10:00.5Z' })
  const { incidentId } = first.filing
  const versions = [first]
  for (const [stage, filedAt] of Object.entries({ update: '2026-11-22T03:09:00Z', withdrawal: '2026-11-22T03:11:00Z' }))
    versions.push(
      checked({
        filing: { incidentId, previousReportId: versions.at(-1)?.filing.reportId ?? null, stage },
        filedAt,
        ownerTag: first.ownerTag,
      }),
    )
  for (const version of versions) await fileTogether([version, version])
  const openings = await Promise.all(versions.map(({ filing }) => openingOfReport(database.kysely, filing.reportId)))
  const common = (at: number) => {
    const before = openings[at - 1]
    const { filing, digest } = versions[at] ?? first
    const prev = before === undefined || before === null ? null : commitmentOf(before.opening).toHex()
    return { case: incidentId, seq: at + 1, prev, report: filing.reportId, stage: filing.stage, digest }
  }
  assert.deepEqual(
    openings.map((one) => one?.opening.entry),
    [
      { kind: 'submit', at: '2026-11-22T03:10:00.500Z', ...common(0) },
      { kind: 'follow-up', at: '2026-11-22T03:10:00.500Z', ...common(1) },
      { kind: 'withdraw', at: '2026-11-22T03:11:00.000Z', ...common(2) },
    ],
  )
})

test('fileReport() leaves no report without an entry and no entry without a report', async () => {
  const count = async (): Promise<unknown> =>
    (
      await database.pool.query(
        `select count(*) filter (where report.id is null or log_entry.id is null)::int as alone, count(*)::int as whole
         from report full join log_entry on log_entry.report_id = report.id`,
      )
    ).rows
  const before = await count()
  const refused = await Promise.allSettled([createReportRecord({ database, vault }).file(checked({ authorityIds: [randomUUID()] }))])
  assert.equal(refused[0]?.status, 'rejected')
  assert.deepEqual(await count(), before)
  await fileTogether([checked(), checked()])
  assert.deepEqual(((await count()) as { alone: number }[])[0]?.alone, 0)
})
