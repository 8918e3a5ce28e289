import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Filing } from '#envelope/filing-schema.ts'
import { signShareRequest } from '#envelope/share-request.ts'
import type { Persona } from '#main/walkthrough-cast.ts'
import { ownEnvelope } from '#opening/read-report.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { runCommandLine } from '../support/command-line.ts'
import { startDemoServer, type DemoServer } from '../support/demo-server.ts'
import { nextFiling, openFiler, postFiling, unlockKeysOf, type Filer } from '../support/filings.ts'

let server: DemoServer
let filer: Filer
let filing: Filing
let reader: Persona
let outsiders: readonly Outsider[]

type Outsider = {
  readonly code: string
  readonly keyId: string
  readonly recipient: string
  readonly sectors: readonly string[]
  readonly officer: Persona
}

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
  filing = filer.template
  assert.equal((await postFiling(filer, filing)).status, 201)
  const keyIds = new Set(filing.sealed.authorities.map((one) => one.keyId))
  const holders = filer.directory.authorities.filter((one) => keyIds.has(one.keyId))
  reader = filer.cast.officerOf(holders.map((one) => one.organisationId))
  outsiders = filer.directory.authorities
    .filter((one) => !keyIds.has(one.keyId))
    .map(({ code, keyId, recipient, sectors, organisationId }) => ({
      code,
      keyId,
      recipient,
      sectors,
      officer: filer.cast.officerOf([organisationId]),
    }))
})

after(() => server.stop())

function open(officer: Persona, reportId = filing.reportId) {
  const environment = { NOROSHI_URL: server.url, NOROSHI_TOKEN: officer.token, NOROSHI_PASSPHRASE: officer.passphrase }
  return runCommandLine(['report', 'open', reportId, '--purpose', 'triage', '--json'], environment)
}

function share(officer: Persona, code: string, reportId = filing.reportId) {
  const environment = { NOROSHI_URL: server.url, NOROSHI_TOKEN: officer.token, NOROSHI_PASSPHRASE: officer.passphrase }
  return runCommandLine(['report', 'share', reportId, '--with', code, '--json'], environment)
}

async function wishOf(officer: Persona, further: Outsider): Promise<Record<string, unknown>> {
  const client = createServiceClient(server.url, officer.token)
  const keys = await unlockKeysOf(client)
  const own = ownEnvelope(filing.sealed.authorities, keys)
  const requestedAt = Temporal.Now.instant().round('millisecond').toString()
  const { reportId: _, ...body } = await signShareRequest({ reportId: filing.reportId, requestedAt }, own, { further, reader: keys.person })
  return body
}

async function post(token: string, body: Record<string, unknown>, reportId = filing.reportId): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const path = `${server.url}/api/v1/reports/${reportId}/shares`
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
  return `${response.status} ${((await response.json()) as { code?: string }).code ?? ''}`.trim()
}

test('nobody else can share: no outsider, no filer, no altered wish, no key that is none of an authority', async () => {
  const outsider = outsiders.at(-1)
  assert.ok(outsider)
  const body = await wishOf(reader, outsider)
  assert.equal(await post(outsider.officer.token, body), '404 NOT_FOUND')
  assert.equal(await post(filer.token, body), '403 NOT_PERMITTED')
  assert.equal(await post(reader.token, { ...body, keyId: outsiders[0]?.keyId }), '403 SHARE_REFUSED')
  assert.equal(await post(reader.token, { ...body, requestedAt: '2026-01-01T00:00:00Z' }), '403 SHARE_REFUSED')
  const own = await wishOf(reader, { ...outsider, keyId: filer.directory.own.keyId, recipient: filer.directory.own.recipient })
  assert.equal(await post(reader.token, own), '422 RECIPIENT_UNKNOWN')
})

test('an authority opens a report once a reader has shared it, and not before', async () => {
  const [police, ...ministries] = outsiders.toSorted((one, other) => Number(one.sectors.length > 0) - Number(other.sectors.length > 0))
  assert.ok(police !== undefined && police.sectors.length === 0)
  assert.notEqual((await open(police.officer)).code, 0)
  for (const ministry of ministries.filter(({ sectors }) => sectors.length > 0))
    assert.equal(await post(reader.token, await wishOf(reader, ministry)), '422 SHARE_NO_JURISDICTION', ministry.code)
  const shared = await share(reader, police.code)
  assert.equal(shared.code, 0, shared.complaints)
  const opened = await open(police.officer)
  assert.equal(opened.code, 0, opened.complaints)
  assert.match(opened.output, /制御系の監視端末/)
  assert.match((await share(reader, police.code)).complaints, /ALREADY_SHARED/)
  const { rows } = await server.test.database.pool.query<{ entry: string }>(
    `select entry from log_entry where case_id = $1 and entry::jsonb ->> 'kind' = 'share' order by id`,
    [filing.incidentId],
  )
  assert.deepEqual(
    rows.map(({ entry }) => {
      const { kind, report, with: further } = JSON.parse(entry) as Record<string, unknown>
      return { kind, report, further }
    }),
    [{ kind: 'share', report: filing.reportId, further: police.code }],
  )
  const next = await nextFiling(filer)
  assert.equal((await postFiling(filer, next)).status, 201)
  assert.notEqual((await open(police.officer, next.reportId)).code, 0, 'another report of the same operator stays closed')
})
