import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import type { Language } from '#base/language.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { mailChannel } from '#delivery/channels/mail.ts'
import { createDeliverer } from '#delivery/deliver.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { Secret } from '#runtime/secret.ts'
import { bundleDigests, digestOccasion } from '#subscription/digest-store.ts'
import { mailFinder } from '#subscription/find-target.ts'
import { warningOccasion } from '#subscription/matching-store.ts'
import { startMailServer, type MailServer } from '../../test/support/mail-server.ts'
import { publishVersion } from '../../test/support/publish-version.ts'
import { readMail, type ReadMail } from '../../test/support/read-mail.ts'
import { addSubscription, sampleVault, type SampleChange } from '../../test/support/sample-subscription.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { silentLogger } from '../../test/support/test-server.ts'
import { inThread } from './mail-thread.ts'
import { digestRenderer, warningRenderer } from './warning-message.ts'
import type { WarningAct, WarningContent } from './warning.ts'

const place = { origin: 'https://noroshi.example', vault: sampleVault }
let test_: TestDatabase
let server: MailServer
let ticks = 0

before(async () => {
  test_ = await createTestDatabase()
})
after(() => test_.drop())
beforeEach(async () => {
  server = await startMailServer()
  for (const table of ['delivery', 'subscription'] as const) await test_.database.kysely.deleteFrom(table).execute()
})
afterEach(() => server.stop())

async function subscribe(address: string, language: Language, change: SampleChange = {}): Promise<void> {
  await addSubscription(test_.database.kysely, { channel: 'mail', form: 'text', host: null, address, language, ...change })
}

async function publish(content: WarningContent, version: { id: string; version: number; act: WarningAct }): Promise<void> {
  const at = Temporal.Now.instant().round({ smallestUnit: 'second' }).add({ seconds: ticks++ })
  await publishVersion(test_.database, { ...version, content }, at)
}

async function deliver(): Promise<void> {
  const { database } = test_
  const settings = { url: new Secret(`smtp://127.0.0.1:${server.port}`), tls: false, from: 'noroshi@platform.example' }
  const deliverer = createDeliverer({
    database,
    channel: mailChannel(settings, mailFinder({ database, vault: sampleVault })),
    renderers: new Map([
      [warningOccasion, inThread(warningRenderer(place))],
      [digestOccasion, digestRenderer(place)],
    ]),
    logger: silentLogger,
    metrics: createMetrics(),
    monotonicMs: () => performance.now(),
    leaseMs: 15_000,
  })
  await deliverer.round()
}

function mailsTo(address: string): readonly ReadMail[] {
  return server.accepted.filter(({ to }) => to === address).map(({ text }) => readMail(text))
}

function header(mail: ReadMail | undefined, name: string): string {
  return mail?.headers.get(name) ?? ''
}

const first = () => ({ id: randomUUID(), version: 1, act: 'release' as const })

test('a warning arrives by mail in the language of its reader, with a way out by one click; its recall goes on from it', async () => {
  await subscribe('desk@ja.example', 'ja')
  await subscribe('desk@en.example', 'en')
  const [version, content] = [first(), sampleWarning()]
  await publish(content, version)
  await deliver()
  await publish(content, { ...version, version: 2, act: 'revision' })
  await deliver()
  await publish(content, { ...version, version: 3, act: 'recall' })
  await deliver()
  const words = { ja: ['最初に行うこと', '【撤回】'], en: ['Do first', '[Recalled]'] } as const
  for (const language of ['ja', 'en'] as const) {
    const mails = mailsTo(`desk@${language}.example`)
    assert.equal(mails.length, 3)
    const [told, revised, recalled] = mails
    assert.ok(told?.text.includes(words[language][0]))
    assert.match(told?.text ?? '', /c2\[\.\]example/)
    assert.ok(header(recalled, 'subject').includes(words[language][1]))
    for (const mail of mails) {
      assert.equal(header(mail, 'content-language'), language)
      assert.match(header(mail, 'list-unsubscribe'), /^<https:\/\/noroshi\.example\/p\/unsubscribe\?id=[0-9a-f-]{36}&code=[A-Z0-9]{24}>$/)
      assert.equal(header(mail, 'list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
      assert.match(header(mail, 'message-id'), /^<[0-9a-f-]{36}@platform\.example>$/)
    }
    const [firstId, secondId] = [header(told, 'message-id'), header(revised, 'message-id')]
    assert.deepEqual([told?.headers.has('in-reply-to'), told?.headers.has('references')], [false, false])
    assert.deepEqual([header(revised, 'in-reply-to'), header(revised, 'references')], [firstId, firstId])
    assert.deepEqual([header(recalled, 'in-reply-to'), header(recalled, 'references')], [secondId, `${firstId} ${secondId}`])
  }
})

test('a digest arrives as one mail, and what it told is taken back in a mail that goes on from it', async () => {
  await subscribe('desk@operator.example', 'ja', { timing: { cadence: 'daily', digestMinute: 480, zone: 'Asia/Tokyo' } })
  const [version, content] = [first(), sampleWarning()]
  await publish(content, version)
  await publish(content, first())
  await test_.database.kysely.updateTable('delivery').set({ next_attempt_at: '-infinity' }).where('channel', '=', 'digest').execute()
  await bundleDigests(test_.database)
  await deliver()
  await publish(content, { ...version, version: 2, act: 'recall' })
  await deliver()
  const [digest, recalled, ...more] = mailsTo('desk@operator.example')
  assert.deepEqual(more, [])
  assert.equal(header(digest, 'subject'), '【Noroshi】警報のまとめ（2件）')
  assert.equal(header(digest, 'list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
  assert.equal(header(recalled, 'in-reply-to'), header(digest, 'message-id'))
})

test('a mail tells nothing that its marking forbids, in its headers neither', async () => {
  await subscribe('desk@operator.example', 'en')
  const [version, content] = [first(), sampleWarning({ tlp: 'amber' })]
  await publish(content, version)
  await deliver()
  await publish(content, { ...version, version: 2, act: 'recall' })
  await deliver()
  const mails = mailsTo('desk@operator.example')
  assert.equal(mails.length, 2)
  for (const { headers, text } of mails) {
    const words = [...headers.values(), text].join('\n')
    for (const secret of ['c2.ex', 'c2[.', 'T1486', 'ansomware', 'Sample VPN', 'AMBER']) assert.ok(!words.includes(secret), secret)
    assert.ok(text.includes(`https://noroshi.example/p/warnings/${version.id}`))
  }
})
