import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Filing } from '#envelope/filing-schema.ts'
import { storedEntry } from '#receipt/log-entry-store.ts'
import { commitmentOf, leafHashOf } from '#transparency-log/entry-commitment.ts'
import { judgeCheckpoint } from '#transparency-log/judge-checkpoint.ts'
import { parsePolicy } from '#transparency-log/policy.ts'
import { verifyReceipt } from '#transparency-log/receipt.ts'
import { TreeEdge } from '#transparency-log/tree-edge.ts'
import { startDemo, type RunningProgram } from './demo.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { nextFiling, openFiler, postFiling, type Filer } from './filings.ts'
import { killPostgres, startOwnPostgres, type OwnPostgres } from './postgres.ts'

/** What killing came to. */
export type KillReport = {
  readonly kills: { readonly log: number; readonly postgres: number }
  /** Filings that were acknowledged, with the receipts of some of them verified as witnessed. */
  readonly acknowledged: number
  readonly receiptsVerified: number
  readonly retries: number
  /** Leaves of the tree at the end, cover entries among them. */
  readonly leaves: number
  readonly secondsUntilBack: { readonly log: readonly number[]; readonly postgres: readonly number[] }
  /** What must not be: an acknowledged filing without its leaf, a leaf without its filing, another root, a gap. */
  readonly faults: readonly string[]
}

const width = 6
const receiptsToVerify = 25
const environment = { NOROSHI_DEMO: '1', NOROSHI_FILINGS_PER_MINUTE: '100000000', NOROSHI_RELEASE_TICK_SECONDS: '3600' }

/**
 * Kills the log's process and PostgreSQL in turn, without warning, `kills` times each at random moments, under filings whose clients retry the
 * same bytes until they are acknowledged; server, log and database are processes of their own.
 */
export async function killUnderLoad(kills: number, tell: (text: string) => void = () => {}): Promise<KillReport> {
  const ground = new KillingGround(await startOwnPostgres({ keepRunning: true }), await temporaryFolder())
  try {
    await ground.start()
    const load = ground.load()
    const back = { log: [] as number[], postgres: [] as number[] }
    for (let kill = 0; kill < kills; kill++) {
      back.log.push(await ground.killLog())
      back.postgres.push(await ground.killDatabase())
      if (kill % 10 === 9) tell(`${kill + 1} of ${kills} kills of each, ${ground.acknowledged.size} filings acknowledged`)
    }
    ground.stopping = true
    await load
    const { leaves, receiptsVerified } = await ground.compare()
    const { acknowledged, retries, faults } = ground
    const { log, postgres } = back
    return {
      kills: { log: kills, postgres: kills },
      acknowledged: acknowledged.size,
      receiptsVerified,
      retries,
      leaves,
      secondsUntilBack: { log, postgres },
      faults,
    }
  } finally {
    ground.stopping = true
    await ground.end()
  }
}

type StoredLeaf = { commitment: Buffer; salt: Buffer; entry: string; report: string | null; digest: string | null; index: number | null }

class KillingGround {
  readonly acknowledged = new Map<string, string>()
  readonly faults: string[] = []
  retries = 0
  stopping = false
  readonly #postgres: OwnPostgres
  readonly #dataFolder: string
  #log: RunningProgram | null = null
  #server: RunningProgram | null = null
  #filer: Filer | null = null

  constructor(postgres: OwnPostgres, dataFolder: string) {
    this.#postgres = postgres
    this.#dataFolder = dataFolder
  }

  async start(): Promise<void> {
    this.#log = await this.#launch('log')
    this.#server = await this.#launch('serve')
    this.#filer = await openFiler(this.#server.url)
  }

  #launch(command: string): Promise<RunningProgram> {
    return startDemo({ command, dataFolder: this.#dataFolder, environment: { ...environment, DATABASE_URL: this.#postgres.url } })
  }

  load(): Promise<unknown> {
    return Promise.all(
      Array.from({ length: width }, async () => {
        while (!this.stopping) await this.#fileUntilAcknowledged(await nextFiling(this.#filing))
      }),
    )
  }

  get #filing(): Filer {
    if (this.#filer === null) throw new TypeError('Nobody files yet')
    return this.#filer
  }

  async #fileUntilAcknowledged(filing: Filing): Promise<void> {
    for (;;) {
      const answer = await postFiling(this.#filing, filing).catch(() => null)
      if (answer?.status === 201 || answer?.status === 200) {
        this.acknowledged.set(filing.reportId, String(answer.body['digest']))
        return
      }
      if (answer !== null && answer.status < 500 && answer.status !== 429) {
        this.faults.push(`${filing.reportId} was refused with ${answer.status} ${String(answer.body['code'])}`)
        return
      }
      this.retries += 1
      await pause(50)
    }
  }

  /** Returns the seconds until the log's process was ready again. */
  async killLog(): Promise<number> {
    await pause(200 + Math.random() * 600)
    this.#log?.child.kill('SIGKILL')
    const killedAt = performance.now()
    this.#log = await this.#launch('log')
    return (performance.now() - killedAt) / 1000
  }

  /** Returns the seconds until a filing was acknowledged again. */
  async killDatabase(): Promise<number> {
    await pause(200 + Math.random() * 600)
    await killPostgres(join(this.#postgres.folder, 'cluster'))
    const killedAt = performance.now()
    const before = this.acknowledged.size
    // One that was on its way may still be told; after that the database is away.
    while (this.acknowledged.size <= before + width) await pause(20)
    return (performance.now() - killedAt) / 1000
  }

  /** Waits until every filing has its leaf under a witnessed head, then compares filings, leaves and roots. */
  async compare(): Promise<{ leaves: number; receiptsVerified: number }> {
    const receiptsVerified = await this.#verifyReceipts()
    const client = new pg.Client({ connectionString: this.#postgres.url })
    await client.connect()
    try {
      // One moment of the database for all of it.
      await client.query('begin isolation level repeatable read')
      const { rows } = await client.query<StoredLeaf>(`
        select commitment, salt, entry, log_entry.report_id as report, encode(report.digest, 'hex') as digest, tree_index::int as index
        from log_entry left join report on report.id = log_entry.report_id order by tree_index nulls last`)
      const alone = await client.query<{ id: string }>(
        'select id from report where not exists (select from log_entry where report_id = report.id)',
      )
      for (const { id } of alone.rows) this.faults.push(`${id} has no entry`)
      this.#compareFilings(rows)
      await this.#compareRoots(client, rows)
      return { leaves: rows.length, receiptsVerified }
    } finally {
      await client.end()
    }
  }

  #compareFilings(rows: readonly StoredLeaf[]): void {
    const placed = new Map(rows.flatMap((row) => (row.report !== null && row.index !== null ? [[row.report, row.digest]] : [])))
    for (const [id, digest] of this.acknowledged)
      if (placed.get(id) !== digest) this.faults.push(`${id} was acknowledged and has no leaf of its digest`)
    for (const { entry, report, salt, commitment, index } of rows) {
      const opening = { salt, entry: storedEntry(entry) }
      if (commitmentOf(opening).toHex() !== commitment.toString('hex')) this.faults.push(`the leaf ${index} does not fit its entry`)
      if (opening.entry.kind === 'submit' && report !== opening.entry.report) this.faults.push(`the leaf ${index} has no filing`)
    }
  }

  /** The roots of both heads are computed again from the entries, by their places from 0 on without a gap. */
  async #compareRoots(client: pg.Client, rows: readonly StoredLeaf[]): Promise<void> {
    const { rows: heads } = await client.query<{ kind: string; size: number; checkpoint: string }>(
      'select kind, size::int as size, checkpoint from log_head',
    )
    const policy = parsePolicy((await client.query<{ policy: string }>('select policy from log_identity')).rows[0]?.policy ?? '')
    const edge = new TreeEdge()
    const roots = new Map([[0, edge.root().toHex()]])
    for (const [place, { commitment, index }] of rows.entries()) {
      if (index === null) break
      if (index !== place) this.faults.push(`place ${place} is a gap`)
      edge.append(leafHashOf(commitment))
      if (heads.some(({ size }) => size === place + 1)) roots.set(place + 1, edge.root().toHex())
    }
    for (const { kind, checkpoint } of heads) {
      const judged = await judgeCheckpoint(checkpoint, policy)
      if (roots.get(judged.checkpoint.size) !== judged.checkpoint.root.toHex()) this.faults.push(`the ${kind} head has another root`)
      if (kind === 'witnessed' && judged.witnessedAt === null) this.faults.push('the public head is not witnessed')
    }
    if (heads.length !== 3) this.faults.push(`${heads.length} heads, expected 3`)
  }

  /** Fetches receipts of filings, the last ones among them, until they are witnessed. */
  async #verifyReceipts(): Promise<number> {
    const ids = [...this.acknowledged.keys()]
    const step = Math.max(1, Math.floor(ids.length / receiptsToVerify))
    const chosen = [...ids.filter((_, at) => at % step === 0), ...ids.slice(-width)]
    const policy = parsePolicy(await (await this.#filing.client.fetch('/log/policy')).text())
    for (const id of chosen) {
      const expected = { report: id, digest: this.acknowledged.get(id) ?? '' }
      for (;;) {
        const response = await this.#filing.client.fetch(`/api/v1/reports/${id}/receipt`, { retries: 5 })
        if (response.status === 200 && (await verifyReceipt(await response.bytes(), { policy, expected })).state === 'witnessed') break
        await pause(200)
      }
    }
    return chosen.length
  }

  async end(): Promise<void> {
    await this.#server?.stop({ keepData: true })
    await this.#log?.stop({ keepData: true })
    await this.#postgres.stop()
    await rm(this.#dataFolder, { recursive: true, force: true })
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
