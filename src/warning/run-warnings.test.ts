import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { createAuthority } from '#identity/authenticate.ts'
import { fixedClock, systemClock } from '#runtime/clock.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { runCommandLine } from '../../test/support/command-line.ts'
import { publishVersion } from '../../test/support/publish-version.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { addSubscriber } from '../../test/support/sample-subscriber.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { silentLogger, startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { warningRoutes } from './warning-routes.ts'
import { createWarningStream } from './warning-stream.ts'

const at = Temporal.Instant.from('2026-11-01T12:00:00Z')
let database: TestDatabase
let server: TestServer
let token: string

before(async () => {
  database = await createTestDatabase()
  token = (await addSubscriber(database.database.kysely, 'green')).token
  const parts = { database: database.database, logger: silentLogger, metrics: createMetrics(), heartbeatSeconds: 10 }
  const authority = createAuthority({ database: database.database, clock: systemClock() })
  server = await startTestServer(
    warningRoutes({
      database: database.database,
      clock: fixedClock(at),
      stream: createWarningStream(parts),
      recogniser: (headers) => authority.recogniser(headers),
    }),
    database.database,
  )
})
after(async () => {
  await server.stop()
  await database.drop()
})

test('warnings says where each warning stands, and what is known to be wrong', async () => {
  const content = sampleWarning()
  const [id = ''] = await publishWarnings(database.database, [content, sampleWarning({ kind: 'ddos' })], at)
  const [wrong] = content.indicators
  assert.ok(wrong)
  const revised = {
    ...content,
    indicators: content.indicators.slice(1),
    knownWrong: [{ type: wrong.type, value: wrong.value, reason: 'false-positive' as const }],
  }
  await publishVersion(database.database, { id, version: 2, act: 'revision', content: revised }, at.add({ seconds: 1 }))
  const environment = { NOROSHI_URL: server.url, NOROSHI_TOKEN: token }
  const [english, japanese] = [
    await runCommandLine(['warnings', '--lang', 'en'], environment),
    await runCommandLine(['warnings', '--lang', 'ja'], environment),
  ]
  assert.equal(english.code, 0, english.complaints)
  const [published, revision] = english.output.split('■').slice(1)
  assert.match(published ?? '', /\[published\]/)
  assert.doesNotMatch(published ?? '', /known to be wrong/)
  assert.match(revision ?? '', /\[revised\]\nNumber [0-9a-f-]{36}\nThis warning has been revised/)
  assert.match(
    revision ?? '',
    /1 known to be wrong: stop blocking or watching for it:\n {2}Domain name {2}c2\.example {2}\[a false positive\]/,
  )
  assert.match(japanese.output, /\[改訂済み\][^]*誤りと判明した情報 1 件/)

  await publishVersion(
    database.database,
    { id, version: 3, act: 'recall', content: { ...revised, indicators: [] } },
    at.add({ seconds: 2 }),
  )
  const recalled = await runCommandLine(['warnings', '--limit', '1', '--lang', 'en'], environment)
  assert.match(recalled.output, /^■ \[Recalled\][^\n]*\[recalled\]\nNumber [0-9a-f-]{36}\nThis warning has been recalled\. Lift at once/)
})
