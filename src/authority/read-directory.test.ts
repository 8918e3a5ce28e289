import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { generateKeyPair } from '#envelope/age-file.ts'
import { parseDirectory } from '#key-directory/directory.ts'
import { formatRoot, parseRoot, rootFingerprint } from '#key-directory/directory-root.ts'
import { formatFingerprint } from '#key-directory/fingerprint.ts'
import { signDirectory } from '#key-directory/open-directory.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { parseNote } from '#transparency-log/signed-note.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import { runCommandLine, type CommandResult } from '../../test/support/command-line.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { sampleRoot } from '../../test/support/sample-directory.ts'
import { startTamperingProxy, type TamperingProxy } from '../../test/support/tampering-proxy.ts'
import { readDirectory } from './read-directory.ts'
import type { DirectoryAnswer } from './sealing-directory.ts'

let server: DemoServer
let proxy: TamperingProxy
let folder: string
let root: string
let token: string
let answer: DirectoryAnswer & { readonly authorities: readonly { readonly recipient: string }[] }
let directoryText: string

before(async () => {
  server = await startDemoServer()
  proxy = await startTamperingProxy(server.url)
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  const filer = demoOperators[0]?.people.find(({ roles }) => roles.includes('filer'))
  token = server.tokenOf(filer?.id ?? '')
  const client = createServiceClient(server.url, token)
  root = ((await client.json('/api/v1/directory/root')) as { root: string }).root
  answer = (await client.json('/api/v1/directory')) as unknown as typeof answer
  directoryText = parseNote(answer.signed?.directory ?? '').text
  await writeFile(
    join(folder, 'report.json'),
    JSON.stringify({ 'inc.kind': 'ransomware', 'inc.summary': 'x', 't.aware': '2026-11-22T03:10:00Z' }),
  )
})

after(async () => {
  await proxy.stop()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Files a report through the man in the middle, as somebody who has pinned the root. */
async function fileThrough(change: ((body: string) => string) | null, state = join(folder, 'state')): Promise<CommandResult> {
  proxy.alter('/api/v1/directory', change)
  return runCommandLine(['report', 'file', join(folder, 'report.json')], {
    NOROSHI_URL: proxy.url,
    NOROSHI_TOKEN: token,
    NOROSHI_DIRECTORY_ROOT: root,
    NOROSHI_OUTBOX: join(folder, 'outbox'),
    XDG_STATE_HOME: state,
  })
}

function swap(from: string, to: string): (body: string) => string {
  return (body) => {
    const changed = body.replaceAll(from, () => to)
    assert.notEqual(changed, body)
    return changed
  }
}

function assertRefused({ code, complaints }: CommandResult, expected: RegExp): void {
  assert.equal(code, 6, complaints)
  assert.match(complaints, expected)
  assert.deepEqual(proxy.sent(), [])
}

test('report file refuses a server that swaps one authority key, and sends nothing', async () => {
  const { recipient } = await generateKeyPair()
  assertRefused(await fileThrough(swap(answer.authorities[0]?.recipient ?? '', recipient)), /altered after the root signed it/)
})

test('report file refuses a directory without signature, and one that another root signed', async () => {
  assertRefused(await fileThrough((body) => JSON.stringify({ ...(JSON.parse(body) as object), signed: null })), /no signed directory/)
  const bare = { directory: directoryText, statements: [] }
  assertRefused(await fileThrough((body) => JSON.stringify({ ...(JSON.parse(body) as object), signed: bare })), /bears no signature/)
  const signed = { directory: await signDirectory(parseDirectory(directoryText), await sampleRoot()), statements: [] }
  assertRefused(await fileThrough((body) => JSON.stringify({ ...(JSON.parse(body) as object), signed })), /not signed by the root/)
})

test('report file refuses an own key that the directory does not list', async () => {
  const { recipient } = await generateKeyPair()
  assertRefused(await fileThrough(swap(answer.own?.recipient ?? '', recipient)), /own organisation's key is not the one/)
})

test('report file refuses an older directory than the one that this machine has seen', async () => {
  const state = join(folder, 'seen')
  assert.equal((await fileThrough(null, join(folder, 'other'))).code, 0)
  const digest = 'ab'.repeat(32)
  const memory = { roots: {}, seen: { [rootFingerprint(parseRoot(root))]: { version: 2, digest, epochs: {} } } }
  await mkdir(join(state, 'noroshi'), { recursive: true })
  await writeFile(join(state, 'noroshi', 'directories.json'), JSON.stringify(memory))
  const result = await fileThrough(null, state)
  assert.equal(result.code, 6)
  assert.match(result.complaints, /is version 1, and version 2 was seen here before/)
})

test('readDirectory() takes no root from a server that is no demonstration', async () => {
  proxy.alter('/api/v1/directory', null)
  proxy.alter('/api/v1/session', swap('"demo":true', '"demo":false'))
  const environment = { XDG_STATE_HOME: join(folder, 'fresh') }
  const read = readDirectory({ client: createServiceClient(proxy.url, token), environment })
  await assert.rejects(read, { code: 'DIRECTORY_ROOT_NEEDED', outcome: 'refused' })
  proxy.alter('/api/v1/session', null)
})

test('directory trust pins the root whose fingerprint the kit names, and no other', async () => {
  const environment = { NOROSHI_URL: proxy.url, NOROSHI_TOKEN: token, XDG_STATE_HOME: join(folder, 'trusting') }
  const fingerprint = formatFingerprint(rootFingerprint(parseRoot(root)))
  const other = formatFingerprint(rootFingerprint((await sampleRoot()).root))
  const refused = await runCommandLine(['directory', 'trust', other], environment)
  assert.equal(refused.code, 6)
  assert.match(refused.complaints, /another root/)
  assert.equal((await runCommandLine(['directory', 'trust', fingerprint], environment)).code, 0)
  const swapped = formatRoot((await sampleRoot()).root)
  proxy.alter('/api/v1/directory/root', (body) => JSON.stringify({ ...(JSON.parse(body) as object), root: swapped }))
  const shown = await runCommandLine(['directory', 'show', '--json'], environment)
  assert.equal(shown.code, 0, shown.complaints)
  assert.equal((JSON.parse(shown.output) as { root: string }).root, rootFingerprint(parseRoot(root)))
})
