import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { appendCaseEntry } from '#receipt/append-entry.ts'
import { openKeptSigner } from '#receipt/log-signer.ts'
import { sequenceEntries, type SequencingParts } from '#receipt/sequence-entries.ts'
import { writeIdentity } from '#receipt/shard-store.ts'
import { createWitnessing } from '#receipt/witness-heads.ts'
import { fixedClock } from '#runtime/clock.ts'
import { verifyCaseBundle } from '#transparency-log/case-bundle.ts'
import { verifyCaseChain } from '#transparency-log/case-chain.ts'
import { judgeCheckpoint } from '#transparency-log/judge-checkpoint.ts'
import { leafHash } from '#transparency-log/merkle-tree.ts'
import { parsePolicy } from '#transparency-log/policy.ts'
import { verifyReceipt } from '#transparency-log/receipt.ts'
import { readEntryBundle, readTile, type Tile } from '#transparency-log/tile.ts'
import { TreeEdge } from '#transparency-log/tree-edge.ts'
import { formatVerifierKey } from '#transparency-log/verifier-key.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { filingWith, nextFiling, openFiler, postFiling, type Filer } from '../../test/support/filings.ts'

let server: DemoServer
let filer: Filer
let folder: string
let sequencing: SequencingParts
const clock = fixedClock('2026-11-22T03:10:00Z')

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  const signer = await openKeptSigner(folder, 'log-signer.json', { name: 'log.example/log', type: 'ed25519' })
  sequencing = { database: server.test.database, clock, signer, folder, shard: 1, growth: { leavesPerMinute: 32, headSeconds: 60 } }
})

after(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

function receiptOf(reportId: string, token = filer.token): Promise<Response> {
  return fetch(`${server.url}/api/v1/reports/${reportId}/receipt`, { headers: { authorization: `Bearer ${token}` } })
}

async function bytesOf(path: string): Promise<Uint8Array> {
  const response = await fetch(server.url + path)
  assert.equal(response.status, 200, path)
  return await response.bytes()
}

test('the log says that it has not run yet', async () => {
  for (const path of ['/log/checkpoint', '/log/policy']) {
    const response = await fetch(server.url + path)
    assert.deepEqual([response.status, response.headers.get('retry-after')], [503, '1'])
  }
})

test('a filing has its receipt once a head covers it, which proves its digest under the published policy', async () => {
  const policyText = `log ${formatVerifierKey(sequencing.signer.key)} http://localhost:8080/log\nquorum none\n`
  await writeIdentity(server.test.database.kysely, { origin: 'log.example/log', policy: policyText })
  const filing = await nextFiling(filer)
  const { body } = await postFiling(filer, filing)
  const early = await receiptOf(filing.reportId)
  assert.deepEqual([early.status, early.headers.get('retry-after')], [202, '1'])
  await sequenceEntries(sequencing)
  const receipt = await (await receiptOf(filing.reportId)).bytes()
  const policy = parsePolicy(await (await fetch(`${server.url}/log/policy`)).text())
  const expected = { kind: 'submit', report: filing.reportId, case: filing.incidentId, digest: String(body['digest']) }
  assert.equal((await verifyReceipt(receipt, { policy, expected })).state, 'provisional')
  await assert.rejects(verifyReceipt(receipt, { policy, expected: { ...expected, digest: '00'.repeat(32) } }), { code: 'ENTRY_UNEXPECTED' })
})

test('who waits for a receipt gets it with the next head, and no longer than asked', async () => {
  const filing = await nextFiling(filer)
  await postFiling(filer, filing)
  const ask = (seconds: number) =>
    fetch(`${server.url}/api/v1/reports/${filing.reportId}/receipt?wait=${seconds}`, {
      headers: { authorization: `Bearer ${filer.token}` },
    })
  assert.equal((await ask(1)).status, 202)
  const asked = ask(10)
  await sequenceEntries(sequencing)
  assert.equal((await asked).status, 200)
  assert.equal((await ask(11)).status, 422)
})

test('the receipts of a case make its chain, and a stranger gets none of them', async () => {
  const first = await nextFiling(filer)
  const { incidentId } = first
  await postFiling(filer, first)
  const update = await filingWith(filer, { incidentId, previousReportId: first.reportId, stage: 'update' })
  assert.equal((await postFiling(filer, update)).status, 201)
  await sequenceEntries(sequencing)
  const receipts = await Promise.all([first, update].map(async ({ reportId }) => (await receiptOf(reportId)).bytes()))
  const policy = parsePolicy(await (await fetch(`${server.url}/log/policy`)).text())
  const { links } = await verifyCaseChain(incidentId, receipts, { policy })
  assert.deepEqual(
    links.map(({ entry }) => entry?.kind),
    ['submit', 'follow-up'],
  )
  assert.equal((await receiptOf(first.reportId, filer.cast.subscriber.token)).status, 403)
  assert.equal((await fetch(`${server.url}/api/v1/reports/${first.reportId}/receipt`)).status, 401)
})

test('the public tiles lead to the root of the checkpoint, and nothing beyond it is served', async () => {
  await Promise.all(Array.from({ length: 10 }, async () => postFiling(filer, await nextFiling(filer))))
  clock.set(clock.now().add({ minutes: 1 }))
  await sequenceEntries(sequencing)
  const policy = parsePolicy(await (await fetch(`${server.url}/log/policy`)).text())
  await createWitnessing({ ...sequencing, policy, ask: () => Promise.reject(new Error('Nobody')), onAnswer: () => {} }).round()
  // Leaves that are signed and not public yet.
  await Promise.all(Array.from({ length: 3 }, async () => postFiling(filer, await nextFiling(filer))))
  await sequenceEntries(sequencing)
  const { checkpoint } = await judgeCheckpoint(new TextDecoder().decode(await bytesOf('/log/checkpoint')), policy)
  const { size } = checkpoint
  assert.equal(size, 32)
  const entries: Tile = { level: 'entries', index: 0, width: size }
  const leaves = readEntryBundle(entries, await bytesOf(`/log/tile/entries/000.p/${size}`)).map(leafHash)
  const edge = new TreeEdge()
  for (const leaf of leaves) edge.append(leaf)
  assert.equal(edge.root().toHex(), checkpoint.root.toHex())
  assert.deepEqual(
    readTile({ ...entries, level: 0 }, await bytesOf(`/log/tile/0/000.p/${size}`)).map((hash) => hash.toHex()),
    leaves.map((hash) => hash.toHex()),
  )
  // A shorter tile is the beginning of the longer one.
  assert.equal((await bytesOf('/log/tile/0/000.p/2')).length, 64)
  for (const path of [`0/000.p/${size + 1}`, '0/000', '0/001', '1/000.p/1', '0/000.p/0', '0/x000/001', '64/000', 'entries/000', 'x'])
    assert.equal((await fetch(`${server.url}/log/tile/${path}`)).status, 404, path)
})

test('every filing that was acknowledged has its leaf in the signed tree, and every leaf its filing', async () => {
  const { pool } = server.test.database
  const { rows } = await pool.query<{ alone: number; whole: number }>(
    `select count(*) filter (where report.id is null or log_entry.tree_index is null)::int as alone, count(*)::int as whole
     from report full join log_entry on log_entry.report_id = report.id where log_entry.entry is null or log_entry.entry::json ->> 'kind' in ('submit', 'follow-up')`,
  )
  assert.equal(rows[0]?.alone, 0)
  assert.ok((rows[0]?.whole ?? 0) >= 13)
})

function bundleOf(incidentId: string, token = filer.token): Promise<Response> {
  return fetch(`${server.url}/api/v1/incidents/${incidentId}/bundle`, { headers: { authorization: `Bearer ${token}` } })
}

test('the bundle of a case tells its operator everything, and an authority what it did itself', async () => {
  const filing = await nextFiling(filer)
  await postFiling(filer, filing)
  assert.equal((await bundleOf(filing.incidentId)).status, 202)
  const keyIds = new Set(filing.sealed.authorities.map(({ keyId }) => keyId))
  const received = filer.directory.authorities.filter(({ keyId }) => keyIds.has(keyId)).map(({ organisationId }) => organisationId)
  const { rows } = await server.test.database.pool.query<{ code: string; id: string }>(
    'select code, organisation_id as id from authority where organisation_id = any($1)',
    [received],
  )
  // Entries name an authority by its code; by its id where it has none.
  const [{ code: one, id: oneId }, { id: other }] = rows as [{ code: string; id: string }, { id: string }]
  const inCase = { at: '2026-11-22T03:10:00.000Z', case: filing.incidentId, report: filing.reportId, recipient: 'ab'.repeat(32) }
  const opened = { kind: 'open', ...inCase, role: 'officer', officer: '8F2A', purpose: 'triage' } as const
  for (const authority of [one, other, one])
    await server.test.database.kysely.transaction().execute((tx) => appendCaseEntry(tx, { ...opened, authority }))
  await sequenceEntries(sequencing)
  const policy = parsePolicy(await (await fetch(`${server.url}/log/policy`)).text())
  const read = async (token?: string) => {
    const { links, names } = await verifyCaseBundle(await (await bundleOf(filing.incidentId, token)).bytes(), { policy })
    return { acts: links.map(({ entry }) => (entry !== null && 'authority' in entry ? entry.authority : entry?.kind)), names }
  }
  const own = await read()
  assert.deepEqual(own.acts, ['submit', one, other, one])
  assert.deepEqual(own.names.get(one), filer.directory.authorities.find(({ organisationId }) => organisationId === oneId)?.name)
  const [ofOne, ofOther] = await Promise.all([oneId, other].map((authority) => read(filer.cast.officerOf([authority]).token)))
  assert.deepEqual(
    [ofOne?.acts, ofOther?.acts],
    [
      ['submit', one, undefined, one],
      ['submit', undefined, other],
    ],
  )
  assert.deepEqual([...(ofOther?.names.keys() ?? [])], [other])
})

test('the bundle of a case is for nobody else', async () => {
  const { incidentId } = filer.template
  assert.equal((await bundleOf(incidentId)).status, 404)
  const filing = await nextFiling(filer)
  await postFiling(filer, filing)
  await sequenceEntries(sequencing)
  assert.equal((await bundleOf(filing.incidentId)).status, 200)
  assert.equal((await bundleOf(filing.incidentId, filer.cast.subscriber.token)).status, 403)
  assert.equal((await fetch(`${server.url}/api/v1/incidents/${filing.incidentId}/bundle`)).status, 401)
})
