import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { startWebhookServer, type WebhookAnswer } from '../../../test/support/webhook-server.ts'
import { DeliveryError, type Delivery, type Message } from '../delivery.ts'
import { webhookChannel, type WebhookParts } from './webhook.ts'

const payload = JSON.stringify({ type: 'warning.published', data: { id: 'x', name: '警報' } })
const freshSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`
const text = { ja: '', en: '' }
const message: Message = { subject: text, text, note: text, path: '/', payload }

function delivery(): Delivery {
  const id = randomUUID()
  return { id, occasion: 'warning', subjectId: id, channel: 'webhook', recipient: Buffer.alloc(16), messageId: `${id}@x`, attempts: 1 }
}

type Trial = {
  readonly url: string
  readonly secrets?: readonly string[]
  readonly parts?: Partial<WebhookParts>
  readonly signal?: AbortSignal
}

async function send({ url, secrets = [freshSecret()], parts = {}, signal = new AbortController().signal }: Trial): Promise<string> {
  const channel = webhookChannel({
    rules: { hosts: [], allowPrivate: true },
    targetOf: () => Promise.resolve({ url, secrets }),
    nowSeconds: () => Math.floor(Date.now() / 1000),
    ...parts,
  })
  try {
    await channel.send(delivery(), message, signal)
    return 'sent'
  } catch (error) {
    assert.ok(error instanceof DeliveryError)
    return `${error.failure}${error.parks ? ' parks' : ''}`
  } finally {
    await channel.close()
  }
}

async function answered(answer: WebhookAnswer, trial: Partial<Trial> = {}): Promise<string> {
  const server = await startWebhookServer(answer)
  try {
    return await send({ url: `http://127.0.0.1:${server.port}/hook`, ...trial })
  } finally {
    await server.stop()
  }
}

test('a webhook verifies with the package of Standard Webhooks, under the old and the new secret alike', async () => {
  const server = await startWebhookServer()
  const secrets = [freshSecret(), freshSecret()]
  assert.equal(await send({ url: `http://127.0.0.1:${server.port}/hook?a=1`, secrets }), 'sent')
  const [got] = server.received
  assert.ok(got !== undefined)
  assert.equal(got.path, '/hook?a=1')
  assert.equal(got.headers['content-type'], 'application/json')
  const headers = got.headers as Record<string, string>
  for (const secret of secrets) assert.deepEqual(new Webhook(secret).verify(got.body, headers), JSON.parse(payload))
  assert.throws(() => new Webhook(freshSecret()).verify(got.body, headers))
  assert.throws(() => new Webhook(secrets[0] ?? '').verify(`${got.body} `, headers))
  await server.stop()
})

test('any status from 200 to 299 accepts; a redirect is not followed; 410 parks the recipient', async () => {
  const status =
    (code: number): WebhookAnswer =>
    (_, response) =>
      void response.writeHead(code).end()
  assert.equal(await answered(status(202)), 'sent')
  assert.equal(await answered(status(500)), 'HTTP_500')
  assert.equal(await answered(status(410)), 'HTTP_410 parks')
  const server = await startWebhookServer()
  const redirect: WebhookAnswer = (_, response) => void response.writeHead(307, { location: `http://127.0.0.1:${server.port}/` }).end()
  assert.equal(await answered(redirect), 'HTTP_307')
  assert.equal(server.received.length, 0)
  await server.stop()
})

test('an endpoint that does not answer, or answers byte by byte, ends with its time', async () => {
  const parts = { timeoutMs: 200 }
  assert.equal(await answered(() => {}, { parts }), 'TIMEOUT')
  const slow: WebhookAnswer = (_, response) => void response.socket?.write('HTTP/1.1 ')
  assert.equal(await answered(slow, { parts }), 'TIMEOUT')
})

test('the answer of an endpoint is not read: one without end is accepted by its status', async () => {
  const endless: WebhookAnswer = (_, response) => {
    response.writeHead(200)
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536))) continue
      response.once('drain', more)
    }
    more()
  }
  assert.equal(await answered(endless), 'sent')
})

test('an attempt whose lease is lost ends at once', async () => {
  const aborter = new AbortController()
  assert.equal(await answered(() => aborter.abort(), { signal: aborter.signal }), 'LEASE_LOST')
})

test('a name with a private address among its own is refused, and the connection goes to a checked address alone', async () => {
  const counter = createServer((socket) => void socket.destroy())
  await new Promise<void>((resolve) => void counter.listen(0, '127.0.0.1', resolve))
  const { port } = counter.address() as AddressInfo
  let connections = 0
  counter.on('connection', () => connections++)
  const asked: string[] = []
  const resolving =
    (...answers: readonly (readonly string[])[]) =>
    (name: string) => {
      asked.push(name)
      return Promise.resolve(answers[Math.min(asked.length - 1, answers.length - 1)] ?? [])
    }
  const rules = { hosts: [], allowPrivate: false }
  const url = 'https://rebind.example.jp:8443/'
  for (const answers of [[['127.0.0.1']], [['198.41.0.4', '10.0.0.1']], [['::ffff:127.0.0.1']], [[]]]) {
    asked.length = 0
    const outcome = await send({ url, parts: { rules, resolveName: resolving(...answers), timeoutMs: 1_000 } })
    assert.match(outcome, /^(?:ADDRESS_NOT_PUBLIC|NAME_UNKNOWN)$/)
    assert.deepEqual(asked, ['rebind.example.jp'], 'one look-up for each connection')
  }
  // What is allowed to be private goes to the very address that was looked up, whatever the name would say a moment later.
  asked.length = 0
  await send({
    url: `http://rebind.example.jp:${port}/`,
    parts: { resolveName: resolving(['127.0.0.1'], ['127.0.0.2']), timeoutMs: 1_000 },
  })
  assert.ok(connections >= 1)
  await new Promise<void>((resolve) => void counter.close(() => resolve()))
})
