import { randomBytes, randomUUID } from 'node:crypto'
import { actingPerson } from '#authority/acting-person.ts'
import { insertNewcomer } from '#authority/member-store.ts'
import type { InTransaction } from '#database/database.ts'
import { canonicalBase64 } from '#envelope/canonical-base64.ts'
import { isSmallOrder } from '#envelope/ed25519.ts'
import type { PublicKeys } from '#envelope/personal-key.ts'
import { Problem } from '#http/problem.ts'
import type { PersonActor, Role } from '#identity/actor.ts'
import type { Action } from '#identity/can.ts'
import { hashCredential, tokenOf } from '#identity/credential.ts'
import { insertPeople, insertToken } from '#identity/identity-store.ts'
import { insertPersonKeys } from '#identity/key-store.ts'

/** A gateway that is to join an authority: what it is called, and the public halves of the keys that it made for itself. */
export type GatewayApplication = PublicKeys & { readonly name: { readonly ja: string; readonly en: string } }

/** What a gateway does as a member: an officer without a person. */
const gatewayRoles: readonly Role[] = ['officer', 'service-account']
/** Everything that its token is good for. */
const gatewayScopes: readonly Action[] = ['session.use', 'report.receive', 'report.read', 'opening.create', 'key.read']
/** As whom the log and operators know it. */
const gatewayPseudonym = 'gateway'
const tokenDays = 400

/**
 * Adds a gateway that waits to be let in, and returns its token. Its key is in its own custody, so that there are no slots to prove; before an
 * administrator and another member have approved the key, it holds no role and no copy of the team key.
 *
 * @throws {Problem} 404 and 403 as `actingPerson`; 422 `KEY_UNFIT` for a signing key under which one signature fits anything.
 */
export async function enrolGateway(
  tx: InTransaction,
  application: GatewayApplication,
  { actor, now }: { readonly actor: PersonActor; readonly now: Temporal.Instant },
): Promise<{ readonly personId: string; readonly token: string; readonly expiresAt: string }> {
  const { person } = await actingPerson(tx, actor, 'member.manage')
  const { organisationId } = person
  const { name, recipient, signing } = application
  refuseUnfit(signing)
  const [personId, at] = [randomUUID(), now.toString()]
  await insertPeople(tx, [{ id: personId, organisationId, name, roles: [], pseudonym: gatewayPseudonym }])
  await insertPersonKeys(tx, [{ keyId: randomUUID(), personId, recipient, signing }], { at, usableAt: at })
  await insertNewcomer(tx, { personId, organisationId, roles: gatewayRoles, requestedAt: at })
  const token = tokenOf(randomBytes(32))
  const expiresAt = now.add({ hours: 24 * tokenDays }).toString()
  const known = { id: randomUUID(), personId, label: 'gateway', scopes: gatewayScopes, createdAt: at, expiresAt }
  await insertToken(tx, { ...known, hash: hashCredential(token) })
  return { personId, token, expiresAt }
}

function refuseUnfit(signing: string): void {
  const key = canonicalBase64(signing, 44)
  if (key?.length !== 32 || isSmallOrder(key)) throw new Problem(422, 'KEY_UNFIT', 'The signing key of the gateway is none that may sign')
}
