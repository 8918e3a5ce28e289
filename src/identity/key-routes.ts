import Type from 'typebox'
import { notFound } from '#http/problem.ts'
import { copiesOfPerson, newestKeyOfPerson, signerOfKey } from './key-store.ts'
import { addSlot, enrolKey, proveSlot, removeSlot, type SlotParts } from './manage-slots.ts'
import { creationOptions } from './passkey.ts'
import { createdPasskeySchema, keyProofSchema } from './passkey-schema.ts'
import { passkeysOfPerson } from './passkey-store.ts'
import { route, type ActorRoute } from './route.ts'
import { giveChallenge } from './sign-in.ts'
import { isOwnSlot, slotsOfKey } from './slot-store.ts'
import { personInBrowser, presentPerson } from './step-up.ts'
import { uuidSchema } from './uuid-schema.ts'

/** Returns the routes that read personal keys, and change the own one and its slots. */
export function keyRoutes(parts: SlotParts): readonly ActorRoute[] {
  return [ownKeysRoute(parts), enrolRoute(parts), passkeyOptionsRoute(parts), ...slotRoutes(parts), signerRoute(parts)]
}

const wrapped = Type.String({ pattern: '^[A-Za-z0-9+/=]{100,1024}$', description: 'The key, wrapped on the client: base64 of an age file' })
// Neither controls nor what turns a text around: it is shown in lists.
const label = Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]*$', maxLength: 60 })

const slotOrder = Type.Union([
  Type.Object(
    { kind: Type.Literal('printed-code'), label, wrapped, lookup: Type.String({ pattern: '^[0-9a-f]{32}$' }) },
    { additionalProperties: false },
  ),
  Type.Object({ kind: Type.Literal('passkey'), label, wrapped, created: createdPasskeySchema }, { additionalProperties: false }),
])

function enrolRoute(parts: SlotParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/keys/mine',
    operation: 'enrolKey',
    summary: 'Begins with a key that the person made on its own machine; it counts once two slots of different kinds were unlocked',
    tag: 'keys',
    permission: 'key.manage',
    body: Type.Object(
      {
        recipient: Type.String({ pattern: '^age1pq1[02-9ac-hj-np-z]{1952}$' }),
        signing: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }),
      },
      { additionalProperties: false },
    ),
    answers: { 201: { description: 'The id of the key' }, 409: { description: 'The person has a key in use' } },
    handler: async ({ actor, body }) => ({ status: 201, body: { keyId: await enrolKey(personInBrowser(actor), body, parts) } }),
  })
}

function passkeyOptionsRoute(parts: SlotParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/keys/mine/passkey-challenge',
    operation: 'askForNewPasskey',
    summary: 'What a browser needs to make a passkey for this site',
    tag: 'keys',
    permission: 'key.manage',
    answers: { 200: { description: 'PublicKeyCredentialCreationOptionsJSON of WebAuthn' } },
    handler: async ({ actor, headers }) => {
      const { personId, personName } = personInBrowser(actor)
      const key = await newestKeyOfPerson(parts.database.kysely, personId)
      // Asked for now rather than after the person has touched its authenticator.
      if (key !== null && key.usableAt !== null) presentPerson(actor, parts.clock.now())
      const challenge = await giveChallenge({ purpose: 'add-passkey', personId, slotId: null }, parts)
      const known = await passkeysOfPerson(parts.database.kysely, personId)
      const name = headers['accept-language']?.startsWith('ja') === true ? personName.ja : personName.en
      return { body: await creationOptions({ id: personId, name }, { site: parts.site, challenge, known }) }
    },
  })
}

function slotRoutes(parts: SlotParts): readonly ActorRoute[] {
  const path = '/api/v1/keys/mine/slots/{slotId}'
  const common = { tag: 'keys', permission: 'key.manage', params: Type.Object({ slotId: uuidSchema }) } as const
  return [
    route({
      method: 'POST',
      path: '/api/v1/keys/mine/slots',
      operation: 'addSlot',
      summary: 'Adds a slot to the own key; for a key in use the person must have shown within five minutes that it is there',
      tag: 'keys',
      permission: 'key.manage',
      body: slotOrder,
      answers: {
        201: { description: 'The id of the slot, which is to be proven' },
        403: { description: 'Passkey not accepted, or to be verified' },
      },
      handler: async ({ actor, body }) => ({ status: 201, body: { slotId: await addSlot(personInBrowser(actor), body, parts) } }),
    }),
    route({
      ...common,
      method: 'POST',
      path: `${path}/challenge`,
      operation: 'askForSlotProof',
      summary: 'What is to be signed with the own key after unlocking it from this slot',
      answers: { 200: { description: 'A challenge that counts once' }, 404: { description: 'No such slot of yours' } },
      handler: async ({ actor, params }) => {
        const { personId } = personInBrowser(actor)
        const { slotId } = params
        if (!(await isOwnSlot(parts.database.kysely, slotId, personId))) throw notFound('slot')
        return { body: { challenge: await giveChallenge({ purpose: 'prove-slot', personId, slotId }, parts) } }
      },
    }),
    route({
      ...common,
      method: 'POST',
      path: `${path}/proof`,
      operation: 'proveSlot',
      summary: 'Notes that the own key was unlocked from this slot; a printed code then replaces the one before',
      body: Type.Omit(keyProofSchema, ['slotId']),
      answers: { 200: { description: 'The slots, and whether the key may be used now' }, 403: { description: 'Not accepted' } },
      handler: async ({ actor, params, body }) => ({ body: await proveSlot(personInBrowser(actor), { ...params, ...body }, parts) }),
    }),
    route({
      ...common,
      method: 'DELETE',
      path,
      operation: 'removeSlot',
      summary: 'Removes a slot and the passkey that unlocked it; two kinds must remain',
      answers: { 204: { description: 'Removed' }, 409: { description: 'Two kinds would not remain' } },
      handler: async ({ actor, params }) => {
        await removeSlot(personInBrowser(actor), params.slotId, parts)
        return { status: 204 }
      },
    }),
  ]
}

function ownKeysRoute(parts: SlotParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/keys/mine',
    operation: 'readOwnKeys',
    summary: 'The own keys: public halves, and private halves wrapped so that the own client alone can unwrap them',
    tag: 'keys',
    permission: 'key.read',
    answers: { 200: { description: 'The keys and their slots' }, 404: { description: 'No key was enrolled' } },
    handler: async ({ actor }) => {
      const queries = parts.database.kysely
      const key = actor.kind === 'person' ? await newestKeyOfPerson(queries, actor.personId) : null
      if (key === null) throw notFound('key')
      const { keyId, recipient, signing, usableAt } = key
      const [slots, organisation] = await Promise.all([slotsOfKey(queries, keyId), copiesOfPerson(queries, keyId)])
      return { body: { person: { keyId, recipient, signing, usable: usableAt !== null, slots }, organisation } }
    },
  })
}

function signerRoute(parts: SlotParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/keys/{keyId}',
    operation: 'readSignerKey',
    summary: 'The public signing key of a person who filed, and its organisation; for authorities that check a signature',
    tag: 'keys',
    permission: 'key.read',
    params: Type.Object({ keyId: uuidSchema }),
    answers: { 200: { description: 'The key' }, 404: { description: 'No such key, or not yours to see' } },
    handler: async ({ actor, params }) => {
      const signer = await signerOfKey(parts.database.kysely, params.keyId)
      // Whose key it is names an organisation, so only its members and authorities may learn it.
      const visible =
        signer !== null &&
        actor.kind === 'person' &&
        // Somebody who waits to be let in holds no role.
        actor.roles.length > 0 &&
        (actor.organisationId === signer.organisationId || actor.organisationKind === 'authority')
      if (!visible) throw notFound('key')
      return {
        body: { keyId: signer.keyId, signing: signer.signing, organisation: { id: signer.organisationId, kind: signer.organisationKind } },
      }
    },
  })
}
