import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { nextFiling, openFiler, postFiling } from '../../test/support/filings.ts'
import { officerOf } from '../../test/support/officers.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { addSubscriber } from '../../test/support/sample-subscriber.ts'
import { addSubscription, atOnce, openFilter } from '../../test/support/sample-subscription.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { listPeople } from '#identity/identity-store.ts'
import { emptyWarning } from '#warning/draft/editable-warning.ts'
import { insertGateItem } from '#warning/gate-item-store.ts'

const now = Temporal.Now.instant()
let server: DemoServer

before(async () => {
  server = await startDemoServer()
})

after(() => server.stop())

type Request = { readonly method: string; readonly path: (id: string) => string; readonly body?: (id: string) => unknown }

function asks(method: string, path: string, body?: unknown): Request {
  return { method, path: (id) => path.replace('{id}', id), ...(body === undefined ? {} : { body: () => body }) }
}

async function answerTo(token: string, { method, path, body }: Request, id: string): Promise<string> {
  const response = await fetch(server.url + path(id), {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body(id)) }),
  })
  return `${response.status} ${(await response.text()).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')}`
}

/** What belongs to others must be as absent as what was never there; `status` shows that the question was asked of the object, and not refused before. */
async function askedInVain(token: string, requests: readonly Request[], id: string, status = 404): Promise<void> {
  for (const request of requests) {
    const foreign = await answerTo(token, request, id)
    assert.equal(foreign, await answerTo(token, request, randomUUID()), `${request.method} ${request.path('ID')}`)
    assert.ok(foreign.startsWith(`${status} `), `${request.method} ${request.path('ID')}: ${foreign}`)
  }
}

test('subscriptions of another organisation are as absent as those that never were', async () => {
  const { kysely } = server.test.database
  const { id } = await addSubscription(kysely)
  const { token } = await addSubscriber(kysely, 'amber')
  const base = '/api/v1/subscriptions/{id}'
  const change = { name: 'x', language: 'ja', filter: openFilter, timing: atOnce, isShown: false }
  const requests = [
    ...['', '/deliveries', '/deliveries?limit=1'].map((rest) => asks('GET', base + rest)),
    ...['/pause', '/resume', '/test', '/secret'].map((rest) => asks('POST', base + rest, {})),
    asks('POST', `${base}/confirm`, { code: 'ABCD-EFGH' }),
    asks('PUT', base, change),
    asks('DELETE', base),
  ]
  await askedInVain(token, requests, id)
  await askedInVain(token, [asks('POST', '/api/v1/subscriptions/unsubscribe', { id, code: 'x' })], id)
})

test('drafts, held parts, campaigns and their drafts of another authority are as absent as those that never were', async () => {
  const { kysely } = server.test.database
  const filer = await openFiler(server.url)
  const filing = await nextFiling(filer)
  assert.equal((await postFiling(filer, filing)).status, 201)
  const keyIds = new Set(filing.sealed.authorities.map((one) => one.keyId))
  const holders = new Set(filer.directory.authorities.filter((one) => keyIds.has(one.keyId)).map((one) => one.organisationId))
  const people = (await listPeople(kysely)).filter((one) => one.organisationKind === 'authority')
  const outside = people.find((one) => !holders.has(one.organisationId) && one.roles.includes('releaser'))?.organisationId ?? ''
  const stranger = await officerOf(server, 'officer', { organisationId: outside })
  const releaser = await officerOf(server, 'releaser', { organisationId: outside })
  const owner = await officerOf(server, 'officer', { organisationId: [...holders][0] ?? '' })
  await kysely.transaction().execute((tx) =>
    insertGateItem(tx, {
      reportId: filing.reportId,
      verdict: 'hold',
      reasons: [],
      content: sampleWarning(),
      warningId: null,
      decidedAt: now.toString(),
    }),
  )
  assert.equal((await owner.call('GET', `/api/v1/gate/held/${filing.reportId}`)).status, 200)
  const byReport: Request = { method: 'POST', path: () => '/api/v1/warning-drafts', body: (id) => ({ reportId: id }) }
  const closing = { reason: 'of-no-use', note: null }
  await askedInVain(stranger.token, [asks('GET', '/api/v1/gate/held/{id}'), byReport], filing.reportId)
  await askedInVain(releaser.token, [asks('POST', '/api/v1/gate/held/{id}/close', closing)], filing.reportId)
  const made = await owner.call('POST', '/api/v1/warning-drafts', { reportId: filing.reportId })
  assert.equal(made.status, 201)
  const content = emptyWarning(now.toZonedDateTimeISO('UTC').toPlainDate())
  const signature = { signedAt: now.round('millisecond').toString(), signature: `${'A'.repeat(86)}==` }
  const draft = '/api/v1/warning-drafts/{id}'
  const ofDraft = [
    asks('GET', draft),
    asks('PUT', draft, { changedAt: 'x', content }),
    asks('POST', `${draft}/submission`, signature),
    asks('POST', `${draft}/return`, {}),
    asks('DELETE', draft),
  ]
  await askedInVain(stranger.token, ofDraft, String(made.body['id']))
  await askedInVain(releaser.token, [asks('POST', `${draft}/approvals`, signature), ...ofDraft], String(made.body['id']))
  // Its own authority finds a draft there already; nobody else may learn that.
  await askedInVain(stranger.token, [byReport], filing.reportId)
  const campaignId = randomUUID()
  const campaign = { id: campaignId, authority_id: owner.person.organisationId, name_number: 1, created_at: now.toString() }
  await kysely.insertInto('campaign').values(campaign).execute()
  const byCampaign: Request = { ...byReport, body: (id) => ({ campaignId: id }) }
  await askedInVain(stranger.token, [asks('GET', '/api/v1/campaigns/{id}'), byCampaign], campaignId)
  await askedInVain(stranger.token, [asks('GET', '/api/v1/campaigns/{id}/warning-drafts')], campaignId, 200)
})

test('a warning above the clearance, and its indicators, are as absent as those that never were', async () => {
  const { kysely } = server.test.database
  const [warningId = ''] = await publishWarnings(server.test.database, [sampleWarning({ tlp: 'amber+strict' })], now)
  const [indicator] = await kysely.selectFrom('shared_indicator').select('id').where('warning_id', '=', warningId).execute()
  const { token } = await addSubscriber(kysely, 'green')
  const answer: Request = { method: 'POST', path: () => '/api/v1/sightings', body: (id) => ({ kind: 'seen', subjects: [id] }) }
  const withdrawal: Request = { ...answer, body: (id) => ({ kind: 'seen', subjects: [id], withdrawn: true }) }
  for (const id of [warningId, indicator?.id ?? '']) await askedInVain(token, [answer, withdrawal], id)
  await askedInVain(token, [asks('GET', '/api/v1/warnings/{id}'), asks('GET', '/api/v1/warnings/{id}/sightings')], warningId)
})
