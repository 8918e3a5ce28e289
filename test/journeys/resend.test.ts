import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { findCast } from '#main/walkthrough-cast.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { runCommandLine } from '../support/command-line.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'

let demo: RunningProgram
let folder: string
let token: string

before(async () => {
  demo = await startDemo()
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  token = (await findCast(createServiceClient(demo.url, null))).filer.token
})

after(async () => {
  await demo.stop()
  await rm(folder, { recursive: true, force: true })
})

test('report file keeps the sealed bytes when the network dies, and report resend delivers the very same', async () => {
  const outbox = join(folder, 'outbox')
  const answers = join(folder, 'answers.json')
  await writeFile(answers, JSON.stringify({ 'inc.kind': 'ddos', 'inc.summary': '回線が飽和した', 'share.consent': 'no' }))
  const torn = await tearingProxy(demo.port)
  const environment = { NOROSHI_TOKEN: token, NOROSHI_OUTBOX: outbox }

  const filed = await runCommandLine(['report', 'file', answers], { ...environment, NOROSHI_URL: torn.url })
  assert.equal(filed.code, 5, filed.complaints)
  const [name, ...others] = await readdir(outbox)
  assert.equal(others.length, 0)
  const kept = await readFile(join(outbox, name ?? ''), 'utf8')
  assert.ok(torn.posted().length >= 2, 'it was tried again before it was left in the outbox')
  assert.ok(
    torn.posted().every((body) => body === kept),
    'every try sent the bytes that are kept',
  )
  torn.close()

  const resent = await runCommandLine(['report', 'resend', '--json'], { ...environment, NOROSHI_URL: demo.url })
  assert.equal(resent.code, 0, resent.complaints)
  const { reportId } = JSON.parse(resent.output) as { reportId: string }
  assert.deepEqual(await readdir(outbox), [`${reportId}.filed.json`])
  const stored = (await createServiceClient(demo.url, token).json(`/api/v1/reports/${reportId}`)) as unknown as { filing: unknown }
  assert.deepEqual(stored.filing, JSON.parse(kept))
})

test('report file names the field, the value form and the place of a wrong answer, and files nothing', async () => {
  const answers = join(folder, 'wrong.json')
  await writeFile(answers, JSON.stringify({ 'inc.kind': 'pirates', 't.aware': 'yesterday' }))
  const run = await runCommandLine(['report', 'file', answers], {
    NOROSHI_TOKEN: token,
    NOROSHI_URL: demo.url,
    NOROSHI_OUTBOX: join(folder, 'none'),
  })
  assert.equal(run.code, 3)
  assert.match(run.complaints, /\/inc\.kind/)
  assert.match(run.complaints, /\/t\.aware/)
})

/** Returns a way to the demonstration on which every report is lost: it arrives, and no answer comes back. */
async function tearingProxy(port: number): Promise<{ url: string; posted: () => readonly string[]; close: () => void }> {
  const posted: string[] = []
  const server: Server = createServer((incoming, outgoing) => {
    if (incoming.method === 'POST' && incoming.url === '/api/v1/reports') {
      let body = ''
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
      incoming.on('end', () => {
        posted.push(body)
        outgoing.destroy()
      })
      return
    }
    const { method, url, headers } = incoming
    const onward = request({ port, host: 'localhost', method, path: url, headers: { ...headers, host: `localhost:${port}` } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address() as AddressInfo
  return { url: `http://localhost:${address.port}`, posted: () => posted, close: () => server.close() }
}
