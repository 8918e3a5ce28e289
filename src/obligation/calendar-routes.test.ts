import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Filing } from '#envelope/filing-schema.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { filingWith, nextFiling, openFiler, postFiling, type Filer } from '../../test/support/filings.ts'
import { readCalendar } from '../../test/support/read-calendar.ts'
import type { OwedEntries } from './owed-entry.ts'

let server: DemoServer
let filer: Filer
let filing: Filing

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
  filing = await nextFiling(filer)
  assert.equal((await postFiling(filer, filing)).status, 201)
})

after(() => server.stop())

async function download(query = '', token: string | null = filer.token): Promise<{ response: Response; text: string }> {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` }
  const response = await fetch(`${server.url}/api/v1/obligations.ics${query}`, { headers })
  return { response, text: await response.text() }
}

async function events(query = '') {
  return readCalendar((await download(query)).text).events
}

test('GET /api/v1/obligations.ics needs a session or a token, and comes as a calendar file', async () => {
  assert.equal((await download('', null)).response.status, 401)
  const { response } = await download()
  assert.equal(response.headers.get('content-type'), 'text/calendar; charset=utf-8')
  assert.equal(response.headers.get('content-disposition'), 'attachment; filename="noroshi-deadlines.ics"')
})

test('GET /api/v1/obligations.ics has one event for each open stage with a limit', async () => {
  const { obligations } = (await filer.client.json('/api/v1/obligations?party=operator')) as unknown as OwedEntries
  const limits = obligations.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt.replaceAll(/[-:]|\.\d+/g, '')]))
  assert.ok(limits.length > 0)
  assert.deepEqual(
    (await events()).map((event) => event.value('DTEND')),
    limits,
  )
})

test('GET /api/v1/obligations.ics carries nothing of the case', async () => {
  const { obligations } = (await filer.client.json('/api/v1/obligations?party=operator')) as unknown as OwedEntries
  for (const lang of ['ja', 'en']) {
    const unfolded = (await download(`?lang=${lang}`)).text.replaceAll('\r\n ', '')
    const persona = filer.cast.filer
    const ofCase = [filing.incidentId, filing.reportId, filing.incidentId.slice(0, 8), 'ransomware', 'ランサム']
    const ofOperator = [persona.organisation.name.ja, persona.organisation.name.en, persona.name.ja, persona.organisation.id]
    const ofLaw = obligations.flatMap(({ law, title, name, rulebookVersion }) => [
      law,
      title.ja,
      title.en,
      name.ja,
      name.en,
      rulebookVersion,
    ])
    const telling = [...ofCase, ...ofOperator, ...ofLaw]
    for (const words of telling) assert.ok(!unfolded.includes(words), `${lang}: ${words}`)
    assert.ok(unfolded.includes(lang === 'ja' ? 'SUMMARY:報告に関する期限' : 'SUMMARY:Reporting deadline'))
  }
})

test('GET /api/v1/obligations.ics cancels what was reported, under the name that it had', async () => {
  const before = await events()
  const followUp = { incidentId: filing.incidentId, previousReportId: filing.reportId, stage: 'detailed' }
  assert.equal((await postFiling(filer, await filingWith(filer, followUp))).status, 201)
  const later = await events()
  const cancelled = later.filter((event) => event.value('STATUS') === 'CANCELLED')
  assert.ok(cancelled.length > 0)
  const names = new Set(before.map((event) => event.value('UID')))
  for (const event of cancelled) {
    const earlier = before.find((one) => one.value('UID') === event.value('UID'))
    assert.ok(names.has(event.value('UID') ?? ''))
    assert.ok(Number(event.value('SEQUENCE')) >= Number(earlier?.value('SEQUENCE')))
  }
})
