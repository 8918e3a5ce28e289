import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { filingWith, openFiler, postFiling, type Filer } from '../../test/support/filings.ts'
import { sealDenyList } from '#envelope/deny-list.ts'
import { generateTeamKey } from '#envelope/key-envelope.ts'
import { filingVault } from '#report/filing-vault.ts'
import { Secret } from '#runtime/secret.ts'
import { deniedWords } from './denied-words.ts'

let server: DemoServer
let filer: Filer

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
})

after(() => server.stop())

const vault = filingVault(new Secret('owner key of tests'))

test('deniedWords() holds the words of every report of an incident: a follow-up that does not repeat one does not let it out', async () => {
  const gate = await generateTeamKey()
  const { gate: listed } = filer.directory
  const keyId = listed?.keyId ?? ''
  const withWords = async (words: readonly string[], before_: Parameters<typeof filingWith>[1] = {}) => {
    const reportId = crypto.randomUUID()
    const file = await sealDenyList(words, { reportId, recipient: gate.recipient })
    const filing = await filingWith(filer, { ...before_, reportId, sealed: { ...filer.template.sealed, denyList: { keyId, file } } })
    const { status, body } = await postFiling(filer, filing)
    assert.equal(status, 201, JSON.stringify(body))
    return filing
  }
  const first = await withWords(['plc-07', 'Yamada'])
  await withWords(['plc-08'], { incidentId: first.incidentId, previousReportId: first.reportId, stage: 'update' })
  const other = await withWords(['elsewhere'])
  const { kysely } = server.test.database
  const opened = (incidentId: string, identity = gate.identity) =>
    kysely.transaction().execute((tx) => deniedWords(tx, incidentId, { vault, identity }))
  assert.deepEqual(new Set(await opened(first.incidentId)), new Set(['plc-07', 'Yamada', 'plc-08']))
  assert.deepEqual(await opened(other.incidentId), ['elsewhere'])
  // More than can be looked for in time is for people.
  const many = await withWords(Array.from({ length: 600 }, (_, index) => `${index}${'x'.repeat(190)}`))
  await assert.rejects(opened(many.incidentId), RangeError)
  // What cannot be opened guards nothing that may go out.
  await assert.rejects(opened(first.incidentId, (await generateTeamKey()).identity), { code: 'ENVELOPE_UNREADABLE' })
})
