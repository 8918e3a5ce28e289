import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { runCommandLine } from '../../../test/support/command-line.ts'
import { startDemoServer, type DemoServer } from '../../../test/support/demo-server.ts'
import { filingWith, openFiler, postFiling, type Filer } from '../../../test/support/filings.ts'
import { officerOf, readDraft, signDraft, tickDrafts, type Officer } from '../../../test/support/officers.ts'
import { sampleWarning } from '../../../test/support/sample-warning.ts'
import { demoAuthorities } from '#authority/demo-authorities.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import jpHead from '#rulebook/jp/rulebook.json' with { type: 'json' }
import jpSectors from '#rulebook/jp/sectors.json' with { type: 'json' }
import { loadRulebook } from '#rulebook/load-rulebook.ts'
import { insertGateItem } from '../gate-item-store.ts'
import { referencesOf } from '../reference.ts'
import type { EditableWarning } from './draft-schema.ts'
import { emptyWarning } from './editable-warning.ts'

const ministry = demoAuthorities.find(({ people }) => people.filter(({ roles }) => roles.includes('releaser')).length > 1)
const today = Temporal.Now.instant().toZonedDateTimeISO('UTC').toPlainDate()
const until = today.add({ days: 30 }).toString()

let server: DemoServer
let filer: Filer
let officer: Officer
let releasers: readonly [Officer, Officer]
let stranger: Officer

before(async () => {
  server = await startDemoServer()
  const organisationId = ministry?.id ?? ''
  officer = await officerOf(server, 'officer', { organisationId })
  const first = await officerOf(server, 'releaser', { organisationId })
  releasers = [first, await officerOf(server, 'releaser', { organisationId, not: first.person.personId })]
  stranger = await officerOf(server, 'releaser', { outside: organisationId })
  filer = await filerOf(organisationId)
})

after(() => server.stop())

/** Somebody whose reports go to this authority. */
async function filerOf(authorityId: string): Promise<Filer> {
  const sectors = ministry?.sectors ?? []
  for (const operator of demoOperators.filter((one) => one.sectors.some((sector) => sectors.includes(sector)))) {
    const person = operator.people.find(({ roles }) => roles.includes('filer'))
    if (person === undefined) continue
    const found = await openFiler(server.url, server.tokenOf(person.id))
    const keys = new Set(found.template.sealed.authorities.map(({ keyId }) => keyId))
    if (found.directory.authorities.some((one) => one.organisationId === authorityId && keys.has(one.keyId))) return found
  }
  throw new Error('No operator of the demonstration reports to that authority')
}

/** Law under which every authority may warn without consent. */
function lawThatAllows() {
  const clause = { source: 'act', clause: { ja: '第1条', en: 'Article 1' }, verified: false }
  const rule = {
    id: 'all',
    recipient: null,
    allowed: true,
    validFrom: '2025-10-01',
    validTo: null,
    text: { ja: '規則', en: 'rule' },
    clause,
  }
  const release = { sources: jpHead.release.sources, withoutConsent: [rule], agreedBySector: [] }
  return [loadRulebook({ head: { ...jpHead, authorityTargets: [], release }, sectors: jpSectors, laws: {} })]
}

/** Returns the draft of a held report whose filer said nothing of consent. */
async function heldDraft(): Promise<string> {
  const made = await officer.call('POST', '/api/v1/warning-drafts', { reportId: await heldReport() })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return String(made.body['id'])
}

/** Returns a held report whose filer said nothing of consent. */
async function heldReport(): Promise<string> {
  const { 'share.consent': _, ...handling } = filer.template.handling
  const filing = await filingWith(filer, { handling: { ...handling, 'share.tlp': 'green', 'share.pap': 'green' } })
  assert.equal((await postFiling(filer, filing)).status, 201)
  const { indicators, ...held } = sampleWarning({ products: [], validUntil: until })
  const content = {
    ...held,
    indicators: indicators.slice(0, 1).map((one) => ({ ...one, validUntil: until })),
    references: referencesOf(held.techniques, held.cve),
  }
  await server.test.database.kysely.transaction().execute((tx) =>
    insertGateItem(tx, {
      reportId: filing.reportId,
      verdict: 'hold',
      reasons: [{ code: 'consent-unknown', pointers: [] }],
      content,
      warningId: null,
      decidedAt: '2026-11-22T09:00:00Z',
    }),
  )
  return filing.reportId
}

async function outcome(id: string, law = lawThatAllows()): Promise<string> {
  await tickDrafts(server, Temporal.Now.instant(), law)
  const draft = await readDraft(officer, id)
  return draft.refused === null ? draft.state : draft.refused.map(({ code }) => code).join(' ')
}

async function approve(who: Officer, id: string): Promise<unknown> {
  const { status, body } = await signDraft(who, id, 'approval')
  return status === 200 ? body['missing'] : (body['code'] ?? status)
}

test('without consent a warning goes out once two releasers have approved what a third drafted, where the law allows it', async () => {
  const id = await heldDraft()
  assert.equal((await readDraft(officer, id)).approvals, 2)
  assert.equal((await signDraft(officer, id, 'draft')).status, 204)
  assert.equal(await approve(releasers[0], id), 1)
  assert.equal(await outcome(id), 'submitted')
  assert.equal(await approve(releasers[0], id), 'SAME_PERSON')
  assert.equal(await approve(releasers[1], id), 0)
  assert.equal(await outcome(id), 'published')
})

test('without consent and without such a law nothing goes out, however many sign', async () => {
  const id = await heldDraft()
  await signDraft(officer, id, 'draft')
  for (const one of releasers) await approve(one, id)
  assert.equal(await outcome(id, [...allRulebooks()]), 'consent-missing')
})

test('a releaser who drafted is none of the two, nor is one of another authority', async () => {
  const id = await heldDraft()
  assert.equal((await signDraft(releasers[0], id, 'draft')).status, 204)
  assert.equal(await approve(releasers[0], id), 'SAME_PERSON')
  assert.equal(await approve(releasers[1], id), 1)
  const body = { signedAt: Temporal.Now.instant().round('millisecond').toString(), signature: `${'A'.repeat(86)}==` }
  assert.equal((await stranger.call('POST', `/api/v1/warning-drafts/${id}/approvals`, body)).status, 404)
  await server.test.database.kysely.updateTable('warning_draft').set({ state: 'approved' }).where('id', '=', id).execute()
  assert.equal(await outcome(id), 'approval-missing')
})

test('a releaser who left between the two signatures counts no more', async () => {
  const { kysely } = server.test.database
  const id = await heldDraft()
  await signDraft(officer, id, 'draft')
  assert.equal(await approve(releasers[0], id), 1)
  const gone = kysely.updateTable('person').where('id', '=', releasers[0].person.personId)
  await gone.set({ active: false }).execute()
  assert.equal(await approve(releasers[1], id), 0)
  assert.equal(await outcome(id), 'person-not-entitled')
  await gone.set({ active: true }).execute()
})

function content(change: Partial<EditableWarning> = {}): EditableWarning {
  return { ...emptyWarning(today), tlp: 'green', pap: 'green', techniques: ['T1486'], ...change }
}

async function drafted(change: Partial<EditableWarning>, overrule: string | null): Promise<string> {
  const made = await officer.call('POST', '/api/v1/warning-drafts', { content: content() })
  const id = String(made.body['id'])
  const { changedAt } = await readDraft(officer, id)
  const put = await officer.call('PUT', `/api/v1/warning-drafts/${id}`, { changedAt, content: content(change), overrule })
  assert.equal(put.status, 204, JSON.stringify(put.body))
  assert.equal((await signDraft(officer, id, 'draft')).status, 204)
  return id
}

const rare = { products: [{ name: 'Plant Controller 9000', version: null }] }

test('a product that few operators use goes out only with a recorded reason and two releasers', async () => {
  const plain = await drafted(rare, null)
  assert.equal(await approve(releasers[0], plain), 0)
  assert.equal(await outcome(plain), 'product-too-rare')
  const knowing = await drafted(rare, 'The maker has warned of it in public.')
  assert.equal(await approve(releasers[0], knowing), 1)
  assert.equal(await approve(releasers[1], knowing), 0)
  assert.equal(await outcome(knowing), 'published')
})

test('the command line overrules with a reason that whoever approves is told, and two releasers sign', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'warning.json')
  await writeFile(file, JSON.stringify(content(rare)))
  const as = ({ token, person }: Officer, ...args: readonly string[]) => {
    const environment = { NOROSHI_URL: server.url, NOROSHI_TOKEN: token, NOROSHI_PASSPHRASE: server.passphraseOf(person.personId) }
    return runCommandLine(['warning', ...args, '--json'], environment, folder)
  }
  const reason = 'The maker has warned of it in public.'
  const unreasoned = await as(officer, 'draft', file, '--overrule', ' ')
  assert.deepEqual([unreasoned.code, unreasoned.complaints.includes('OVERRULE_EMPTY')], [2, true])
  const { output, complaints } = await as(officer, 'draft', file, '--overrule', reason)
  const { id } = JSON.parse(output || complaints) as { id: string }
  const first = await as(releasers[0], 'approve', id)
  assert.deepEqual(JSON.parse(first.output), { id, missing: 1 })
  assert.ok(first.complaints.includes(reason), first.complaints)
  assert.deepEqual(JSON.parse((await as(releasers[1], 'approve', id)).output), { id, missing: 0 })
  assert.equal(await outcome(id), 'published')

  const { warningId } = await readDraft(officer, id)
  const revised = JSON.parse((await as(officer, 'revise', warningId ?? '', file, '--overrule', reason)).output) as { id: string }
  assert.deepEqual([(await readDraft(officer, revised.id)).overrule, (await readDraft(officer, revised.id)).approvals], [reason, 2])

  const held = JSON.parse((await as(officer, 'draft', '--report', await heldReport(), '--overrule', reason)).output) as { id: string }
  const { overrule, content: kept } = await readDraft(officer, held.id)
  assert.deepEqual([overrule, kept?.indicators.length], [reason, 1])
})

test('a reason that somebody wrote into the database overrules nothing', async () => {
  const { kysely } = server.test.database
  const id = await drafted(rare, null)
  await approve(releasers[0], id)
  await kysely.updateTable('warning_draft').set({ overrule: 'forged' }).where('id', '=', id).execute()
  assert.equal(await outcome(id), 'signature-wrong')
})

test('names, personal data, secrets and what no page shows are overruled by nobody', async () => {
  const indicator = { role: null, advice: 'monitor', confidence: 'confirmed', validUntil: until } as const
  const url = (value: string) => ({ indicators: [{ ...indicator, type: 'url' as const, value }] })
  const [operator] = demoOperators
  const cases: readonly (readonly [Partial<EditableWarning>, string])[] = [
    [{ note: { ja: `${operator?.names.ja ?? ''}で確認。`, en: 'Seen.' } }, 'operator-named'],
    [url(`https://bad-host.net/${operator?.domains[0] ?? ''}/login`), 'operator-named'],
    [url('https://bad-host.net/?mail=taro.yamada%40corp.example'), 'personal-data'],
    [url('https://bad-host.net/?password=Tr0ub4dor%26345'), 'secret'],
  ]
  for (const [change, code] of cases) {
    const id = await drafted(change, 'Let it out.')
    for (const one of releasers) await approve(one, id)
    assert.ok((await outcome(id)).split(' ').includes(code), `${code}: ${await outcome(id)}`)
  }
  const id = await drafted({}, 'Let it out.')
  await officer.call('POST', `/api/v1/warning-drafts/${id}/return`, {})
  const { content: honest } = await readDraft(officer, id)
  const { kysely } = server.test.database
  for (const hidden of [
    { insider: operator?.names.ja ?? '' },
    { audience: operator?.names.romaji ?? '' },
    { note: { ja: '\u202e者害被', en: 'victim' } },
    { products: [{ name: 'VPN\n● Details: https://bad-host.net', version: null }] },
  ]) {
    const altered = JSON.stringify({ ...honest, ...hidden })
    await kysely.updateTable('warning_draft').set({ content: altered, state: 'draft' }).where('id', '=', id).execute()
    assert.equal((await signDraft(officer, id, 'draft')).status, 204)
    for (const one of releasers) await approve(one, id)
    assert.deepEqual(new Set((await outcome(id)).split(' ')), new Set(['unreadable']), JSON.stringify(hidden))
  }
})
