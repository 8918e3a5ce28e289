import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Filing } from '#envelope/filing-schema.ts'
import { generatePersonalKey } from '#envelope/personal-key.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { filingWith, nextFiling, openFiler, postFiling, type Filer } from '../../test/support/filings.ts'

let server: DemoServer
let filer: Filer

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
})

after(() => server.stop())

/** Rows of every table, so that a test can tell that nothing was stored. */
async function rowCounts(): Promise<Readonly<Record<string, number>>> {
  const { pool } = server.test.database
  const { rows: tables } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${name}`)
    counts[name] = rows[0]?.n ?? 0
  }
  return counts
}

type Answer = { readonly status: number; readonly code: unknown; readonly pointers: readonly string[] }

function answerOf({ status, body }: { status: number; body: Record<string, unknown> }): Answer {
  const errors = (body['errors'] ?? []) as readonly { pointer: string }[]
  return { status, code: body['code'], pointers: errors.map(({ pointer }) => pointer) }
}

/** Files what must be refused, and sees that nothing of it was stored. */
async function refused(
  filing: Filing,
  expected: { status: number; code: string; pointer?: string },
  key: string = randomUUID(),
): Promise<void> {
  const before = await rowCounts()
  const answer = answerOf(await postFiling(filer, filing, key))
  const { status, code, pointer } = expected
  assert.deepEqual(answer, { status, code, pointers: pointer === undefined ? [] : [pointer] })
  assert.deepEqual(await rowCounts(), before)
}

async function filed(filing: Filing, key: string = filing.reportId): Promise<Filing> {
  const { status, body } = await postFiling(filer, filing, key)
  assert.equal(status, 201, JSON.stringify(body))
  return filing
}

/** Sends raw bytes as a filing. */
async function post(body: BodyInit, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const response = await fetch(`${server.url}/api/v1/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${filer.token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
    body,
  })
  return answerOf({ status: response.status, body: (await response.json()) as Record<string, unknown> })
}

test('a filing without an envelope for the national recovery key is refused', async () => {
  const { recovery: _, ...sealed } = (await nextFiling(filer)).sealed
  await refused(await filingWith(filer, { sealed: sealed as Filing['sealed'] }), {
    status: 422,
    code: 'INPUT_INVALID',
    pointer: '/body/sealed',
  })
})

test('a retry of the same filing is the same report, and one of another content under its key is refused', async () => {
  const filing = await nextFiling(filer)
  const key = randomUUID()
  const first = await postFiling(filer, filing, key)
  const again = await postFiling(filer, filing, key)
  assert.deepEqual([first.status, again.status], [201, 200])
  assert.deepEqual(again.body, first.body)
  await refused(await nextFiling(filer), { status: 409, code: 'IDEMPOTENCY_KEY_REUSED' }, key)
  await refused(filing, { status: 409, code: 'REPORT_EXISTS' })
  await refused(await filingWith(filer, { incidentId: filing.incidentId }), { status: 409, code: 'REPORT_EXISTS' })
})

test('a retry is the same report also after the filer took another key, under which a new filing needs its signature', async () => {
  const filing = await filed(await nextFiling(filer))
  const { pool } = server.test.database
  const { personId } = filer.cast.filer
  const { public: fresh } = await generatePersonalKey()
  const { rows } = await pool.query<{ signing_key: string }>('select signing_key from person_key where person_id = $1', [personId])
  await pool.query('update person_key set signing_key = $2 where person_id = $1', [personId, fresh.signing])
  // The intake remembers a filer for two seconds.
  const other = await nextFiling(filer)
  let status = 201
  for (let turn = 0; status === 201; turn++) {
    ;({ status } = await postFiling(filer, turn === 0 ? other : await nextFiling(filer)))
    if (status === 201) await new Promise((resolve) => setTimeout(resolve, 200))
  }
  assert.equal(status, 422)
  assert.deepEqual((await postFiling(filer, filing)).status, 200)
  await pool.query('update person_key set signing_key = $2 where person_id = $1', [personId, rows[0]?.signing_key])
  while ((await postFiling(filer, await nextFiling(filer))).status !== 201) await new Promise((resolve) => setTimeout(resolve, 200))
})

test('every follow-up starts from the last report, and every version is kept as it was signed', async () => {
  const versions = [await filed(await nextFiling(filer))]
  const { incidentId = '' } = versions[0] ?? {}
  for (const stage of ['update', 'detailed', 'update', 'final', 'withdrawal']) {
    const previousReportId = versions.at(-1)?.reportId ?? ''
    versions.push(await filed(await filingWith(filer, { incidentId, previousReportId, stage })))
    if (stage !== 'withdrawal')
      await refused(await filingWith(filer, { incidentId, previousReportId, stage: 'final' }), { status: 409, code: 'REPORT_SUPERSEDED' })
  }
  const previousReportId = versions.at(-1)?.reportId ?? ''
  for (const stage of ['update', 'detailed', 'final', 'withdrawal'])
    await refused(await filingWith(filer, { incidentId, previousReportId, stage }), { status: 409, code: 'STAGE_OUT_OF_ORDER' })
  const { reports, stage, revision } = (await filer.client.json(`/api/v1/incidents/${incidentId}`)) as {
    reports: { reportId: string; revision: number }[]
    stage: string
    revision: number
  }
  assert.deepEqual(
    reports.map((report) => [report.reportId, report.revision]),
    versions.map((version, index) => [version.reportId, index + 1]),
  )
  assert.deepEqual([stage, revision], ['withdrawal', versions.length])
  for (const version of versions) {
    const { filing } = (await filer.client.json(`/api/v1/reports/${version.reportId}`)) as unknown as { filing: Filing }
    assert.deepEqual(filing, version)
  }
})

test('the obligation of a stage is met by the first report of it, and a final one meets the detailed one too', async () => {
  const first = await filed(await nextFiling(filer))
  const { incidentId } = first
  type Owed = { obligations: { law: string; stage: string; metAt: string | null }[] }
  const owed = async () => {
    const { obligations } = (await filer.client.json(`/api/v1/incidents/${incidentId}`)) as Owed
    return { obligations: obligations.filter(({ law }) => law === 'jp.ccea.art5') }
  }
  const before = await owed()
  assert.ok(before.obligations.filter(({ stage }) => stage === 'initial').every(({ metAt }) => metAt !== null))
  assert.ok(before.obligations.some(({ stage, metAt }) => stage === 'detailed' && metAt === null))
  await filed(await filingWith(filer, { incidentId, previousReportId: first.reportId, stage: 'final' }))
  const afterwards = await owed()
  assert.ok(afterwards.obligations.filter(({ stage }) => stage === 'detailed').every(({ metAt }) => metAt !== null))
  assert.deepEqual(
    afterwards.obligations.filter(({ stage }) => stage === 'initial').map(({ metAt }) => metAt),
    before.obligations.filter(({ stage }) => stage === 'initial').map(({ metAt }) => metAt),
  )
})

test('a follow-up of no incident and of a foreign one are refused alike', async () => {
  const foreign = await openFiler(server.url)
  const incidentId = randomUUID()
  const reportId = randomUUID()
  await server.test.database.pool.query(
    `with made as (
       insert into report (id, incident_id, owner_tag, stage, revision, idempotency_key, digest, filed_at, rulebook_version, filing)
       values ($1, $2, 'somebody else', 'initial', 1, 'key', '', now(), '1', '{}'))
     insert into incident (id, owner_tag, kind, stage, revision, opened_at, latest_report_at, summary)
     values ($2, 'somebody else', 'other', 'initial', 1, now(), now(), '{}')`,
    [reportId, incidentId],
  )
  const answers = []
  for (const one of [incidentId, randomUUID()]) {
    const filing = await filingWith(foreign, { incidentId: one, previousReportId: reportId, stage: 'update' })
    const { status, body } = await postFiling(foreign, filing)
    answers.push({ status, ...body, requestId: '' })
  }
  assert.equal(answers[0]?.status, 404)
  assert.deepEqual(answers[0], answers[1])
})

test('a first report follows none, and every other stage follows one', async () => {
  const first = await filed(await nextFiling(filer))
  const { incidentId, reportId: previousReportId } = first
  const pointer = '/body/previousReportId'
  await refused(await filingWith(filer, { previousReportId }), { status: 422, code: 'PREVIOUS_UNEXPECTED', pointer })
  await refused(await filingWith(filer, { incidentId, stage: 'update' }), { status: 422, code: 'PREVIOUS_MISSING', pointer })
  await refused(await filingWith(filer, { stage: 'amendment' }), { status: 422, code: 'STAGE_UNKNOWN', pointer: '/body/stage' })
})

test('key halves go to the own operator, to the log service and to every authority that the law names, and to nobody else', async () => {
  const { sealed } = filer.template
  const [first, ...others] = sealed.authorities
  assert.ok(first && others.length > 0)
  const elsewhere = filer.directory.authorities.find(({ keyId }) => !sealed.authorities.some((one) => one.keyId === keyId))
  assert.ok(elsewhere)
  const withKey = (keyId: string) => ({ ...first, keyId })
  const wrong = async (changed: Partial<Filing['sealed']>, code: string, pointer: string): Promise<void> =>
    refused(await filingWith(filer, { sealed: { ...sealed, ...changed } }), { status: 422, code, pointer: `/body/sealed/${pointer}` })
  await wrong({ authorities: others }, 'RECIPIENT_MISSING', 'authorities')
  await wrong(
    { authorities: [first, ...others.slice(1), withKey(randomUUID())] },
    'RECIPIENT_UNKNOWN',
    `authorities/${others.length}/keyId`,
  )
  await wrong({ authorities: [first, ...others, sealed.owner] }, 'RECIPIENT_UNKNOWN', `authorities/${others.length + 1}/keyId`)
  await wrong({ authorities: [first, ...others, sealed.log] }, 'RECIPIENT_UNKNOWN', `authorities/${others.length + 1}/keyId`)
  await wrong({ owner: withKey(first.keyId) }, 'RECIPIENT_UNKNOWN', 'owner/keyId')
  await wrong({ owner: withKey(randomUUID()) }, 'RECIPIENT_UNKNOWN', 'owner/keyId')
  await wrong({ log: withKey(first.keyId) }, 'RECIPIENT_UNKNOWN', 'log/keyId')
  for (const key of [sealed.owner, first, sealed.log, withKey(randomUUID())])
    await wrong({ recovery: key }, 'RECIPIENT_UNKNOWN', 'recovery/keyId')
  const attachments = [{ id: randomUUID(), bytes: 67_220, digest: 'a'.repeat(64) }]
  await wrong({ attachments }, 'ATTACHMENT_MISSING', 'attachments/0')
  await filed(await filingWith(filer, { sealed: { ...sealed, authorities: [first, ...others, withKey(elsewhere.keyId)] } }))
})

test('a filing that was changed anywhere after it was signed is refused', async () => {
  const filing = await nextFiling(filer)
  const { sealed } = filing
  // Within the ciphertext, and still canonical base64.
  const body = `${sealed.body.slice(0, 200)}${sealed.body[200] === 'A' ? 'B' : 'A'}${sealed.body.slice(201)}`
  const changes: readonly Partial<Filing>[] = [
    { incidentId: randomUUID() },
    { reportId: randomUUID() },
    { rulebook: { id: 'jp', version: 'another' } },
    { handling: { ...filing.handling, 'inc.status': 'closed' } },
    { shareable: {} },
    { sealed: { ...sealed, body } },
    { sealed: { ...sealed, authorities: sealed.authorities.toReversed() } },
    { signature: randomBytes(64).toString('base64') },
  ]
  for (const change of changes)
    await refused({ ...filing, ...change }, { status: 422, code: 'SIGNATURE_WRONG', pointer: '/body/signature' })
  await filed(filing)
})

test('no field of the sealed part is taken in clear, and no field in the wrong part', async () => {
  const { handling, shareable } = filer.template
  const summary = 'the turbine hall was locked'
  const inPart = async (part: 'handling' | 'shareable', field: string, value: string | string[], code = 'PART_WRONG') => {
    const fields = { ...(part === 'handling' ? handling : shareable), [field]: value }
    await refused(await filingWith(filer, { [part]: fields }), { status: 422, code, pointer: `/body/${part}/${field}` })
  }
  await inPart('shareable', 'inc.summary', summary)
  await inPart('handling', 'inc.summary', summary)
  await inPart('handling', 'ent.name', 'somebody')
  await inPart('shareable', 't.aware', '2026-11-22T03:10:00Z')
  await inPart('handling', 'tec.malware', ['something'])
  await inPart('handling', 'no.such_field', summary, 'ANSWERS_INVALID')
  await inPart('handling', 'inc.certainty', summary, 'ANSWERS_INVALID')
  const { body } = await postFiling(filer, await filingWith(filer, { handling: { ...handling, 'inc.certainty': summary } }))
  assert.doesNotMatch(JSON.stringify(body), /turbine/, 'A refusal never repeats a value')
})

test('what is no filing is refused with the place that is wrong', async () => {
  const filing = await nextFiling(filer)
  const wrong = async (changed: unknown, pointer: string): Promise<void> => {
    const before = await rowCounts()
    const { status, code, pointers } = await post(JSON.stringify(changed))
    assert.deepEqual([status, code], [422, 'INPUT_INVALID'])
    assert.ok(pointers.includes(pointer), `${pointer} is not among ${pointers.join(', ')}`)
    assert.deepEqual(await rowCounts(), before)
  }
  await wrong({ ...filing, format: 'noroshi-filing-2' }, '/body/format')
  await wrong({ ...filing, extra: 1 }, '/body')
  await wrong({ ...filing, handling: [] }, '/body/handling')
  await wrong({ ...filing, reportId: 'x' }, '/body/reportId')
  await wrong({ ...filing, sealed: { ...filing.sealed, body: 'plain text' } }, '/body/sealed/body')
  await wrong({ ...filing, sealed: { ...filing.sealed, authorities: [] } }, '/body/sealed/authorities')
  await wrong({ ...filing, signature: undefined }, '/body')
  await wrong([], '/body')
  await wrong(null, '/body')
})

test('bodies that are too large, too deep, doubled, no JSON or of no length are refused before they are read as a filing', async () => {
  const before = await rowCounts()
  const text = JSON.stringify(await nextFiling(filer))
  const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  const refusals: readonly (readonly [BodyInit, number, string])[] = [
    [`${text.slice(0, -1)},"padding":"${'x'.repeat(3 * 1024 * 1024)}"}`, 413, 'BODY_TOO_LARGE'],
    [deep, 400, 'JSON_TOO_DEEP'],
    [`${text.slice(0, -1)},"stage":"final"}`, 400, 'JSON_DUPLICATE_KEY'],
    [`${text.slice(0, -1)},"st\\u0061ge":"final"}`, 400, 'JSON_DUPLICATE_KEY'],
    [`${text.slice(0, -1)},"__proto__":{}}`, 400, 'JSON_FORBIDDEN_KEY'],
    [text.slice(0, -1), 400, 'JSON_SYNTAX'],
    [Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]), 400, 'JSON_NOT_UTF8'],
  ]
  for (const [body, status, code] of refusals) {
    const answer = await post(body)
    assert.deepEqual([answer.status, answer.code], [status, code])
  }
  assert.equal((await post(text, { 'content-type': 'text/plain' })).code, 'MEDIA_TYPE_UNSUPPORTED')
  assert.equal((await post('')).status, 400)
  assert.deepEqual(await rowCounts(), before)
})

test('a filing needs an idempotency key that can be kept', async () => {
  const before = await rowCounts()
  const text = JSON.stringify(await nextFiling(filer))
  for (const key of ['', 'short', 'x'.repeat(129), 'with space in it', 'naïve-key-of-latin-1'])
    assert.deepEqual(await post(text, { 'idempotency-key': key }), { status: 400, code: 'IDEMPOTENCY_KEY_MISSING', pointers: [] }, key)
  assert.deepEqual(await rowCounts(), before)
})

test('filing needs a filer', async () => {
  const before = await rowCounts()
  const text = JSON.stringify(await nextFiling(filer))
  const officer = filer.cast.officerOf(filer.directory.authorities.map((one) => one.organisationId))
  for (const [token, status] of [
    [officer.token, 403],
    [filer.cast.subscriber.token, 403],
    ['nrs_nobody', 401],
  ] as const)
    assert.equal((await post(text, { authorization: `Bearer ${token}` })).status, status)
  assert.deepEqual(await rowCounts(), before)
})
