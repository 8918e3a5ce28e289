import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import { canonicalJson, type JsonValue } from '../../src/base/canonical-json.ts'
import { runCommand } from '../../src/cli/run-command.ts'
import { createTestDatabase, type TestDatabase } from '../../src/database/test-database.ts'
import { assessCommand } from '../../src/report/assess-command.ts'
import { assessRoutes } from '../../src/report/assess-routes.ts'
import { fixedClock } from '../../src/runtime/clock.ts'
import { browserBuild } from '../../src/web/browser-build.ts'
import dueInstants from '../vectors/due-instants.json' with { type: 'json' }
import { launchBrowser, noBrowser } from '../support/browser.ts'
import type * as bundle from '../support/rulebook-bundle.ts'
import { factVectors, type FactVector } from '../support/fact-vectors.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const vectors = factVectors()
const instants = [...new Set(vectors.map(({ now }) => now))]
let folder: string
let database: TestDatabase
let expected: readonly string[]

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noroshi-agreement-'))
  database = await createTestDatabase()
  expected = await answersOfServer()
})

after(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

test('there are vectors to agree on', () => {
  assert.ok(vectors.length >= 300, String(vectors.length))
  assert.equal(expected.length, vectors.length)
})

/** Asks a real server for every vector; its clock stands at the instant of the vector. */
async function answersOfServer(): Promise<string[]> {
  const servers = new Map<string, TestServer>()
  for (const now of instants) {
    servers.set(now, await startTestServer(assessRoutes({ clock: fixedClock(now) }), database.database))
  }
  const answers: string[] = []
  for (const { facts, now } of vectors) {
    const response = await fetch(`${servers.get(now)?.url ?? ''}/api/v1/assess`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ facts }),
    })
    assert.equal(response.status, 200)
    answers.push(canonicalJson((await response.json()) as JsonValue))
  }
  await Promise.all([...servers.values()].map((server) => server.stop()))
  return answers
}

async function answerOfCommandLine({ facts, now }: FactVector): Promise<string> {
  const path = join(folder, 'facts.json')
  await writeFile(path, JSON.stringify(facts))
  const printed: string[] = []
  const terminal = {
    environment: {},
    print: (text: string) => printed.push(text),
    say: (text: string) => assert.fail(text),
    signal: new AbortController().signal,
  }
  assert.equal(await runCommand(['assess', path, '--json', '--at', now], [assessCommand], terminal), 0)
  return canonicalJson(JSON.parse(printed.join('\n')) as JsonValue)
}

test('the command line answers every vector as the server does, byte for byte', async () => {
  for (const [index, vector] of vectors.entries()) assert.equal(await answerOfCommandLine(vector), expected[index], vector.name)
})

type Bundle = typeof bundle

/** Builds the rulebook for the browser with the settings of the pages, and serves it with a page that holds nothing. */
async function serveBundle(): Promise<{ readonly origin: string; readonly stop: () => Promise<void> }> {
  const outDir = join(folder, 'bundle')
  await build({
    ...browserBuild,
    root: new URL('../..', import.meta.url).pathname,
    build: {
      ...browserBuild.build,
      outDir,
      lib: { entry: new URL('../support/rulebook-bundle.ts', import.meta.url).pathname, formats: ['es'], fileName: 'bundle' },
      target: 'esnext',
    },
  })
  const server = createServer((request, response) => {
    const name = /^\/(?<name>[\w.-]+\.js)$/u.exec(request.url ?? '')?.groups?.['name']
    response.setHeader('content-security-policy', "default-src 'none'; script-src 'self'")
    if (name === undefined) response.setHeader('content-type', 'text/html').end('<!doctype html><title>agreement</title>')
    else void readFile(join(outDir, name)).then((bytes) => response.setHeader('content-type', 'text/javascript').end(bytes))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, stop: async () => server[Symbol.asyncDispose]() }
}

type DueVector = (typeof dueInstants.cases)[number]
type InBrowser = { readonly answers: string[]; readonly dueAt: string[]; readonly native: boolean }

/** Answers every vector in a page of its own; without Temporal the page loads the polyfill, as the site does. */
async function answersOfBrowser(browser: Browser, origin: string, hasTemporal: boolean): Promise<InBrowser> {
  const page = await browser.newPage({ timezoneId: 'America/St_Johns', locale: 'de-DE' })
  if (!hasTemporal) await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Temporal'))
  await page.goto(origin)
  const given: string = JSON.stringify({ vectors, due: dueInstants.cases })
  const found = await page.evaluate(answerAll, given)
  await page.close()
  return found
}

/** Runs inside the page. */
async function answerAll(given: string): Promise<InBrowser> {
  const { vectors, due } = JSON.parse(given) as { vectors: FactVector[]; due: DueVector[] }
  const native = 'Temporal' in globalThis
  const path = '/bundle.js'
  const { allRulebooks, assessAll, canonicalJson, dueAt, findCalendar } = (await import(path)) as Bundle
  const answers = vectors.map(({ facts, now }) =>
    canonicalJson(JSON.parse(JSON.stringify(assessAll(facts, allRulebooks(), Temporal.Instant.from(now)))) as JsonValue),
  )
  const event = { ja: '', en: '' }
  const instants = due.map(({ period, zone, calendar, startedAt }) => {
    const clock = {
      period: period as Parameters<Bundle['dueAt']>[0]['period'],
      startedAt: Temporal.Instant.from(startedAt),
      event,
      clause: null,
    }
    return dueAt(clock, { zone, zoneName: event, calendar: findCalendar(calendar) }).at.toString()
  })
  return { answers, dueAt: instants, native }
}

test(
  'a page answers every vector as the server does, byte for byte, with the Temporal of the browser and with the polyfill',
  { skip: noBrowser },
  async () => {
    const { origin, stop } = await serveBundle()
    const browser = await launchBrowser()
    try {
      for (const hasTemporal of [true, false]) {
        const found = await answersOfBrowser(browser, origin, hasTemporal)
        assert.equal(found.native, hasTemporal)
        for (const [index, { name }] of vectors.entries()) assert.equal(found.answers[index], expected[index], name)
        assert.deepEqual(
          found.dueAt,
          dueInstants.cases.map(({ dueAt }) => dueAt),
        )
      }
    } finally {
      await browser.close()
      await stop()
    }
  },
)
