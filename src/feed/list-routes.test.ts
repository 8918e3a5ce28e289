import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import papaparse from 'papaparse'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { pickedUpSince } from '#delivery/pick-up-store.ts'
import type { IndicatorType } from '#indicator/indicator.ts'
import { shareIndicators, type SharedIndicator } from '#warning/shared-indicator-store.ts'
import type { WarningContent, WarningIndicator } from '#warning/warning.ts'
import { publishVersion } from '../../test/support/publish-version.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { addSubscriber, type SampleSubscriber } from '../../test/support/sample-subscriber.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { blockLists } from './block-lists.ts'
import { listRoutes } from './list-routes.ts'

const start = Temporal.Instant.from('2026-11-22T09:00:00Z')
let database: TestDatabase
let server: TestServer
let green: SampleSubscriber
let now = start

before(async () => {
  database = await createTestDatabase()
  green = await addSubscriber(database.database.kysely, 'green')
  const clock = { now: () => now }
  server = await startTestServer(listRoutes({ database: database.database, clock }), database.database)
})

after(async () => {
  await server.stop()
  await database.drop()
})

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${server.url}/feeds/${path}`, { headers: { 'accept-encoding': 'identity', ...headers }, redirect: 'error' })
}

const signedIn = () => ({ authorization: `Bearer ${green.token}` })

function indicator(type: IndicatorType, value: string, change: Partial<WarningIndicator> = {}): WarningIndicator {
  return {
    id: randomUUID(),
    type,
    value,
    role: null,
    advice: 'block',
    confidence: 'confirmed',
    pattern: "[domain-name:value = 'a.example']",
    validUntil: '2026-12-01',
    ...change,
  }
}

async function publish(change: Partial<WarningContent>): Promise<{ id: string; content: WarningContent }> {
  const content = sampleWarning(change)
  const [id = ''] = await publishWarnings(database.database, [content], now)
  return { id, content }
}

async function lines(path: string, headers: Readonly<Record<string, string>> = signedIn()): Promise<readonly string[]> {
  const response = await get(path, headers)
  assert.equal(response.status, 200, path)
  const text = await response.text()
  assert.ok(text === '' || text.endsWith('\n'), path)
  return text.split('\n').slice(0, -1)
}

test('block lists hold the values to block, once each and by type, and others where they are asked for', async () => {
  await publish({
    tlp: 'clear',
    indicators: [
      indicator('ipv4', '198.51.100.1'),
      indicator('ipv4-range', '192.0.2.0/28'),
      indicator('ipv4-range', '203.0.113.1-203.0.113.3'),
      indicator('ipv6', '2001:db8::1'),
      indicator('domain', 'block.example'),
      indicator('domain', 'watch.example', { advice: 'monitor' }),
      indicator('url', 'https://block.example/x?=a,b'),
      indicator('sha256', 'ab'.repeat(32)),
      indicator('file-name', 'two\nlines.exe'),
    ],
  })
  await publish({ tlp: 'green', indicators: [indicator('domain', 'block.example'), indicator('domain', 'green.example')] })
  assert.deepEqual(await lines('ipv4.txt'), ['198.51.100.1', '192.0.2.0/28', '203.0.113.1/32', '203.0.113.2/31'])
  assert.deepEqual(await lines('ipv6.txt'), ['2001:db8::1'])
  assert.deepEqual(await lines('domains.txt'), ['block.example', 'green.example'])
  assert.deepEqual(await lines('domains.txt', {}), ['block.example'])
  assert.deepEqual(await lines('domains.txt?advice=monitor'), ['watch.example'])
  assert.deepEqual(await lines('domains.txt?advice=all'), ['block.example', 'green.example', 'watch.example'])
  assert.deepEqual(await lines('urls.txt'), ['https://block.example/x?=a,b'])
  assert.deepEqual(await lines('sha256.txt'), ['ab'.repeat(32)])
  assert.deepEqual(await lines('file-names.txt'), [])
  assert.equal((await get('domains.txt?advice=allow')).status, 422)
  assert.equal((await get('domains.txt', { authorization: 'Bearer nrs_wrong' })).status, 401)
})

test('every list is text or JSON in UTF-8 and says whose it is to keep', async () => {
  for (const list of ['indicators.csv', 'indicators.json', ...blockLists.map(({ name }) => `${name}.txt`)]) {
    const [open, own] = [await get(list), await get(list, signedIn())]
    assert.match(open.headers.get('content-type') ?? '', /; charset=utf-8$/, list)
    assert.deepEqual([open.headers.get('cache-control'), own.headers.get('cache-control')], ['public, no-cache', 'private, no-cache'])
    assert.match(open.headers.get('vary') ?? '', /authorization/)
    await Promise.all([open.text(), own.text()])
  }
})

test('the CSV list opens in a spreadsheet: a byte order mark, a line of names, and no cell that runs as a formula', async () => {
  const payloads = formulaPayloads()
  assert.ok(payloads.length >= 100)
  const { id } = await publish({ tlp: 'green', indicators: payloads.map((value) => indicator('file-name', value)) })
  const bytes = Buffer.from(await (await get('indicators.csv', signedIn())).arrayBuffer())
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
  const { data, errors } = papaparse.parse<Readonly<Record<string, string>>>(bytes.subarray(3).toString('utf8'), {
    header: true,
    skipEmptyLines: true,
    newline: '\r\n',
  })
  assert.deepEqual(errors, [])
  const own = data.filter((row) => row['warning'] === id)
  assert.deepEqual(new Set(own.map((row) => row['value'])), new Set(payloads.map((value) => `'${value}`)))
  for (const row of data) for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^[=+\-@\t\r]/)
})

function formulaPayloads(): readonly string[] {
  const starts = ['=', '+', '-', '@', '\t=', '\r=', '\n=', ' =', '\u00a0=', '\u200b=', '\u0001=', '＝', '＋', '－', '＠', '﹦', '−']
  const bodies = ['1+1', "cmd|' /C calc'!A0", 'HYPERLINK("https://x.example","y")', '"x",y\r\n=2', 'IMPORTXML(A1)', 'SUM(1)*cmd']
  return starts.flatMap((first) => bodies.map((body) => first + body))
}

test('a list that has not changed is answered with 304, by tag or by date, and a publication or a new day changes it', async () => {
  const first = await get('indicators.json')
  await first.text()
  const { etag, date } = { etag: first.headers.get('etag') ?? '', date: first.headers.get('last-modified') ?? '' }
  assert.equal((await get('indicators.json', { 'if-none-match': etag })).status, 304)
  assert.equal((await get('indicators.json', { 'if-none-match': `"other", ${etag.slice(2)}` })).status, 304)
  assert.equal((await get('indicators.json', { 'if-modified-since': date })).status, 304)
  assert.equal((await get('indicators.json', { 'if-none-match': '"other"', 'if-modified-since': date })).status, 200)
  assert.equal((await get('indicators.json', { 'if-none-match': etag, ...signedIn() })).status, 200)
  await publish({ tlp: 'amber' })
  assert.equal((await get('indicators.json', { 'if-none-match': etag })).status, 304, 'what the caller may not read changes nothing')
  now = now.add({ seconds: 1 })
  await publish({ tlp: 'clear' })
  const second = await get('indicators.json', { 'if-none-match': etag })
  assert.equal(second.status, 200)
  assert.equal((await get('indicators.json', { 'if-modified-since': date })).status, 200)
  now = now.add({ hours: 24 })
  assert.equal((await get('indicators.json', { 'if-none-match': second.headers.get('etag') ?? '' })).status, 200)
})

test('a recalled indicator and one that is over are gone from every list', async () => {
  const { id, content } = await publish({
    tlp: 'clear',
    indicators: [indicator('domain', 'recalled.example'), indicator('domain', 'over.example', { validUntil: '2026-11-25' })],
  })
  const whole = async (path: string) => (await get(path)).text()
  for (const path of ['domains.txt', 'indicators.csv', 'indicators.json']) assert.match(await whole(path), /recalled\.example/)
  const [kept] = content.indicators.slice(1)
  assert.ok(kept)
  now = now.add({ seconds: 1 })
  await publishVersion(database.database, { id, version: 2, act: 'revision', content: { ...content, indicators: [kept] } }, now)
  for (const path of ['domains.txt', 'indicators.csv', 'indicators.json']) {
    assert.doesNotMatch(await whole(path), /recalled\.example/)
    assert.match(await whole(path), /over\.example/)
  }
  now = Temporal.Instant.from('2026-11-25T00:00:00Z')
  for (const path of ['domains.txt', 'indicators.csv', 'indicators.json']) assert.doesNotMatch(await whole(path), /over\.example/)
})

test('whoever fetched a list to its end, or has it already, has picked up what was published until then', async () => {
  const bystander = await addSubscriber(database.database.kysely, 'green')
  const authorization = `Bearer ${bystander.token}`
  await publish({ tlp: 'green' })
  const picked = async () => (await pickedUpSince(database.database.kysely, now.toString())).length
  const before = await picked()
  const response = await get('indicators.csv', { authorization })
  await response.text()
  assert.equal(await picked(), before + 1)
  now = now.add({ seconds: 1 })
  await publish({ tlp: 'amber' })
  assert.equal((await get('indicators.csv', { authorization, 'if-none-match': response.headers.get('etag') ?? '' })).status, 304)
  assert.equal(await picked(), 0, 'a later tick of which the reader may know nothing')
})

test('a list goes out in the encoding that the caller takes', async () => {
  const plain = await rawBytes('indicators.csv', 'identity')
  assert.deepEqual(gunzipSync(await rawBytes('indicators.csv', 'gzip')), plain)
  assert.deepEqual(brotliDecompressSync(await rawBytes('indicators.csv', 'br')), plain)
})

test('25,000 indicators stream, each once', async () => {
  const some = Array.from({ length: 5_000 }, (_, index) => indicator('domain', `n${index}.many.example`))
  await database.database.kysely.transaction().execute(async (tx) => {
    for (let part = 0; part < 5; part++) {
      const indicators = some.map((one) => ({ ...one, id: randomUUID(), value: `p${part}${one.value}` }))
      const content = sampleWarning({ tlp: 'green', indicators })
      await shareIndicators(tx, { id: randomUUID(), version: 1, act: 'release', tlp: 'green', content }, now.toString())
    }
  })
  const found = async (encoding: string, read: (bytes: Buffer) => Buffer) => {
    const bytes = await rawBytes(`indicators.json`, encoding)
    const { indicators } = JSON.parse(read(bytes).toString()) as { indicators: readonly SharedIndicator[] }
    return new Set(indicators.filter((one) => one.value.endsWith('.many.example')).map((one) => one.id)).size
  }
  assert.equal(await found('gzip', gunzipSync), 25_000)
  assert.equal((await lines('domains.txt')).filter((line) => line.endsWith('.many.example')).length, 25_000)
})

/** Without the decoding that fetch does by itself. */
async function rawBytes(path: string, encoding: string): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  request(`${server.url}/feeds/${path}`, { headers: { 'accept-encoding': encoding, ...signedIn() } }, (response) => {
    assert.equal(response.headers['content-encoding'] ?? 'identity', encoding)
    Array.fromAsync(response as AsyncIterable<Buffer>).then((chunks) => resolve(Buffer.concat(chunks)), reject)
  })
    .on('error', reject)
    .end()
  return promise
}
