import { randomBytes, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import pg from 'pg'
import type { Filing } from '#envelope/filing-schema.ts'
import { isGateSignature } from '#key-directory/gate-key.ts'
import { digestOfStatement } from '#key-directory/warning-statement.ts'
import { databaseRoles } from '#main/database-role.ts'
import { storedEntry } from '#receipt/log-entry-store.ts'
import { commitmentOf } from '#transparency-log/entry-commitment.ts'
import { ended, startDemo, type RunningProgram } from './demo.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { filingWith, openFiler, postFiling, type Filer } from './filings.ts'
import { startOwnPostgres, type OwnPostgres } from './postgres.ts'

/** What killing the gate came to. */
export type GateKillReport = {
  readonly kills: number
  readonly filed: number
  readonly published: number
  /** Ticks that published something. */
  readonly ticks: number
  /** What must not be: a report that the gate lost, a warning that went out twice or in part. */
  readonly faults: readonly string[]
}

const width = 2
const pauseBetweenFilings = 300
const subscriptions = 2
const environment = { NOROSHI_DEMO: '1', NOROSHI_FILINGS_PER_MINUTE: '100000000', NOROSHI_RELEASE_TICK_SECONDS: '1' }

/**
 * Kills the gate's process `kills` times without warning, at random moments around its ticks, while reports come in. Server, log, gate and database are
 * processes of their own, and the gate has a role of its own.
 */
export async function killGateUnderLoad(kills: number, tell: (text: string) => void = () => {}): Promise<GateKillReport> {
  const ground = new GateKillingGround(await startOwnPostgres(), await temporaryFolder())
  try {
    await ground.start()
    const load = ground.load()
    for (let kill = 0; kill < kills; kill++) {
      await ground.killGate()
      if (kill % 10 === 9) tell(`${kill + 1} of ${kills} kills, ${ground.filed.length} reports filed`)
    }
    ground.stopping = true
    await load
    const { published, ticks } = await ground.compare()
    return { kills, filed: ground.filed.length, published, ticks, faults: ground.faults }
  } finally {
    ground.stopping = true
    await ground.end()
  }
}

type SignedRow = {
  id: string
  version: number
  state: string
  report: string | null
  places: number
  objects: number
  shared: number
  held: number
  deliveries: number
  key_id: string | null
  ed25519: string | null
  ml_dsa44: string | null
  statement: string | null
  commitment: Buffer | null
  gate_ed25519: string | null
  gate_ml_dsa44: string | null
  salt: Buffer | null
  entry: string | null
}

class GateKillingGround {
  readonly filed: string[] = []
  readonly faults: string[] = []
  #names = 0
  stopping = false
  readonly #postgres: OwnPostgres
  readonly #dataFolder: string
  #programs: RunningProgram[] = []
  #gate: RunningProgram | null = null
  #filer: Filer | null = null
  #gateUrl = ''

  constructor(postgres: OwnPostgres, dataFolder: string) {
    this.#postgres = postgres
    this.#dataFolder = dataFolder
  }

  async start(): Promise<void> {
    this.#programs = [await this.#launch('log')]
    await this.#prepareDatabase()
    this.#gate = await this.#launch('gate')
    const server = await this.#launch('serve')
    this.#programs.push(server)
    this.#filer = await openFiler(server.url)
  }

  #launch(command: string): Promise<RunningProgram> {
    const own = command === 'gate' ? { NOROSHI_GATE_DATABASE_URL: this.#gateUrl } : {}
    return startDemo({ command, dataFolder: this.#dataFolder, environment: { ...environment, DATABASE_URL: this.#postgres.url, ...own } })
  }

  /** Lets the gate log in with its own role, and has an authority subscribe. */
  async #prepareDatabase(): Promise<void> {
    const password = randomBytes(16).toString('hex')
    const url = new URL(this.#postgres.url)
    url.username = databaseRoles.gate
    url.password = password
    this.#gateUrl = url.href
    await this.#withClient(async (client) => {
      await client.query(`alter role ${databaseRoles.gate} login password '${password}'`)
      for (let index = 0; index < subscriptions; index++) await client.query(subscribe, [randomUUID(), Buffer.alloc(1)])
    })
  }

  load(): Promise<unknown> {
    return Promise.all(
      Array.from({ length: width }, async () => {
        while (!this.stopping) {
          await this.#fileOne()
          await pause(pauseBetweenFilings)
        }
      }),
    )
  }

  async #fileOne(): Promise<void> {
    const filer = this.#filer
    if (filer === null) throw new TypeError('Nobody files yet')
    // Counted, not drawn: the gate rightly holds a random name that happens to hold somebody's abbreviation or address.
    const value = `c2.unused-${this.#names++}.example`
    const shareable: Filing['shareable'] = { ...filer.template.shareable, ioc: [{ type: 'domain', value }] }
    const filing = await filingWith(filer, { shareable })
    const { status, body } = await postFiling(filer, filing)
    if (status === 201) this.filed.push(filing.reportId)
    else this.faults.push(`${filing.reportId} was refused with ${status} ${String(body['code'])}`)
  }

  async killGate(): Promise<void> {
    await pause(Math.random() * 1200)
    const gate = this.#gate
    if (gate === null) throw new TypeError('No gate runs')
    gate.child.kill('SIGKILL')
    await ended(gate.child)
    this.#gate = await this.#launch('gate')
  }

  /** Waits until the gate has judged everything, then looks at every warning. */
  async compare(): Promise<{ published: number; ticks: number }> {
    return await this.#withClient(async (client) => {
      for (;;) {
        const { rows } = await client.query<{ waiting: number }>(
          `select (select count(*) from report where gate_taken_at is null)::int + (select count(*) from warning where state = 'approved')::int as waiting`,
        )
        if (rows[0]?.waiting === 0) break
        await pause(200)
      }
      const judged = await client.query<{ id: string; verdict: string }>('select report_id as id, verdict from gate_item')
      const verdicts = new Map(judged.rows.map(({ id, verdict }) => [id, verdict]))
      for (const id of this.filed) if (verdicts.get(id) !== 'release') this.faults.push(`${id} was judged ${verdicts.get(id) ?? 'never'}`)
      const { rows } = await client.query<SignedRow>(everyWarning)
      if (rows.length !== this.filed.length) this.faults.push(`${rows.length} warnings of ${this.filed.length} reports`)
      for (const row of rows) await this.#compareOne(row)
      const places = await client.query<{ gaps: number }>(
        `select count(*)::int as gaps from (select clearance, count(*) as count, max(sequence) as newest from warning_publication group by clearance) one where count <> newest`,
      )
      if (places.rows[0]?.gaps !== 0) this.faults.push('a count of publications has a gap')
      const ticks = await client.query<{ ticks: number }>('select count(distinct published_at)::int as ticks from warning')
      return { published: rows.length, ticks: ticks.rows[0]?.ticks ?? 0 }
    })
  }

  async #compareOne(row: SignedRow): Promise<void> {
    const wrong = (what: string): void => void this.faults.push(`${row.id} version ${row.version} ${what}`)
    if (row.state !== 'published') wrong(`is ${row.state}`)
    if (row.report === null) wrong('comes from no report')
    // Of TLP:AMBER: for readers of it and of what is more protected.
    if (row.places !== 2) wrong(`has ${row.places} places`)
    if (row.objects < 2) wrong(`has ${row.objects} objects`)
    if (row.shared !== row.held) wrong(`shares ${row.shared} of ${row.held} indicators`)
    if (row.deliveries !== subscriptions) wrong(`has ${row.deliveries} deliveries`)
    const { key_id: keyId, ed25519, ml_dsa44: mlDsa44, statement, commitment, salt, entry } = row
    if (keyId === null || ed25519 === null || mlDsa44 === null || statement === null) return wrong('is not signed')
    const key = { keyId, ed25519: row.gate_ed25519 ?? '', mlDsa44: row.gate_ml_dsa44 ?? '' }
    if (!(await isGateSignature({ keyId, ed25519, mlDsa44 }, statement, key))) wrong('has a wrong signature')
    if (commitment === null || salt === null || entry === null) return wrong('is not in the log')
    const logged = storedEntry(entry)
    const digest = digestOfStatement(statement)
    if (commitmentOf({ salt, entry: logged }).toHex() !== commitment.toString('hex')) wrong('has another entry')
    if (!('warning' in logged) || logged.warning !== row.id || logged.version !== row.version || logged.digest !== digest)
      wrong('is logged as another')
  }

  async #withClient<Answer>(work: (client: pg.Client) => Promise<Answer>): Promise<Answer> {
    const client = new pg.Client({ connectionString: this.#postgres.url })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }

  async end(): Promise<void> {
    for (const program of [this.#gate, ...this.#programs.toReversed()]) await program?.stop({ keepData: true })
    await this.#postgres.stop()
    await rm(this.#dataFolder, { recursive: true, force: true })
  }
}

const subscribe = `
  insert into subscription (id, organisation_id, person_id, name, channel, form, language, sealed, host, kinds, sector_groups, techniques, products, product_keys,
    own_products, confirmed_only, tlp, cadence, digest_minute, zone, state, is_shown, created_at, changed_at)
  select $1, organisation_id, null, 'all', 'webhook', 'json', 'ja', $2, 'hook.example', '{}', '{}', '{}', '{}', '{}',
    false, false, 'amber+strict', 'at-once', 0, 'Asia/Tokyo', 'active', false, now(), now()
  from authority order by code limit 1`

const everyWarning = `
  select warning.id, warning.version, warning.state, gate_item.report_id as report,
    (select count(*)::int from warning_publication where warning_id = warning.id and warning_version = warning.version) as places,
    (select count(*)::int from warning_object where warning_id = warning.id and warning_version = warning.version) as objects,
    (select count(*)::int from shared_indicator where warning_id = warning.id) as shared,
    jsonb_array_length(warning.content -> 'indicators') as held,
    (select count(*)::int from delivery where occasion = 'warning' and subject_id = warning.version_id) as deliveries,
    sign.key_id, sign.ed25519, sign.ml_dsa44, sign.statement, sign.commitment,
    gate_key.ed25519 as gate_ed25519, gate_key.ml_dsa44 as gate_ml_dsa44, log_entry.salt, log_entry.entry
  from warning left join gate_item on gate_item.warning_id = warning.id
    left join gate_signature as sign on sign.version_id = warning.version_id
    left join gate_key on gate_key.key_id = sign.key_id
    left join log_entry on log_entry.commitment = sign.commitment`

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
