import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { simulateIncidents } from '../../test/support/simulated-incidents.ts'
import { placeIncidents, qualityOf, weighAll, type LinkingQuality } from '../../test/support/simulated-links.ts'

/** The most links by chance that an incident may have, as the weights promise. */
const promised = { strong: 0.05, possible: 0.5 } as const

let database: TestDatabase
let quality: LinkingQuality

before(async () => {
  database = await createTestDatabase()
  const campaigns = [2, 2, 2, 2, 2, 2, 2, 2, 5, 5, 5, 5, 50, 300]
  const placed = await placeIncidents(database.database, simulateIncidents({ unrelated: 1000, campaigns, days: 365, seed: 20_261_123 }))
  quality = qualityOf(placed, await weighAll(database.database, placed))
})

after(() => database.drop())

test('unrelated incidents are linked less often than the links themselves say', (context) => {
  context.diagnostic(`links by chance per incident: ${quality.falseStrong.toFixed(4)} strong, ${quality.falsePossible.toFixed(4)} in all`)
  assert.ok(quality.falseStrong <= promised.strong)
  assert.ok(quality.falsePossible <= promised.possible)
})

test('planted campaigns of two, five, fifty and three hundred are found', (context) => {
  context.diagnostic(quality.campaigns.map(({ members, together }) => `${together}/${members}`).join(' '))
  for (const { members, together } of quality.campaigns) if (members >= 5) assert.ok(together >= 0.9 * members, `${together} of ${members}`)
  const pairs = quality.campaigns.filter(({ members }) => members === 2)
  assert.ok(pairs.filter(({ together }) => together === 2).length >= 0.75 * pairs.length)
})
