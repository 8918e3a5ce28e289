import assert from 'node:assert/strict'
import { randomInt, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { insertAuthorities } from '#authority/authority-store.ts'
import { openDatabase, type Database } from '#database/database.ts'
import { createTestDatabase } from '#database/test-database.ts'
import { putContacts } from '#delivery/contact-store.ts'
import { insertOrganisations } from '#identity/identity-store.ts'
import { prepareDataFolder } from '#main/data-folder.ts'
import { ownerTags, type OwnerTags } from '#operator/owner-tag.ts'
import { keptSecret } from '#runtime/kept-secret.ts'
import { ended, launchProgram, type RunningProgram } from './demo.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { startMailServer, type MailServer } from './mail-server.ts'
import { owedBy, owedStage, writeOwed } from './owed-stages.ts'
import { databaseUrl } from './postgres.ts'
import { stepClockOf, type SteppedClock } from './stepped-clock.ts'

/** What was seen of all reminders of a run. */
export type FaultCount = {
  readonly faults: number
  readonly reminders: number
  readonly mails: number
  /** Reminders, mails and notices that should be there and are not. */
  readonly lost: number
  /** Mails that came more than once where a process died between the answer and the commit; always under the same message id. */
  readonly repeatedAfterDeath: number
  /** Mails or notices that came more than once without such a death. */
  readonly repeated: number
}

/** Real workers on a database of their own, against a real mail server, with stages whose reminders fell within the last three hours. */
export type FaultGround = {
  /** While no worker runs, reminders fall; then one is started. So many times. */
  notRunning(times: number): Promise<FaultCount>
  /** Two workers run at once while reminders fall. */
  twice(times: number): Promise<FaultCount>
  /** A worker is killed at some point of its work, and started again. */
  killed(times: number): Promise<FaultCount>
  /** The clocks of worker and database are set an hour forward, back, and right again, while reminders go out. */
  clockStepped(times: number): Promise<FaultCount>
  stop(): Promise<void>
}

// By the default plan: one hour before, at, and one hour after for the operator; at the limit for the authority.
const moments = ['-PT1H', 'PT0H', 'PT1H']
const contactsEach = 2
const mailsPerStage = (moments.length + 1) * contactsEach
const operatorId = randomUUID()
const ministryId = randomUUID()
const stepping = fileURLToPath(new URL('step-process-clock.ts', import.meta.url))

type Ground = {
  readonly database: Database
  readonly clock: SteppedClock
  readonly mail: MailServer
  readonly tags: OwnerTags
  readonly environment: Readonly<Record<string, string>>
  readonly dataFolder: string
  /** Incidents of this run. */
  readonly incidents: string[]
  /** Message ids that may come again: a process died between the answer and the commit. */
  readonly excused: Set<string>
}

/** Prepares the ground; each kind of fault is tried on it one after the other. */
export async function prepareFaults(): Promise<FaultGround> {
  const own = await createTestDatabase()
  const clock = await stepClockOf(own.database)
  const database = openDatabase(own.address, 5)
  const dataFolder = await temporaryFolder()
  const folders = await prepareDataFolder(dataFolder)
  const tags = ownerTags(await keptSecret(folders.private, 'owner-key'))
  await insertParties(database)
  // Answers take a moment, as they do on a network: so that some die between the answer and the commit.
  const mail = await startMailServer({ after: () => pause(randomInt(15)) })
  const environment = {
    DATABASE_URL: databaseUrl(own.address),
    NOROSHI_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    NOROSHI_SMTP_TLS: '0',
    NOROSHI_MAIL_FROM: 'noroshi@platform.example',
  }
  const ground = { database, clock, mail, tags, environment, dataFolder, incidents: [], excused: new Set<string>() }
  return {
    notRunning: (times) => counted(ground, times, () => runAfterPause(ground, times)),
    twice: (times) => counted(ground, times, () => runTwice(ground, times)),
    killed: (times) => counted(ground, times, () => runKilled(ground, times)),
    clockStepped: (times) => counted(ground, times, () => runStepped(ground, times)),
    stop: async () => {
      await mail.stop()
      await database.close()
      await own.drop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

async function insertParties(database: Database): Promise<void> {
  await insertOrganisations(database.kysely, [
    { id: operatorId, kind: 'operator', name: { ja: '架空電力', en: 'Fictional Power' }, clearance: 'amber+strict' },
    { id: ministryId, kind: 'authority', name: { ja: '架空省', en: 'Fictional Ministry' }, clearance: 'amber+strict' },
  ])
  await insertAuthorities(database.kysely, [{ organisationId: ministryId, code: 'jp.minister.meti', kind: 'ministry', sectors: [] }])
  const contacts = [operatorId, ministryId].flatMap((organisationId, of) =>
    Array.from({ length: contactsEach }, (_, index) => ({
      id: randomUUID(),
      organisationId,
      address: `desk-${index}@party-${of}.example`,
      language: index === 0 ? ('ja' as const) : ('en' as const),
    })),
  )
  await putContacts(database.kysely, contacts)
}

/** Lets `count` stages be owed whose limit passed an hour and a half ago, and that have been known for three hours. */
async function owe({ database, tags, incidents }: Ground, count: number): Promise<void> {
  const now = Temporal.Now.instant()
  const ground = {
    ownerTag: tags.tagOf(operatorId),
    authorityIds: [ministryId],
    knownAt: now.subtract({ hours: 3 }).toString(),
  }
  for (let index = 0; index < count; index++) {
    const one = owedBy({ stages: [owedStage('detailed', { dueAt: now.subtract({ minutes: 90 }).toString() })] })
    await writeOwed(database.kysely, one, ground)
    incidents.push(one.incidentId)
  }
}

async function runAfterPause(ground: Ground, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await owe(ground, 1)
    const worker = await startWorker(ground)
    await drained(ground)
    await worker.stop({ keepData: true })
  }
}

async function runTwice(ground: Ground, times: number): Promise<void> {
  const workers = await Promise.all([startWorker(ground), startWorker(ground)])
  for (let time = 0; time < times; time++) {
    await owe(ground, 3)
    await drained(ground)
  }
  await Promise.all(workers.map((one) => one.stop({ keepData: true })))
}

async function runKilled(ground: Ground, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await owe(ground, 3)
    const worker = await startWorker(ground)
    const wanted = ground.mail.accepted.length + 1 + randomInt(2 * mailsPerStage)
    while (ground.mail.accepted.length < wanted && !(await isDrained(ground))) await pause(2)
    await pause(randomInt(10))
    worker.child.kill('SIGKILL')
    await ended(worker.child)
    await ground.mail.idle()
    const accepted = new Set(ground.mail.accepted.map(({ messageId }) => messageId))
    for (const id of await waitingMessages(ground)) if (accepted.has(id)) ground.excused.add(id)
  }
  const last = await startWorker(ground)
  await drained(ground)
  await last.stop({ keepData: true })
}

async function runStepped(ground: Ground, times: number): Promise<void> {
  const worker = await startWorker(ground, { NODE_OPTIONS: `--import=${stepping}` })
  for (let time = 0; time < times; time++) {
    await owe(ground, 2)
    const wanted = ground.mail.accepted.length + 1 + randomInt(mailsPerStage)
    while (ground.mail.accepted.length < wanted && !(await isDrained(ground))) await pause(2)
    await ground.clock.step([3600, -3600, 0][time % 3] ?? 0)
    worker.child.kill('SIGUSR2')
    if (time % 3 === 2) await drained(ground)
  }
  await ground.clock.step(0)
  await drained(ground)
  assert.equal(worker.child.exitCode, null)
  await worker.stop({ keepData: true })
}

async function startWorker(ground: Ground, more: Readonly<Record<string, string>> = {}): Promise<RunningProgram> {
  const { environment, dataFolder } = ground
  const worker = await launchProgram({ command: 'worker', environment: { ...environment, ...more }, dataFolder })
  await worker.ready
  return worker
}

const longestWaitMs = 180_000

async function drained(ground: Ground): Promise<void> {
  const until = performance.now() + longestWaitMs
  while (!(await isDrained(ground))) {
    assert.ok(performance.now() < until, `Not everything was sent: ${(await waitingMessages(ground)).length} mails wait`)
    await pause(50)
  }
}

async function isDrained({ database, incidents }: Ground): Promise<boolean> {
  const counts = await database.kysely
    .selectFrom('delivery')
    .select(['state', (select) => select.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  const perStage = mailsPerStage + moments.length + 1
  return all === incidents.length * perStage && counts.every(({ state }) => state !== 'waiting')
}

async function waitingMessages({ database }: Ground): Promise<readonly string[]> {
  const rows = await database.kysely
    .selectFrom('delivery')
    .select('message_id')
    .where('channel', '=', 'mail')
    .where('state', '=', 'waiting')
    .execute()
  return rows.map((row) => row.message_id)
}

async function counted(ground: Ground, faults: number, run: () => Promise<void>): Promise<FaultCount> {
  const before = ground.mail.accepted.length
  const known = ground.incidents.length
  ground.excused.clear()
  await run()
  return count(ground, { faults, mails: ground.mail.accepted.slice(before), incidents: ground.incidents.slice(known) })
}

type Run = { readonly faults: number; readonly mails: MailServer['accepted']; readonly incidents: readonly string[] }

async function count({ database, excused }: Ground, { faults, mails, incidents }: Run): Promise<FaultCount> {
  const rows = await database.kysely
    .selectFrom('reminder')
    .innerJoin('delivery', 'delivery.subject_id', 'reminder.id')
    .leftJoin('notice', 'notice.id', 'delivery.id')
    .select([
      'reminder.incident_id',
      'reminder.moment',
      'reminder.audience',
      'delivery.channel',
      'delivery.message_id',
      'notice.id as notice',
    ])
    .where('reminder.incident_id', 'in', incidents)
    .execute()
  const came = Map.groupBy(mails, ({ messageId, to }) => `${messageId} ${to}`)
  const copies = [...came.values()].map((same) => ({ id: same[0]?.messageId ?? '', more: same.length - 1 })).filter(({ more }) => more > 0)
  const made = Map.groupBy(rows, (row) => `${row.incident_id} ${row.audience} ${row.moment}`)
  const wanted = incidents.flatMap((id) => [...moments.map((moment) => `${id} operator ${moment}`), `${id} ${ministryId} PT0H`])
  const arrived = new Set(mails.map(({ messageId }) => messageId))
  const missing = wanted.map((name) => {
    const deliveries = made.get(name) ?? []
    const reached = deliveries.filter((row) => (row.channel === 'mail' ? arrived.has(row.message_id) : row.notice !== null))
    return contactsEach + 1 - reached.length
  })
  return {
    faults,
    reminders: made.size,
    mails: mails.length,
    lost: missing.reduce((sum, one) => sum + Math.max(0, one), 0),
    repeatedAfterDeath: copies.filter(({ id }) => excused.has(id)).length,
    // A row too many is a repetition under another message id.
    repeated: copies.filter(({ id }) => !excused.has(id)).length + Math.max(0, rows.length - wanted.length * (contactsEach + 1)),
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
