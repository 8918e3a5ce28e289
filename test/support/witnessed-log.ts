import { randomUUID } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '#database/database.ts'
import { appendCaseEntry } from '#receipt/append-entry.ts'
import { logInstant } from '#receipt/log-instant.ts'
import { openKeptSigner } from '#receipt/log-signer.ts'
import { openLog } from '#receipt/open-log.ts'
import { firstOffer, sequenceEntries, type SequencingParts } from '#receipt/sequence-entries.ts'
import { createWitness, type Witness } from '#receipt/witness.ts'
import { createWitnessing, type Witnessing, type WitnessingParts } from '#receipt/witness-heads.ts'
import { fixedClock, type FixedClock } from '#runtime/clock.ts'
import { parsePolicy, type Policy } from '#transparency-log/policy.ts'
import { formatVerifierKey, parseVerifierKey } from '#transparency-log/verifier-key.ts'

const tables = ['log_entry', 'log_tile', 'log_head', 'log_shard', 'log_witness', 'log_condition', 'log_identity']
const witnessNames = ['isac', 'audit', 'university'] as const

type Running = {
  readonly parts: SequencingParts
  readonly policy: Policy
  readonly witnessing: Witnessing
  readonly asking: WitnessingParts
}

/** A log over a real database with three witnesses of which two must cosign, driven by hand: its clock moves when the test says so. */
export class WitnessedLog {
  readonly clock: FixedClock
  readonly url = 'https://log.example/log'
  /** Witnesses that do not answer now. */
  readonly away = new Set<string>()
  readonly database: Database
  readonly folder: string
  #running: Running | null = null

  private constructor(database: Database, folder: string) {
    this.clock = fixedClock('2026-11-22T03:00:00Z')
    this.database = database
    this.folder = folder
  }

  /** Returns a log that has just begun; nothing is signed yet. */
  static async begin(database: Database): Promise<WitnessedLog> {
    const log = new WitnessedLog(database, await mkdtemp(join(tmpdir(), 'nrs-')))
    await mkdir(log.ownFolder)
    await log.restart()
    return log
  }

  /** The folder of the log itself, outside the database. */
  get ownFolder(): string {
    return join(this.folder, 'log')
  }

  get parts(): SequencingParts {
    return this.#now.parts
  }

  get policy(): Policy {
    return this.#now.policy
  }

  get witnessing(): Witnessing {
    return this.#now.witnessing
  }

  /** What the log's process asks its witnesses with. */
  get asking(): WitnessingParts {
    return this.#now.asking
  }

  get #now(): Running {
    if (this.#running === null) throw new TypeError('The log has not begun')
    return this.#running
  }

  /** Begins again as a process does that was started: whatever was known about witnesses is forgotten. */
  async restart(): Promise<void> {
    const { database, clock } = this
    const { signer, shards } = await openLog(database.kysely, { folder: this.ownFolder, url: this.url, now: clock.now().toString() })
    const shard = shards.at(-1)?.number ?? 1
    const parts = { database, clock, signer, folder: this.ownFolder, shard, growth: { leavesPerMinute: 32, headSeconds: 60 } }
    const keys = shards.map(({ verifierKey }) => verifierKey)
    const witnesses = new Map<string, Witness>()
    for (const name of witnessNames) witnesses.set(`test:${name}`, await this.#openWitness(name, keys))
    const lines = [...witnesses].map(([url, { key }]) => `witness ${url.slice('test:'.length)} ${formatVerifierKey(key)} ${url}`)
    const logs = keys.map((key) => `log ${key}`)
    const policy = parsePolicy([...logs, ...lines, `group owners 2 ${witnessNames.join(' ')}`, 'quorum owners', ''].join('\n'))
    const ask: WitnessingParts['ask'] = async (url, body) => {
      const witness = witnesses.get(url)
      if (witness === undefined || this.away.has(url.slice('test:'.length))) throw new Error('Away')
      return await witness.addCheckpoint(new TextEncoder().encode(body))
    }
    const asking = { ...parts, policy, ask, onAnswer: () => {} }
    await firstOffer(parts)
    this.#running = { parts, policy, asking, witnessing: createWitnessing(asking) }
  }

  /** Logs that many filings, each of a case of its own, and returns the cases. */
  async file(count: number): Promise<readonly string[]> {
    const cases = Array.from({ length: count }, () => randomUUID())
    for (const caseId of cases) await this.act(caseId, 'submit')
    return cases
  }

  /** Logs one act on a case. */
  async act(caseId: string, kind: 'submit' | 'follow-up'): Promise<void> {
    const at = logInstant(this.clock.now())
    const filing = { kind, at, case: caseId, report: randomUUID(), stage: 'initial', digest: 'ab'.repeat(32) } as const
    await this.database.kysely.transaction().execute((tx) => appendCaseEntry(tx, filing))
  }

  /** Lets the clock run to the next full minute, signs until the public head is reached, and asks the witnesses. */
  async nextMinute(): Promise<void> {
    this.clock.set(this.clock.now().add({ minutes: 1 }))
    await this.growToHead()
    await this.witnessing.round()
  }

  /** Signs until the public head that is due is reached. */
  async growToHead(): Promise<void> {
    for (let round = 0; round < 10; round++) if ((await sequenceEntries(this.parts)).head !== null) return
    throw new Error('No public head is due')
  }

  /** Backs up the database as it is now. */
  async backUp(): Promise<void> {
    for (const table of tables) await this.database.pool.query(`create table kept_${table} as select * from ${table}`)
    await cp(this.ownFolder, join(this.folder, 'backup'), { recursive: true })
  }

  /** Puts the database back to its backup, and the log's folder too if asked. */
  async restore(what: { readonly folder: boolean }): Promise<void> {
    for (const table of tables) {
      const overriding = table === 'log_entry' ? 'overriding system value' : ''
      await this.database.pool.query(
        `truncate ${table}; insert into ${table} ${overriding} select * from kept_${table}; drop table kept_${table}`,
      )
    }
    await this.database.pool.query(`select setval(pg_get_serial_sequence('log_entry', 'id'), (select max(id) + 1 from log_entry))`)
    if (!what.folder) return
    await rm(this.ownFolder, { recursive: true })
    await cp(join(this.folder, 'backup'), this.ownFolder, { recursive: true })
  }

  /** Ends it and empties the tables. */
  async end(): Promise<void> {
    await this.database.pool.query(`truncate ${tables.join(', ')}`)
    await rm(this.folder, { recursive: true })
  }

  async #openWitness(name: string, logKeys: readonly string[]): Promise<Witness> {
    const folder = join(this.folder, name)
    await mkdir(folder, { recursive: true })
    const signer = await openKeptSigner(folder, 'witness.json', { name: `${name}.example/w`, type: 'ed25519-cosignature' })
    return createWitness({ folder, signer, logs: logKeys.map(parseVerifierKey), clock: this.clock })
  }
}
