import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import papaparse from 'papaparse'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { pdfTexts } from '../../test/support/pdf-texts.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { stixSchemaProblems } from '../../test/support/stix-schemas.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { indicatorCsv } from './indicator-csv.ts'
import { printContent } from './warning-print.ts'
import { warningFileRoutes } from './warning-file-routes.ts'

const at = Temporal.Instant.from('2026-11-22T09:00:00Z')
let database: TestDatabase
let server: TestServer

before(async () => {
  database = await createTestDatabase()
  server = await startTestServer(
    warningFileRoutes({ database: database.database, clock: { now: () => at }, origin: 'https://report.example.jp' }),
    database.database,
  )
})

after(async () => {
  await server.stop()
  await database.drop()
})

test('GET /api/v1/warnings/{id}/stix gives one warning as a valid bundle with its marking', async (t) => {
  const ids = await publishWarnings(database.database, [sampleWarning({ tlp: 'clear' }), sampleWarning({ tlp: 'clear' })], at)
  const response = await fetch(`${server.url}/api/v1/warnings/${ids[0]}/stix`)
  assert.equal(response.headers.get('content-type'), 'application/stix+json;version=2.1')
  assert.equal(response.headers.get('content-disposition'), `attachment; filename="warning-${ids[0]}.json"`)
  const bundle = (await response.json()) as { type: string; objects: { type: string; id: string }[] }
  assert.equal(bundle.objects.length, 16)
  assert.deepEqual(
    bundle.objects.filter((one) => one.type === 'report').map((one) => one.id),
    [`report--${ids[0]}`],
  )
  const problems = stixSchemaProblems()
  if (problems === null) return t.skip('the JSON Schemas of STIX 2.1 are absent')
  for (const object of [bundle, ...bundle.objects]) assert.deepEqual(problems(object), [])
})

test('GET /api/v1/warnings/{id}/indicators.csv gives the indicators with a byte order mark', async () => {
  const [id] = await publishWarnings(database.database, [sampleWarning({ tlp: 'clear' })], at)
  const response = await fetch(`${server.url}/api/v1/warnings/${id}/indicators.csv`)
  assert.equal(response.headers.get('content-type'), 'text/csv; charset=utf-8')
  const bytes = Buffer.from(await response.arrayBuffer())
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
  const { data } = papaparse.parse<string[]>(bytes.subarray(3).toString('utf8').trimEnd())
  assert.equal(data.length, 4)
  assert.deepEqual(data[1]?.slice(0, 8), ['domain', 'c2.example', '', 'monitor', 'unconfirmed', '2026-11-01', '2026-12-01', 'TLP:CLEAR'])
})

test('GET /api/v1/warnings/{id}/pdf gives a tagged PDF in the language that is asked for, also of what tries to be markup', async () => {
  const hostile = '#panic("x") *b* $x$ \\u{41} `raw` <label> @ref = heading'
  const rule = { language: 'yara', name: hostile, text: `rule x { } \`\`\` ${hostile}` } as const
  const [id] = await publishWarnings(
    database.database,
    [sampleWarning({ tlp: 'clear', note: { ja: hostile, en: hostile }, detections: [rule] })],
    at,
  )
  const pdfs = await Promise.all(
    ['', '?language=ja', '?language=en'].map(async (query) => {
      const response = await fetch(`${server.url}/api/v1/warnings/${id}/pdf${query}`)
      assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'application/pdf'])
      return Buffer.from(await response.arrayBuffer())
    }),
  )
  const shown = [/ransomware|ランサムウェア/i, /T1498\.001/, /CVE-2024-12345/, /c2\[\.\]example/, /198\[\.\]51\[\.\]100\[\.\]7/]
  for (const pdf of pdfs) {
    assert.equal(pdf.subarray(0, 5).toString('latin1'), '%PDF-')
    assert.match(pdf.toString('latin1'), /pdfuaid:part/)
    const texts = await pdfTexts(pdf)
    for (const pattern of shown)
      assert.ok(
        texts.some((text) => pattern.test(text)),
        `${pattern.source} in ${texts[0] ?? ''}`,
      )
    assert.ok(texts[0]?.includes(hostile))
  }
  assert.deepEqual(pdfs[0], pdfs[1])
  assert.ok(pdfs[2]?.toString('latin1').includes('/Lang (en)'))
})

test('the print of a recalled warning says so first and has nothing to look for', async () => {
  const [id = ''] = await publishWarnings(database.database, [sampleWarning()], at)
  const warning = { id, version: 2, sequence: 2, publishedAt: at.toString(), signature: null, ...sampleWarning() }
  const print = { language: 'ja', origin: 'https://report.example.jp' } as const
  const released = printContent({ ...print, warning: { ...warning, act: 'release', state: 'published' } })
  assert.deepEqual(
    [released.banner, released.indicators.map((one) => one.value)],
    [null, ['c2[.]example', '198[.]51[.]100[.]7', "=cmd|' /C calc'!A0.exe"]],
  )
  const recalled = printContent({ ...print, warning: { ...warning, act: 'recall', state: 'recalled' } })
  assert.match(recalled.banner ?? '', /撤回されました/)
  assert.match(recalled.title, /撤回/)
  assert.deepEqual([recalled.indicators, recalled.detections], [[], []])
  const over = printContent({ ...print, warning: { ...warning, act: 'release', state: 'expired' } })
  assert.match(over.banner ?? '', /有効期間は終了/)
})

test('the downloads answer foreign and absent warnings alike', async () => {
  const [amber] = await publishWarnings(database.database, [sampleWarning({ tlp: 'amber' })], at)
  for (const id of [amber, randomUUID()])
    for (const place of ['stix', 'indicators.csv', 'pdf'])
      assert.equal((await fetch(`${server.url}/api/v1/warnings/${id}/${place}`)).status, 404, place)
})

test('indicatorCsv() writes no cell that a spreadsheet runs as a formula', () => {
  const starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\u0000']
  const values = starts.flatMap((start) => [`${start}1+1`, `${start}cmd|' /C calc'!A0`, `${start}"x",y\r\n=2`])
  const indicators = values.map((value) => ({
    id: randomUUID(),
    type: 'file-name' as const,
    value,
    role: null,
    advice: 'monitor' as const,
    confidence: 'unconfirmed' as const,
    pattern: '[file:name = 1]',
    validUntil: '2026-12-01',
  }))
  const csv = indicatorCsv({
    id: randomUUID(),
    version: 1,
    act: 'release',
    state: 'published',
    sequence: 1,
    publishedAt: at.toString(),
    ...sampleWarning({ indicators }),
    signature: null,
  })
  const { data } = papaparse.parse<string[]>(csv.toString('utf8').slice(1).trimEnd(), { newline: '\r\n' })
  assert.deepEqual(
    data.slice(1).map((row) => row[1]),
    values.map((value) => `'${value}`),
  )
})
