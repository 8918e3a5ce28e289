import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Filing } from '#envelope/filing-schema.ts'
import { openingsOfIncident } from '#opening/opening-store.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { startFaultProxy, type Fault } from '../../test/support/fault-proxy.ts'
import { filingWith } from '../../test/support/filings.ts'
import { openGatewayGround, startGateway, type GatewayAtWork, type GatewayGround } from '../../test/support/gateway-ground.ts'
import { isKept, type KeptReport } from './archived-report.ts'
import { queryTerms } from './search-query.ts'
import { isAway, isRefusal, steadyClient } from './steady-client.ts'

let ground: GatewayGround

before(async () => {
  ground = await openGatewayGround()
})

after(() => ground.close())

function kept(work: GatewayAtWork, { reportId }: Filing): KeptReport {
  const archived = work.archive.find(reportId)
  assert.ok(archived !== null && isKept(archived), JSON.stringify(archived?.state))
  return archived
}

function openingsOf({ incidentId }: Filing) {
  return openingsOfIncident(ground.server.test.database.kysely, incidentId, { toldAt: Temporal.Now.instant().toString() })
}

function finds(work: GatewayAtWork, words: string): readonly string[] {
  return work.index.search({ terms: queryTerms(words), limit: 10, offset: 0 }).reportIds
}

/** Starts a gateway behind a network of which `fault` says what becomes of each request. */
async function startBehind(fault: (what: string) => Fault | Promise<Fault>, opensAll = true) {
  const proxy = await startFaultProxy(ground.server.url, fault)
  const work = startGateway(ground, { opensAll, client: steadyClient(createServiceClient(proxy.url, ground.gateway.token)) })
  const stop = async (): Promise<void> => {
    work.archive.close()
    await proxy.stop()
  }
  return { ...work, proxy, stop }
}

test('a gateway opens every report after its entry in the log, keeps it and finds it by its words', async () => {
  const filing = await ground.fileReport('制御系の監視端末が暗号化された')
  const work = startGateway(ground)
  await work.following.round()
  const { state } = kept(work, filing)
  assert.deepEqual([state.verdict, state.purpose, state.askedBy], ['listed', 'archive', null])
  assert.equal(state.sealed['inc.summary'], '制御系の監視端末が暗号化された')
  const openings = await openingsOf(filing)
  assert.deepEqual(
    openings.map((one) => [one.id, one.purpose, one.officer.pseudonym]),
    [[state.opening.openingId, 'archive', 'gateway']],
  )
  assert.deepEqual(finds(work, '監視端末'), [filing.reportId])
  work.archive.close()

  const again = startGateway(ground)
  assert.deepEqual(finds(again, '監視端末'), [filing.reportId])
  await again.following.round()
  assert.equal((await openingsOf(filing)).length, 1)
  again.archive.close()
})

test('a gateway that opens on request leaves no entry until a person inside asks, and keeps the name to itself', async () => {
  const filing = await ground.fileReport('請求があるまで開封しない')
  const work = startGateway(ground, { opensAll: false })
  await work.following.round()
  await work.following.round()
  assert.equal(work.archive.find(filing.reportId)?.state.step, 'known')
  assert.deepEqual(await openingsOf(filing), [])
  await work.following.openFor(filing.reportId, { purpose: 'triage', askedBy: 'Sato' })
  assert.deepEqual([kept(work, filing).state.purpose, kept(work, filing).state.askedBy], ['triage', 'Sato'])
  const openings = await openingsOf(filing)
  assert.deepEqual(
    openings.map((one) => [one.purpose, one.officer.pseudonym]),
    [['triage', 'gateway']],
  )
  assert.ok(!JSON.stringify(openings).includes('Sato'))
  await assert.rejects(work.following.openFor(randomUUID(), { purpose: 'triage', askedBy: 'Sato' }), { code: 'REPORT_UNKNOWN' })
  work.archive.close()
})

test('a gateway resumes where the network broke off: nothing is lost, and nothing is opened twice', async () => {
  const filing = await ground.fileReport('回線断の試験')
  let fault: (what: string) => Fault = () => 'pass'
  const work = await startBehind((what) => fault(what))
  const broken = async (of: RegExp, how: Fault): Promise<void> => {
    fault = (what) => (of.test(what) ? how : 'pass')
    await assert.rejects(work.following.round(), isAway)
  }
  await broken(/received-reports/, 'lose-request')
  await broken(/received-reports/, 'lose-answer')
  await broken(/GET \/api\/v1\/reports\//, 'lose-answer')
  await broken(/openings/, 503)
  await broken(/openings/, 'lose-request')
  assert.deepEqual(await openingsOf(filing), [], 'a wish that never arrived leaves no entry')
  await broken(/openings/, 'lose-answer')
  assert.equal((await openingsOf(filing)).length, 1)
  fault = () => 'pass'
  await work.following.round()
  assert.equal((await openingsOf(filing)).length, 1)
  assert.equal(kept(work, filing).state.sealed['inc.summary'], '回線断の試験')
  await work.stop()
})

test('a gateway refuses a filing that was altered on its way, and one that does not decrypt, and says so of each', async () => {
  const altered = await ground.fileReport('改変の試験')
  const garbage = await ground.file(await filingWith(ground.filer, {}))
  const work = startGateway(ground, {
    client: {
      ...createServiceClient(ground.server.url, ground.gateway.token),
      json: async (path, request) => {
        const answer = await createServiceClient(ground.server.url, ground.gateway.token).json(path, request)
        if (path !== `/api/v1/reports/${altered.reportId}`) return answer
        return { added: [], filing: { ...altered, handling: { ...altered.handling, 'inc.kind': 'ddos' } } }
      },
    },
  })
  await work.following.round()
  assert.deepEqual(failureOf(work, altered), 'altered')
  assert.deepEqual(failureOf(work, garbage), 'unreadable')
  assert.deepEqual(finds(work, '改変の試験'), [])
  await work.following.round()
  assert.equal((await openingsOf(altered)).length, 1, 'it is not opened again and again')
  await work.following.openFor(garbage.reportId, { purpose: 'triage', askedBy: 'Sato' })
  assert.deepEqual(failureOf(work, garbage), 'unreadable')
  work.archive.close()
})

function failureOf({ archive }: GatewayAtWork, { reportId }: Filing): string | null {
  const state = archive.find(reportId)?.state
  return state?.step === 'failed' ? state.code : null
}

test('a gateway whose token was revoked is refused, and knows that from a server that is away', async () => {
  const stranger = startGateway(ground, { client: createServiceClient(ground.server.url, `nrs_${'A'.repeat(43)}`) })
  await assert.rejects(stranger.following.round(), isRefusal)
  stranger.archive.close()
})
