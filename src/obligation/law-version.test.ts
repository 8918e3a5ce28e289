import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { lawVersion } from './law-version.ts'

function version(law: string, startsAt: string | null): { status: string; validFrom: string | null } | null {
  const rulebook = allRulebooks().find(({ laws }) => laws.some(({ data }) => data.id === law))
  assert.ok(rulebook)
  const stages = startsAt === null ? [] : [{ startsAt }]
  const found = lawVersion(rulebook, { law, stages })
  return found === null ? null : { status: found.data.status, validFrom: found.data.validFrom }
}

test('lawVersion() is the version in force when the first clock started', () => {
  assert.equal(version('sg.csa.section14', '2025-10-30T15:59:59Z')?.validFrom, '2018-08-31')
  assert.equal(version('sg.csa.section14', '2025-10-30T16:00:00Z')?.validFrom, '2025-10-31')
  assert.equal(version('sg.csa.section14', null)?.validFrom, '2025-10-31')
})

test('lawVersion() takes no proposal for law in force, and knows no law that is not there', () => {
  assert.equal(version('eu.gdpr.art33', '2026-11-22T00:00:00Z')?.status, 'in-force')
  assert.equal(version('eu.gdpr.art33', null)?.status, 'in-force')
  const [rulebook] = allRulebooks()
  assert.ok(rulebook)
  assert.equal(lawVersion(rulebook, { law: 'jp.none', stages: [] }), null)
})
