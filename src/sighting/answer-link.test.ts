import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { Secret } from '#runtime/secret.ts'
import { answerAddress, answerLinks } from './answer-link.ts'

const links = answerLinks(new Secret('sighting key of tests'))

test('a link gives back what was put into it, and two for the same differ', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), fc.integer({ min: 0, max: 4_000_000_000 }), (warningId, organisationId, seconds) => {
      const grant = { warningId, organisationId, expiresAt: Temporal.Instant.fromEpochMilliseconds(seconds * 1000) }
      const token = links.tokenOf(grant)
      const opened = links.grantOf(token)
      assert.equal(opened?.warningId, warningId)
      assert.equal(opened.organisationId, organisationId)
      assert.equal(opened.expiresAt.toString(), grant.expiresAt.toString())
      assert.notEqual(links.tokenOf(grant), token)
    }),
  )
})

test('a link that somebody altered, made with another key, or wrote in another way is none', () => {
  const grant = { warningId: randomUUID(), organisationId: randomUUID(), expiresAt: Temporal.Instant.from('2026-12-01T00:00:00Z') }
  const token = links.tokenOf(grant)
  fc.assert(
    fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_'), (place, sign) => {
      const altered = token.slice(0, place) + sign + token.slice(place + 1)
      if (altered !== token) assert.equal(links.grantOf(altered), null)
    }),
  )
  assert.equal(answerLinks(new Secret('another')).grantOf(token), null)
  for (const other of [`${token}=`, `${token}A`, token.slice(1), '', 'not a token']) assert.equal(links.grantOf(other), null)
})

test('the address in a mail holds its token behind # and names nobody', () => {
  const organisationId = randomUUID()
  const wish = {
    origin: 'https://noroshi.example',
    warningId: randomUUID(),
    organisationId,
    now: Temporal.Instant.from('2026-11-01T00:00:00Z'),
  }
  const address = new URL(answerAddress(links, wish))
  assert.equal(`${address.origin}${address.pathname}${address.search}`, 'https://noroshi.example/p/answer')
  assert.equal(links.grantOf(address.hash.slice(1))?.expiresAt.toString(), '2026-12-01T00:00:00Z')
  const bytes = Buffer.from(address.hash.slice(1), 'base64url').toString('hex')
  for (const id of [organisationId, wish.warningId]) assert.ok(!bytes.includes(id.replaceAll('-', '')))
})
