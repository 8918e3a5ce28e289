import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findCast } from '#main/walkthrough-cast.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { startDemo } from '../support/demo.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { startWebhookServer } from '../support/webhook-server.ts'

const subscriptions = 5

test('kill -9 while webhooks are under way: every one arrives, and a repeat bears the same id', async () => {
  const first = Promise.withResolvers<void>()
  let isDown = false
  // Until the process is killed nothing is answered: the answers die with it.
  const server = await startWebhookServer((_, response) => {
    first.resolve()
    if (isDown) response.writeHead(204).end()
  })
  const environment = { NOROSHI_WEBHOOK_PRIVATE: '1', NOROSHI_WEBHOOK_HOSTS: '127.0.0.1' }
  const before = await startDemo({ environment })
  const cast = await findCast(createServiceClient(before.url, null))
  const client = createServiceClient(before.url, null).as(cast.subscriber.token)
  for (let index = 0; index < subscriptions; index++) {
    const body = {
      name: `hook ${index}`,
      language: 'en',
      filter: { kinds: [], sectorGroups: [], techniques: [], products: [], ownProducts: false, confirmedOnly: false, tlp: 'green' },
      timing: { cadence: 'at-once', digestMinute: 480, zone: 'Asia/Tokyo' },
      isShown: false,
      isOwn: false,
      destination: { channel: 'webhook', form: 'json', address: `http://127.0.0.1:${server.port}/${index}` },
    }
    await client.json('/api/v1/subscriptions', { method: 'POST', body: JSON.stringify(body) })
  }
  const ioc = [{ type: 'domain', value: 'update-check.bad-host.net', role: 'delivery' }]
  await fileAnswers({ url: before.url, filer: cast.filer, answers: { ...sampleAnswers, 'tec.ttp': ['T1486'], ioc, 'share.tlp': 'clear' } })
  await first.promise
  before.child.kill('SIGKILL')
  isDown = true
  const after = await startDemo({ environment, dataFolder: before.dataFolder, port: before.port })
  const again = createServiceClient(after.url, null).as(cast.subscriber.token)
  const { subscriptions: made } = (await again.json('/api/v1/subscriptions')) as unknown as { subscriptions: { id: string }[] }
  assert.equal(made.length, subscriptions)
  const sent = async (id: string): Promise<number> => {
    const path = `/api/v1/subscriptions/${id}/deliveries`
    const { deliveries } = (await again.json(path)) as unknown as { deliveries: { state: string }[] }
    return deliveries.filter(({ state }) => state === 'sent').length
  }
  for (;;) {
    const counts = await Promise.all(made.map(({ id }) => sent(id)))
    if (counts.every((count) => count === 1)) break
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  for (let index = 0; index < subscriptions; index++) {
    const ids = server.received.filter(({ path }) => path === `/${index}`).map(({ headers }) => headers['webhook-id'])
    assert.ok(ids.length >= 1)
    assert.equal(new Set(ids).size, 1, 'one id for all attempts')
  }
  await after.stop()
  await server.stop()
})
