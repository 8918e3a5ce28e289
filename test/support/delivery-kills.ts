import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { Filing } from '#envelope/filing-schema.ts'
import { databaseRoles } from '#main/database-role.ts'
import { checkDeliveries, type DeliveryRow, type HandedOver } from './check-deliveries.ts'
import { ended, startDemo, type RunningProgram } from './demo.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { filingWith, openFiler, postFiling, type Filer } from './filings.ts'
import { followStream, type StreamReader } from './follow-stream.ts'
import { liveValues } from './live-values.ts'
import { startMailServer, type MailServer } from './mail-server.ts'
import { startOwnPostgres, type OwnPostgres } from './postgres.ts'
import { settled, withClient } from './settled.ts'
import { everyPush, pushEnvironment, subscribe } from './subscribe.ts'
import { startWebhookServer, type WebhookServer } from './webhook-server.ts'

/** What killing worker, gate and server came to. */
export type DeliveryKillReport = {
  readonly kills: Readonly<Record<Killed, number>>
  readonly filed: number
  readonly recalled: number
  readonly versions: number
  /** Versions that took something back after it had gone out; a report that is withdrawn before the gate saw it never goes out. */
  readonly takenBack: number
  readonly deliveries: number
  /** Messages that arrived, by channel, and how many of them again. */
  readonly arrived: Readonly<Record<'webhook' | 'mail', { readonly messages: number; readonly again: number }>>
  readonly stream: { readonly events: number; readonly resumes: number }
  /** What must not be: a message lost, again without a reason or under another id, an event lost or twice, an indicator live after its recall. */
  readonly faults: readonly string[]
}

const killed = ['worker', 'gate', 'serve'] as const
type Killed = (typeof killed)[number]

const pauseBetweenFilings = 700
/** Every so many reports turn out to be a false alarm, which takes their warnings back. */
const falseAlarmEvery = 3
const longestAnswerMs = 80
const common = { NOROSHI_DEMO: '1', NOROSHI_FILINGS_PER_MINUTE: '100000000', NOROSHI_RELEASE_TICK_SECONDS: '1' }

/**
 * Kills one of two workers, the gate or the server `kills` times without warning, at random moments, while reports become warnings and some of those are
 * taken back; all are processes of their own. Webhooks, mails and a reader of the event stream receive them meanwhile; at the end every channel is read.
 */
export async function killDeliveries(kills: number, tell: (text: string) => void = () => {}): Promise<DeliveryKillReport> {
  const ground = new DeliveryKillingGround(await startOwnPostgres(), await temporaryFolder())
  try {
    await ground.start()
    const load = ground.load()
    for (let kill = 0; kill < kills; kill++) {
      await ground.killOne()
      if (kill % 10 === 9) tell(`${kill + 1} of ${kills} kills, ${ground.filed.length} reports filed`)
    }
    ground.stopping = true
    await load
    return await ground.compare(tell)
  } finally {
    ground.stopping = true
    await ground.end()
  }
}

type Filed = Pick<Filing, 'reportId' | 'incidentId' | 'shareable'> & { readonly value: string }

class DeliveryKillingGround {
  readonly filed: Filed[] = []
  stopping = false
  readonly #recalled: string[] = []
  readonly #kills: Record<Killed, number> = { worker: 0, gate: 0, serve: 0 }
  readonly #workerDeaths: number[] = []
  readonly #handedOver: HandedOver[] = []
  #recipients = 0
  readonly #postgres: OwnPostgres
  readonly #dataFolder: string
  #programs: { readonly command: Killed | 'log'; program: RunningProgram }[] = []
  #webhooks: WebhookServer | null = null
  #mails: MailServer | null = null
  #filer: Filer | null = null
  #reader: StreamReader | null = null
  #environment: Readonly<Record<string, string>> = {}

  constructor(postgres: OwnPostgres, dataFolder: string) {
    this.#postgres = postgres
    this.#dataFolder = dataFolder
  }

  async start(): Promise<void> {
    this.#webhooks = await startWebhookServer(async ({ headers }, response) => {
      this.#noteArrival('webhook', String(headers['webhook-id']))
      await pause(Math.random() * longestAnswerMs)
      response.writeHead(204).end()
    })
    this.#mails = await startMailServer({
      refuse: (messageId) => {
        this.#noteArrival('mail', messageId)
        return null
      },
      after: () => pause(Math.random() * longestAnswerMs),
    })
    this.#environment = {
      ...common,
      ...pushEnvironment(this.#mails),
      DATABASE_URL: this.#postgres.url,
    }
    await this.#launch('log')
    this.#environment = { ...this.#environment, NOROSHI_GATE_DATABASE_URL: await this.#letGateIn() }
    for (const command of ['gate', 'serve', 'worker', 'worker'] as const) await this.#launch(command)
    const server = this.#server()
    this.#filer = await openFiler(server.url)
    await this.#subscribe()
    this.#reader = followStream(server.url, this.#filer.cast.subscriber.token)
  }

  #noteArrival(channel: HandedOver['channel'], id: string): void {
    this.#handedOver.push({ channel, id, at: performance.now() })
  }

  async #launch(command: Killed | 'log', port?: number): Promise<void> {
    const options = { command, dataFolder: this.#dataFolder, environment: this.#environment }
    this.#programs.push({ command, program: await startDemo(port === undefined ? options : { ...options, port }) })
  }

  #server(): RunningProgram {
    const found = this.#programs.find(({ command }) => command === 'serve')
    if (found === undefined) throw new TypeError('No server runs')
    return found.program
  }

  /** Returns the address of the database for the gate's own role. */
  async #letGateIn(): Promise<string> {
    const password = randomBytes(16).toString('hex')
    const url = new URL(this.#postgres.url)
    url.username = databaseRoles.gate
    url.password = password
    await withClient(this.#postgres.url, (client) => client.query(`alter role ${databaseRoles.gate} login password '${password}'`))
    return url.href
  }

  async #subscribe(): Promise<void> {
    const [webhooks, mails] = [this.#webhooks, this.#mails]
    if (webhooks === null || mails === null) throw new TypeError('Nobody receives')
    const place = { url: this.#server().url, token: this.#filing().cast.subscriber.token, mails }
    for (const wish of everyPush(webhooks)) await subscribe(place, wish)
    this.#recipients = everyPush(webhooks).length
  }

  async load(): Promise<void> {
    for (let count = 0; !this.stopping || this.#recalled.length === 0; count++) {
      const value = `c2.unused-${count}.example`
      const filed = await this.#file(value)
      this.filed.push(filed)
      if (count % falseAlarmEvery === falseAlarmEvery - 1) await this.#withdraw(filed)
      await pause(pauseBetweenFilings * Math.random() * 2)
    }
  }

  async #file(value: string): Promise<Filed> {
    const filer = this.#filing()
    const shareable: Filing['shareable'] = { 'inc.kind': 'other', ioc: [{ type: 'domain', value }] }
    const handling = { ...filer.template.handling, 'inc.kind': 'other', 'share.tlp': 'green', 'share.pap': 'green' }
    const filing = await filingWith(filer, { shareable, handling })
    await this.#post(filing)
    return { reportId: filing.reportId, incidentId: filing.incidentId, shareable, value }
  }

  /** Says of a report that it was a false alarm: what rests on it alone is taken back. */
  async #withdraw({ reportId, incidentId, shareable, value }: Filed): Promise<void> {
    const filer = this.#filing()
    // The first is out for certain before it is taken back; the others are wherever they happen to be.
    if (this.#recalled.length === 0) await this.#isOut(value)
    else await pause(Math.random() * 3_000)
    const handling = { ...filer.template.handling, 'inc.kind': 'other', 'inc.certainty': 'false-alarm' }
    await this.#post(await filingWith(filer, { stage: 'update', incidentId, previousReportId: reportId, shareable, handling }))
    this.#recalled.push(value)
  }

  async #isOut(value: string): Promise<void> {
    const isSeen = (): boolean => this.#reader?.events.some(({ warning }) => warning.indicators.some((one) => one.value === value)) ?? false
    while (!isSeen()) await pause(100)
  }

  #filing(): Filer {
    if (this.#filer === null) throw new TypeError('Nobody files yet')
    return this.#filer
  }

  /** Sends the same bytes until the server, which may be dead just now, has taken them. */
  async #post(filing: Filing): Promise<void> {
    for (;;) {
      const answer = await postFiling(this.#filing(), filing).catch(() => null)
      if (answer !== null && answer.status >= 200 && answer.status < 300) return
      if (answer !== null && answer.status >= 400 && answer.status < 500)
        throw new Error(`${filing.reportId} was refused with ${answer.status} ${JSON.stringify(answer.body)}`)
      await pause(100)
    }
  }

  async killOne(): Promise<void> {
    await pause(Math.random() * 1_500)
    const living = this.#programs.filter(({ command }) => command !== 'log')
    const chosen = living[Math.floor(Math.random() * living.length)]
    if (chosen === undefined || chosen.command === 'log') throw new TypeError('Nothing runs')
    const { command, program } = chosen
    this.#kills[command]++
    if (command === 'worker') this.#workerDeaths.push(performance.now())
    program.child.kill('SIGKILL')
    await ended(program.child)
    this.#programs = this.#programs.filter((one) => one !== chosen)
    await this.#launch(command, program.port)
  }

  /** Waits until nothing is left to do, then looks at what arrived and at every channel. */
  async compare(tell: (text: string) => void): Promise<DeliveryKillReport> {
    await settled(this.#postgres.url)
    tell('everything is settled')
    const rows = await withClient(this.#postgres.url, async (client) => (await client.query<DeliveryRow>(everyDelivery)).rows)
    const { arrived, faults } = checkDeliveries(rows, {
      recipients: this.#recipients,
      handedOver: this.#handedOver,
      workerDeaths: this.#workerDeaths,
    })
    faults.push(...(await this.#streamFaults(rows)), ...(await this.#recallFaults()))
    await this.#reader?.stop()
    return {
      kills: this.#kills,
      filed: this.filed.length,
      recalled: this.#recalled.length,
      versions: new Set(rows.map((row) => row.version_id)).size,
      takenBack: new Set(rows.filter(({ version }) => version > 1).map((row) => row.version_id)).size,
      deliveries: rows.length,
      arrived,
      stream: { events: this.#reader?.events.length ?? 0, resumes: this.#reader?.resumes() ?? 0 },
      faults,
    }
  }

  /** Every version has come, once and in order, but those that a later one had replaced before the reader was back. */
  async #streamFaults(rows: readonly DeliveryRow[]): Promise<readonly string[]> {
    const newest = new Map<string, number>()
    for (const row of rows) newest.set(row.warning_id, Math.max(newest.get(row.warning_id) ?? 0, row.version))
    const events = this.#reader?.events ?? []
    const seen = (id: string): number => events.findLast(({ warning }) => warning.id === id)?.warning.version ?? 0
    for (const [id, version] of newest) while (seen(id) < version) await pause(100)
    const faults: string[] = []
    for (const [index, { id, warning }] of events.entries()) {
      if (id <= (events[index - 1]?.id ?? 0)) faults.push(`event ${id} came after event ${events[index - 1]?.id}`)
      if (id !== warning.sequence) faults.push(`event ${id} holds the warning at ${warning.sequence}`)
    }
    return faults
  }

  async #recallFaults(): Promise<readonly string[]> {
    const values = this.filed.map(({ value }) => value)
    const gone = new Set(this.#recalled)
    const channels = new Map(await liveValues(this.#server().url, this.#filing().cast.subscriber.token, values))
    const newest = new Map((this.#reader?.events ?? []).map(({ warning }) => [warning.id, warning]))
    const streamed = [...newest.values()].flatMap((one) => (one.act === 'recall' ? [] : one.indicators.map(({ value }) => value)))
    channels.set('event stream', new Set(streamed))
    channels.set('webhook', this.#hooked())
    return [...channels].flatMap(([channel, live]) =>
      values
        .filter((value) => live.has(value) === gone.has(value))
        .map((value) => `${value} is ${live.has(value) ? 'live after its recall' : 'missing'}: ${channel}`),
    )
  }

  /** Returns what the newest message about each warning left at the JSON webhook. */
  #hooked(): ReadonlySet<string> {
    type Body = { readonly data: { readonly id: string; readonly act: string; readonly indicators: readonly { readonly value: string }[] } }
    const bodies = (this.#webhooks?.received ?? []).flatMap(({ path, body }) => (path === '/json' ? [JSON.parse(body) as Body] : []))
    const newest = new Map(bodies.map(({ data }) => [data.id, data]))
    return new Set([...newest.values()].flatMap(({ act, indicators }) => (act === 'recall' ? [] : indicators.map(({ value }) => value))))
  }

  async end(): Promise<void> {
    await this.#reader?.stop()
    for (const { program } of this.#programs.toReversed()) await program.stop({ keepData: true })
    await this.#webhooks?.stop()
    await this.#mails?.stop()
    await this.#postgres.stop()
    await rm(this.#dataFolder, { recursive: true, force: true })
  }
}

const everyDelivery = `
  select delivery.id, delivery.channel, delivery.state, delivery.attempts, carrier.id as carrier_id, carrier.state as carrier_state,
    carrier.attempts as carrier_attempts, carrier.channel as carrier_channel, warning.id as warning_id, warning.version, warning.version_id,
    exists (select from warning as later where later.id = warning.id and later.version > warning.version) as is_replaced
  from warning
  join delivery on delivery.subject_id = warning.version_id and delivery.occasion = 'warning'
  left join delivery as carrier on carrier.id = delivery.bundled_into
  where warning.state = 'published'`

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
