import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { concatBytes } from '#base/bytes.ts'
import { encryptFor, generateKeyPair } from '#envelope/age-file.ts'
import { sealAttachment } from '#envelope/attachment-file.ts'
import type { FiledAttachment } from '#envelope/filing-schema.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { filingWith, nextFiling, openFiler, postFiling, type Filer } from '../../test/support/filings.ts'
import { pieceBytes, removeStaleUploads } from './attachment-store.ts'

let server: DemoServer
let filer: Filer
let stranger: Filer

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
  const response = await fetch(`${server.url}/api/v1/demo/personas`)
  const { personas } = (await response.json()) as {
    personas: { token: string; roles: string[]; organisation: { id: string; kind: string } }[]
  }
  const other = personas.find(({ roles, organisation }) => roles.includes('filer') && organisation.id !== filer.cast.filer.organisation.id)
  assert.ok(other)
  stranger = { ...filer, token: other.token }
})

after(() => server.stop())

type Answer = {
  readonly status: number
  readonly code: unknown
  readonly received: unknown
  readonly isComplete: unknown
  readonly offset: string | null
}

async function call(
  method: string,
  path: string,
  how: { body?: BodyInit; headers?: Record<string, string>; as?: Filer } = {},
): Promise<Answer> {
  const { token } = how.as ?? filer
  const headers = { authorization: `Bearer ${token}`, ...how.headers }
  const response = await fetch(`${server.url}/api/v1/attachments${path}`, {
    method,
    headers,
    ...(how.body === undefined ? {} : { body: how.body }),
  })
  const text = await response.text()
  const { code, received, isComplete } = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
  return { status: response.status, code, received, isComplete, offset: response.headers.get('upload-offset') }
}

function announce(filed: FiledAttachment, as?: Filer): Promise<Answer> {
  const headers = { 'content-type': 'application/json' }
  return call('POST', '', { body: JSON.stringify(filed), headers, ...(as === undefined ? {} : { as }) })
}

function append(id: string, offset: number, bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Answer> {
  return call('PATCH', `/${id}`, {
    body: bytes,
    headers: { 'content-type': 'application/octet-stream', 'upload-offset': String(offset), ...headers },
  })
}

/** Returns the ciphertext of an attachment of this many random bytes. */
async function sealed(contentBytes: number): Promise<{ file: Uint8Array<ArrayBuffer>; filed: FiledAttachment }> {
  const { recipient } = await generateKeyPair()
  const stream = await sealAttachment(recipient, { stream: new Blob([randomBytes(contentBytes)]).stream(), bytes: contentBytes })
  return filedAs(concatBytes(...(await Array.fromAsync(stream))))
}

function filedAs(file: Uint8Array<ArrayBuffer>): { file: Uint8Array<ArrayBuffer>; filed: FiledAttachment } {
  return { file, filed: { id: randomUUID(), bytes: file.length, digest: createHash('sha256').update(file).digest('hex') } }
}

async function uploaded(contentBytes = 1000): Promise<FiledAttachment> {
  const { file, filed } = await sealed(contentBytes)
  assert.equal((await announce(filed)).status, 201)
  assert.equal((await append(filed.id, 0, file)).isComplete, true)
  return filed
}

async function fileWith(attachments: readonly FiledAttachment[], as = filer): Promise<{ status: number; code: unknown }> {
  const filing = await filingWith(filer, { sealed: { ...filer.template.sealed, attachments: [...attachments] } })
  const { status, body } = await postFiling(as, filing)
  return { status, code: body['code'] }
}

test('an upload comes in turns, goes on where the server stands, and is complete when its hash is right', async () => {
  const { file, filed } = await sealed(600_000)
  const first = await announce(filed)
  assert.deepEqual([first.status, first.received, first.isComplete], [201, 0, false])
  const half = await append(filed.id, 0, file.slice(0, 300_000))
  assert.deepEqual([half.status, half.received, half.offset], [200, pieceBytes, String(pieceBytes)])
  assert.deepEqual(await append(filed.id, 300_000, file.slice(300_000)), {
    status: 409,
    code: 'UPLOAD_OFFSET_WRONG',
    received: undefined,
    isComplete: undefined,
    offset: String(pieceBytes),
  })
  assert.equal((await announce(filed)).received, pieceBytes, 'Announcing again tells where it stands')
  for (const method of ['GET', 'HEAD']) assert.equal((await call(method, `/${filed.id}`)).offset, String(pieceBytes))
  const whole = await append(filed.id, pieceBytes, file.slice(pieceBytes))
  assert.deepEqual([whole.status, whole.received, whole.isComplete], [200, file.length, true])
  assert.equal((await append(filed.id, file.length, new Uint8Array(0))).isComplete, true, 'Nothing more to send is no fault')
})

test('a connection that breaks leaves whole pieces, and the upload goes on behind them', async () => {
  const { file, filed } = await sealed(900_000)
  await announce(filed)
  await breakAfter(filed, file.subarray(0, 700_000))
  let state = await call('GET', `/${filed.id}`)
  while (state.received !== 2 * pieceBytes) state = await call('GET', `/${filed.id}`)
  assert.equal((await append(filed.id, 2 * pieceBytes, file.slice(2 * pieceBytes))).isComplete, true)
})

/** Announces a body of the whole rest, sends less, and tears the connection down. */
function breakAfter(filed: FiledAttachment, bytes: Uint8Array): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const headers = {
    authorization: `Bearer ${filer.token}`,
    'content-type': 'application/octet-stream',
    'content-length': filed.bytes,
    'upload-offset': '0',
  }
  const outgoing = request(`${server.url}/api/v1/attachments/${filed.id}`, { method: 'PATCH', headers })
  outgoing.on('error', () => resolve())
  outgoing.write(bytes, () => outgoing.destroy(new Error('broken')))
  return promise
}

test('what is not encrypted, not padded, longer or other than announced is refused and not kept', async () => {
  const { file, filed } = await sealed(1000)
  assert.equal((await announce({ ...filed, bytes: filed.bytes - 1 })).code, 'ATTACHMENT_SIZE_WRONG')
  await announce(filed)
  const plaintext = await append(filed.id, 0, new Uint8Array(filed.bytes))
  assert.deepEqual([plaintext.status, plaintext.code], [422, 'NOT_ENCRYPTED'])
  const long = await append(filed.id, 0, concatBytes(file, Uint8Array.of(0)))
  assert.deepEqual([long.status, long.code], [413, 'UPLOAD_TOO_LONG'])
  const other = file.map((byte, index) => (index === file.length - 1 ? byte ^ 1 : byte))
  const differs = await append(filed.id, 0, other)
  assert.deepEqual([differs.status, differs.code], [422, 'UPLOAD_DIFFERS'])
  assert.equal((await call('GET', `/${filed.id}`)).status, 404)
  assert.equal((await append(filed.id, 0, file, { 'content-type': 'application/json' })).status >= 400, true)
})

test('bytes for a route that takes none are refused unread', async () => {
  const response = await fetch(`${server.url}/api/v1/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${filer.token}`, 'content-type': 'application/octet-stream', 'idempotency-key': randomUUID() },
    body: new Uint8Array(10),
  })
  assert.equal(response.status, 415)
})

test('nobody sees, continues, takes over or removes the upload of another operator', async () => {
  const { file, filed } = await sealed(1000)
  await announce(filed)
  assert.equal((await call('GET', `/${filed.id}`, { as: stranger })).status, 404)
  assert.equal((await call('DELETE', `/${filed.id}`, { as: stranger })).status, 404)
  const headers = { 'content-type': 'application/octet-stream', 'upload-offset': '0' }
  assert.equal((await call('PATCH', `/${filed.id}`, { as: stranger, body: file, headers })).status, 404)
  assert.equal((await announce(filed, stranger)).status, 409)
  assert.equal((await announce({ ...filed, digest: '0'.repeat(64) })).status, 409)
})

test('an operator announces as much as its quota in a day, and no more', async () => {
  const bytes = (await encryptFor((await generateKeyPair()).recipient, new Uint8Array(100 * 1024 * 1024))).length
  const announced = async () => (await announce({ id: randomUUID(), bytes, digest: '0'.repeat(64) }, stranger)).code
  const codes = [await announced(), await announced(), await announced(), await announced(), await announced(), await announced()]
  assert.deepEqual(codes, [undefined, undefined, undefined, undefined, undefined, 'ATTACHMENT_QUOTA'])
})

test('a filing claims whole uploads of its own operator, each once and in one report', async () => {
  const [one, two] = [await uploaded(), await uploaded(200_000)]
  const { filed: unsent } = await sealed(1000)
  await announce(unsent)
  assert.deepEqual(await fileWith([unsent]), { status: 422, code: 'ATTACHMENT_INCOMPLETE' })
  assert.deepEqual(await fileWith([{ ...one, id: randomUUID() }]), { status: 422, code: 'ATTACHMENT_MISSING' })
  assert.deepEqual(await fileWith([{ ...one, digest: two.digest }]), { status: 422, code: 'ATTACHMENT_DIFFERS' })
  assert.deepEqual(await fileWith([one, one]), { status: 422, code: 'ATTACHMENT_REPEATED' })
  assert.deepEqual(await fileWith([one, two]), { status: 201, code: undefined })
  assert.deepEqual(await fileWith([two]), { status: 422, code: 'ATTACHMENT_TAKEN' })
  assert.equal((await call('DELETE', `/${one.id}`)).code, 'ATTACHMENT_BOUND')
})

test('a filing with attachments is repeated like any other', async () => {
  const filing = await filingWith(filer, { sealed: { ...filer.template.sealed, attachments: [await uploaded()] } })
  const answers = [await postFiling(filer, filing), await postFiling(filer, filing)]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 200],
  )
})

test('of two filings of one moment that claim the same attachment one is refused', async () => {
  const attachments = [await uploaded()]
  const filings = await Promise.all([1, 2, 3].map(() => filingWith(filer, { sealed: { ...filer.template.sealed, attachments } })))
  const answers = await Promise.all([...filings.map((one) => postFiling(filer, one)), postFiling(filer, await nextFiling(filer))])
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((left, right) => left - right),
    [201, 201, 422, 422],
  )
})

test('uploads that no report claims expire; those of a report stay', async () => {
  const [kept, stale] = [await uploaded(), await uploaded()]
  assert.equal((await fileWith([kept])).status, 201)
  const { kysely, pool } = server.test.database
  assert.equal(await removeStaleUploads(kysely, '2000-01-01T00:00:00Z'), 0)
  assert.ok((await removeStaleUploads(kysely, '2100-01-01T00:00:00Z')) > 0)
  assert.equal((await call('GET', `/${stale.id}`)).status, 404)
  assert.equal((await call('GET', `/${kept.id}`)).status, 200)
  const { rows } = await pool.query('select 1 from attachment_piece where attachment_id = $1', [stale.id])
  assert.equal(rows.length, 0)
  assert.deepEqual(await fileWith([stale]), { status: 422, code: 'ATTACHMENT_MISSING' })
})
