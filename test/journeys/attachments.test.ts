import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sealAttachment } from '#envelope/attachment-file.ts'
import { concatBytes } from '#base/bytes.ts'
import { generateKeyPair } from '#envelope/age-file.ts'
import { findCast, type Cast } from '#main/walkthrough-cast.ts'
import type { FiledReport } from '#report/report.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { runCommandLine } from '../support/command-line.ts'
import { ended, startDemo, withoutOwn, type RunningProgram } from '../support/demo.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { sampleAnswers } from '../support/file-answers.ts'

const entry = fileURLToPath(new URL('../../src/main/noroshi.ts', import.meta.url))
const bigBytes = 30 * 1024 * 1024
const names = { big: 'evidence.bin', note: '障害記録（第１報）.txt', evil: '..\u202Efdp.sh' }

let program: RunningProgram
let cast: Cast
let folder: string
let big: Buffer
let report: FiledReport

before(async () => {
  folder = await temporaryFolder()
  program = await startDemo()
  cast = await findCast(createServiceClient(program.url, null))
  big = randomBytes(bigBytes)
  await writeFile(join(folder, names.big), big)
  await writeFile(join(folder, names.note), '端末の記録\n')
  await writeFile(join(folder, names.evil), '#!/bin/sh\n')
  await writeFile(join(folder, 'answers.json'), JSON.stringify(sampleAnswers))
})

after(async () => {
  await program.stop()
  await rm(folder, { recursive: true, force: true })
})

function settings(token: string): Record<string, string> {
  return { NOROSHI_URL: program.url, NOROSHI_TOKEN: token, NOROSHI_OUTBOX: join(folder, 'outbox') }
}

async function fileWith(...attached: readonly string[]): Promise<FiledReport> {
  const words = ['report', 'file', 'answers.json', ...attached.flatMap((name) => ['--attach', name]), '--json']
  const filed = await runCommandLine(words, settings(cast.filer.token), folder)
  assert.equal(filed.code, 0, filed.complaints)
  return JSON.parse(filed.output) as FiledReport
}

test('a report is filed with a large attachment and two small ones', async () => {
  report = await fileWith(names.big, names.note, names.evil)
  const left = await readdir(join(folder, 'outbox'))
  assert.deepEqual(
    left.filter((name) => !name.endsWith('.filed.json')),
    [],
    'What the server has is kept no longer',
  )
})

test('an officer saves the attachments under safe names after opening, and not before', async () => {
  const filer = createServiceClient(program.url, cast.filer.token)
  const { filing } = (await filer.json(`/api/v1/reports/${report.reportId}`)) as unknown as {
    filing: { sealed: { authorities: { keyId: string }[]; attachments: { id: string; bytes: number }[] } }
  }
  const directory = (await filer.json('/api/v1/directory')) as unknown as { authorities: { keyId: string; organisationId: string }[] }
  const keyIds = new Set(filing.sealed.authorities.map(({ keyId }) => keyId))
  const officer = cast.officerOf(directory.authorities.filter(({ keyId }) => keyIds.has(keyId)).map(({ organisationId }) => organisationId))
  const [first] = filing.sealed.attachments
  assert.ok(first !== undefined)
  assert.equal(JSON.stringify(filing).includes('evidence'), false, 'Names are sealed')
  const get = (token: string, range?: string) =>
    fetch(`${program.url}/api/v1/attachments/${first.id}/content`, {
      headers: { authorization: `Bearer ${token}`, ...(range === undefined ? {} : { range }) },
    })
  const early = await get(officer.token)
  assert.deepEqual([early.status, ((await early.json()) as { code: string }).code], [403, 'OPENING_NEEDED'])
  const opened = await runCommandLine(
    ['report', 'open', report.reportId, '--purpose', 'triage', '--attachments', 'saved'],
    settings(officer.token),
    folder,
  )
  assert.equal(opened.code, 0, opened.complaints)
  assert.deepEqual((await readdir(join(folder, 'saved'))).toSorted(), [names.big, 'fdp.sh', names.note].toSorted())
  assert.equal(Buffer.compare(await readFile(join(folder, 'saved', names.big)), big), 0)
  assert.equal(await readFile(join(folder, 'saved', names.note), 'utf8'), '端末の記録\n')
  const part = await get(officer.token, 'bytes=300000-1299999')
  assert.deepEqual([part.status, part.headers.get('content-range')], [206, `bytes 300000-1299999/${first.bytes}`])
  const whole = Buffer.from(await (await get(cast.filer.token)).arrayBuffer())
  assert.equal(whole.subarray(300_000, 1_300_000).equals(Buffer.from(await part.arrayBuffer())), true)
  assert.equal((await get(officer.token, `bytes=${first.bytes}-`)).status, 416)
  const stranger = cast.filer.token === officer.token ? '' : await tokenOfAnotherOperator()
  assert.equal((await get(stranger)).status, 404)
})

async function tokenOfAnotherOperator(): Promise<string> {
  const { personas } = (await createServiceClient(program.url, null).json('/api/v1/demo/personas')) as unknown as {
    personas: { token: string; roles: string[]; organisation: { id: string } }[]
  }
  const other = personas.find(({ roles, organisation }) => roles.includes('filer') && organisation.id !== cast.filer.organisation.id)
  return other?.token ?? assert.fail('no other operator')
}

test('kill -9 of the client in the middle of an upload loses nothing: resend goes on where the server stands', async () => {
  const outbox = join(folder, 'outbox-killed')
  const environment = { ...withoutOwn(process.env), ...settings(cast.filer.token), NOROSHI_OUTBOX: outbox }
  const child = spawn(process.execPath, [entry, 'report', 'file', 'answers.json', '--attach', names.big], { env: environment, cwd: folder })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
    if (/: [1-9]\d?%/.test(said)) child.kill('SIGKILL')
  })
  await ended(child)
  assert.equal(child.signalCode, 'SIGKILL', said)
  const again = await runCommandLine(['report', 'resend', '--json'], { ...settings(cast.filer.token), NOROSHI_OUTBOX: outbox }, folder)
  assert.equal(again.code, 0, again.complaints)
  assert.match(again.complaints, /: [1-9]\d?%/, 'It does not begin at 0 %')
  assert.equal(/: 0%/.test(again.complaints), false)
  assert.match((JSON.parse(again.output) as FiledReport).reportId, /^[0-9a-f-]{36}$/)
})

test('kill -9 of the server in the middle of an upload loses nothing that it acknowledged', async () => {
  const { recipient } = await generateKeyPair()
  const sealed = await sealAttachment(recipient, {
    stream: new Blob([new Uint8Array(big.subarray(0, 5_000_000))]).stream(),
    bytes: 5_000_000,
  })
  const file = concatBytes(...(await Array.fromAsync(sealed)))
  const filed = { id: crypto.randomUUID(), bytes: file.length, digest: createHash('sha256').update(file).digest('hex') }
  const headers = { authorization: `Bearer ${cast.filer.token}` }
  const path = `${program.url}/api/v1/attachments`
  await fetch(path, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(filed) })
  const append = async (from: number, to: number) => {
    const type = { 'content-type': 'application/octet-stream', 'upload-offset': String(from) }
    const response = await fetch(`${path}/${filed.id}`, { method: 'PATCH', headers: { ...headers, ...type }, body: file.slice(from, to) })
    return (await response.json()) as { received: number; isComplete: boolean }
  }
  const { received } = await append(0, 3_000_000)
  assert.ok(received > 2_000_000)
  const { dataFolder, port } = program
  program.child.kill('SIGKILL')
  await ended(program.child)
  program = await startDemo({ dataFolder, port })
  const state = (await (await fetch(`${path}/${filed.id}`, { headers })).json()) as { received: number }
  assert.equal(state.received, received)
  assert.equal((await append(received, file.length)).isComplete, true)
})
