import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import type { Role } from '#identity/actor.ts'
import { runCommand } from '#cli/run-command.ts'
import { clientCommands } from '#main/client-commands.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import type { CommandResult } from '../support/command-line.ts'
import { startDemoServer, type DemoServer } from '../support/demo-server.ts'
import { enrolNewcomer, type EnrolledNewcomer } from '../support/newcomer.ts'
import { demoAuthorities } from '#authority/demo-authorities.ts'

// The drills of docs/operate/members.md, by the commands that it names.

const ministry = demoAuthorities.find(({ code }) => code === 'jp.minister.meti')
const operator = demoOperators.find(({ sectors }) => sectors.includes('jp.espa.electricity'))

let server: DemoServer
let folder: string

before(async () => {
  server = await startDemoServer()
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  await writeFile(
    join(folder, 'report.json'),
    JSON.stringify({
      'inc.kind': 'ransomware',
      'inc.summary': '監視端末が暗号化された',
      't.aware': '2026-11-22T03:10:00Z',
      'ast.designated': 'yes',
      'mal.suspected': 'yes',
    }),
  )
})

after(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

function personOf(role: Role, index = 0): string {
  return ministry?.people.filter(({ roles }) => roles.includes(role))[index]?.id ?? ''
}

function by(who: string | EnrolledNewcomer): Record<string, string> {
  const common = { NOROSHI_URL: server.url, NOROSHI_OUTBOX: join(folder, 'outbox'), XDG_STATE_HOME: join(folder, 'state') }
  if (typeof who === 'string') return { ...common, NOROSHI_TOKEN: server.tokenOf(who) }
  return { ...common, NOROSHI_TOKEN: who.token, NOROSHI_PASSPHRASE: who.passphrase }
}

async function run(who: string | EnrolledNewcomer, ...args: readonly string[]): Promise<CommandResult> {
  const [output, complaints]: [string[], string[]] = [[], []]
  const print = (text: string) => void output.push(text)
  const say = (text: string) => void complaints.push(text)
  const terminal = { environment: by(who), print, say, signal: new AbortController().signal }
  const code = await runCommand([...args, '--json'], clientCommands, terminal)
  return { code, output: output.join('\n'), complaints: complaints.join('\n') }
}

async function answerOf(who: string | EnrolledNewcomer, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, output, complaints } = await run(who, ...args)
  assert.equal(code, 0, complaints)
  return JSON.parse(output) as Record<string, unknown>
}

async function invite(role: Role = 'officer'): Promise<EnrolledNewcomer> {
  const { link } = await answerOf(personOf('authority-administrator'), 'authority', 'invite', '山田 花子', 'Hanako Yamada', '--role', role)
  return await enrolNewcomer({ url: server.url, database: server.test.database }, String(link))
}

async function join_(newcomer: EnrolledNewcomer): Promise<void> {
  const approve = ['authority', 'approve', newcomer.personId, '--fingerprint', newcomer.digits]
  assert.equal((await answerOf(personOf('officer'), ...approve))['status'], 'awaiting-approval')
  assert.equal((await answerOf(personOf('authority-administrator'), ...approve))['status'], 'joined')
}

async function file(): Promise<string> {
  const filer = operator?.people.find(({ roles }) => roles.includes('filer'))?.id ?? ''
  const { reportId } = await answerOf(filer, 'report', 'file', join(folder, 'report.json'))
  return String(reportId)
}

function open(who: string | EnrolledNewcomer, reportId: string): Promise<CommandResult> {
  return run(who, 'report', 'open', reportId, '--purpose', 'drill')
}

async function entries(kind: string): Promise<readonly Record<string, unknown>[]> {
  const rows = await server.test.database.kysely.selectFrom('log_entry').select('entry').orderBy('id').execute()
  return rows.map(({ entry }) => JSON.parse(entry) as Record<string, unknown>).filter((entry) => entry['kind'] === kind)
}

test('joining: no access at all before an administrator and a member approved; then reports of every epoch open', async () => {
  const before = await file()
  await answerOf(personOf('authority-administrator'), 'authority', 'rotate')
  const newcomer = await invite()
  assert.equal(newcomer.status, 'awaiting-approval')
  for (const args of [
    ['authority', 'members'],
    ['report', 'open', before, '--purpose', 'drill'],
    ['authority', 'rotate'],
  ])
    assert.notEqual((await run(newcomer, ...args)).code, 0)
  await join_(newcomer)
  // The server remembers for up to two seconds that the newcomer had no role.
  while ((await run(newcomer, 'authority', 'members')).code !== 0) await setImmediate()
  const later = await file()
  for (const reportId of [before, later]) {
    const { code, complaints } = await open(newcomer, reportId)
    assert.equal(code, 0, complaints)
  }
  const joined = (await entries('member')).at(-1)
  assert.deepEqual([joined?.['change'], joined?.['member'], joined?.['epoch']], ['join', newcomer.personId, 2])
})

test('joining: two members without an administrator are not enough, nor is an administrator alone', async () => {
  const newcomer = await invite()
  const approve = ['authority', 'approve', newcomer.personId, '--fingerprint', newcomer.digits]
  for (const person of [personOf('officer'), personOf('officer', 1), personOf('officer')])
    assert.equal((await answerOf(person, ...approve))['status'], 'awaiting-approval')
  assert.notEqual((await run(newcomer, 'authority', 'members')).code, 0)
  assert.equal((await answerOf(personOf('authority-administrator'), ...approve))['status'], 'joined')
  const other = await invite()
  const again = ['authority', 'approve', other.personId, '--fingerprint', other.digits]
  for (let times = 0; times < 2; times++)
    assert.equal((await answerOf(personOf('authority-administrator'), ...again))['status'], 'awaiting-approval')
})

test('joining: a fingerprint that does not match is refused before anything is signed', async () => {
  const [newcomer, other] = [await invite(), await invite()]
  const result = await run(personOf('officer'), 'authority', 'approve', newcomer.personId, '--fingerprint', other.digits)
  assert.equal(result.code, 6)
  assert.match(result.complaints, /another fingerprint/)
})

test('leaving: sessions, tokens and openings end, and the next epoch is out of reach of what was kept', async () => {
  const leaver = await invite()
  await join_(leaver)
  const reportId = await file()
  assert.equal((await open(leaver, reportId)).code, 0)
  const kept = await createServiceClient(server.url, leaver.token).json('/api/v1/keys/mine')
  const { epoch } = await answerOf(personOf('authority-administrator'), 'authority', 'remove', leaver.personId)
  const after_ = await file()
  for (const id of [reportId, after_]) assert.notEqual((await open(leaver, id)).code, 0)
  const session = await fetch(`${server.url}/api/v1/session`, { headers: { cookie: leaver.cookie } })
  assert.deepEqual(await session.json(), { signedIn: false, demo: true })
  const { filing } = (await createServiceClient(server.url, server.tokenOf(personOf('officer'))).json(`/api/v1/reports/${after_}`)) as {
    filing: { sealed: { authorities: { keyId: string }[] } }
  }
  const sealedTo = new Set(filing.sealed.authorities.map(({ keyId }) => keyId))
  const held = (kept as { organisation: { keyId: string }[] }).organisation.map(({ keyId }) => keyId)
  assert.deepEqual(
    held.filter((keyId) => sealedTo.has(keyId)),
    [],
  )
  for (const id of [reportId, after_]) assert.equal((await open(personOf('officer'), id)).code, 0)
  const left = (await entries('member')).at(-1)
  assert.deepEqual([left?.['change'], left?.['member'], left?.['epoch']], ['leave', leaver.personId, epoch])
  assert.equal((await entries('epoch')).at(-1)?.['epoch'], epoch)
})

test('lost everything: the person leaves, is invited anew with new keys, and reads again what was filed before', async () => {
  const lost = await invite()
  await join_(lost)
  const reportId = await file()
  await answerOf(personOf('authority-administrator'), 'authority', 'remove', lost.personId)
  const back = await invite()
  assert.notEqual(back.digits, lost.digits)
  await join_(back)
  assert.equal((await open(back, reportId)).code, 0)
})

test('rotation: clients that have seen the new epoch refuse the one before, and the last administrator cannot leave', async () => {
  const administrator = personOf('authority-administrator')
  await answerOf(administrator, 'authority', 'rotate')
  const { code, complaints } = await run(administrator, 'authority', 'remove', administrator)
  assert.equal(code, 6, complaints)
  assert.match(complaints, /keeps at least one administrator/)
  const { authorities } = (await answerOf(administrator, 'directory', 'show')) as unknown as {
    authorities: { code: string; epoch: number }[]
  }
  const { epoch } = await answerOf(administrator, 'authority', 'members')
  assert.equal(authorities.find(({ code }) => code === ministry?.code)?.epoch, epoch)
})
