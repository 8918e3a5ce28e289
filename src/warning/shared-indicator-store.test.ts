import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { liveIndicators, shareIndicators } from './shared-indicator-store.ts'
import type { WarningAct, WarningContent } from './warning.ts'

let at: TestDatabase
before(async () => {
  at = await createTestDatabase()
})
after(() => at.drop())

const [first, second, third] = ['2026-11-22T00:00:00Z', '2026-11-22T00:01:00Z', '2026-11-22T00:02:00Z'] as const

function share(id: string, act: WarningAct, { content, tick }: { content: WarningContent; tick: string }): Promise<void> {
  const warning = { id, version: 1, act, tlp: content.tlp, content }
  return at.database.kysely.transaction().execute((tx) => shareIndicators(tx, warning, tick))
}

async function live(warningId: string, clearance: 'clear' | 'green' = 'green', today = '2026-11-22') {
  const range = { clearance, today, types: null, after: null, limit: 1000 } as const
  return (await liveIndicators(at.database.kysely, range)).filter((one) => one.warningId === warningId)
}

test('a revision takes back what it no longer holds, and a recall everything', async () => {
  const id = randomUUID()
  const content = sampleWarning()
  const [kept, ...gone] = content.indicators
  assert.ok(kept)
  await share(id, 'release', { content, tick: first })
  assert.equal((await live(id)).length, content.indicators.length)
  await share(id, 'revision', { content: { ...content, indicators: [{ ...kept, advice: 'block' }] }, tick: second })
  const [only, ...others] = await live(id)
  assert.deepEqual(others, [])
  assert.deepEqual([only?.id, only?.advice, only?.publishedAt, only?.changedAt], [kept.id, 'block', first, second])
  await share(id, 'recall', { content, tick: third })
  assert.deepEqual(await live(id), [])
  const rows = await at.database.kysely.selectFrom('shared_indicator').select(['id', 'revoked_at']).where('warning_id', '=', id).execute()
  const revoked = new Map(rows.map((row) => [row.id, row.revoked_at]))
  assert.equal(revoked.get(kept.id), third)
  for (const one of gone) assert.equal(revoked.get(one.id), second)
})

test('an indicator that is over, or above the clearance of who asks, is not among the live ones', async () => {
  const id = randomUUID()
  await share(id, 'release', { content: sampleWarning(), tick: first })
  assert.deepEqual(await live(id, 'clear'), [])
  assert.equal((await live(id, 'green', '2026-11-30')).length, 3)
  assert.deepEqual(await live(id, 'green', '2026-12-01'), [])
})
