import Type from 'typebox'
import { notFound } from '#http/problem.ts'
import { readCredential } from './credential.ts'
import {
  beginSession,
  codeRefused,
  giveChallenge,
  personOfCode,
  personOfPasskey,
  refreshSession,
  verifyByKey,
  verifyByPasskey,
  type SignInParts,
} from './sign-in.ts'
import { requestOptions } from './passkey.ts'
import { passkeysOfPerson } from './passkey-store.ts'
import { keyProofSchema, usedPasskeySchema } from './passkey-schema.ts'
import { route, type ActorRoute } from './route.ts'
import { cookieHeader } from './session-routes.ts'
import { findPrintedCodeSlot, isOwnSlot } from './slot-store.ts'
import { personInBrowser } from './step-up.ts'
import { uuidSchema } from './uuid-schema.ts'

const signInsPerMinute = 60

/** Returns the routes by which people sign in with a passkey or a printed code, and show once more that they are there. */
export function passkeyRoutes(parts: SignInParts): readonly ActorRoute[] {
  return [...passkeySignIn(parts), ...codeSignIn(parts), ...verification(parts)]
}

function passkeySignIn(parts: SignInParts): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/session/passkey/challenge',
      operation: 'askForPasskey',
      summary: 'What a browser needs to sign in with whichever passkey its person has for this site',
      tag: 'session',
      permission: 'public',
      perMinute: signInsPerMinute,
      answers: { 200: { description: 'PublicKeyCredentialRequestOptionsJSON of WebAuthn' } },
      handler: async () => {
        const challenge = await giveChallenge({ purpose: 'sign-in', personId: null, slotId: null }, parts)
        return { body: await requestOptions({ site: parts.site, challenge, known: [] }) }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/session/passkey',
      operation: 'signInWithPasskey',
      summary: 'Signs in with a passkey',
      tag: 'session',
      permission: 'public',
      perMinute: signInsPerMinute,
      body: usedPasskeySchema,
      answers: { 204: { description: 'Signed in; the session is in the cookie' }, 403: { description: 'Not accepted' } },
      handler: async ({ body, headers }) => {
        const personId = await personOfPasskey(body, parts)
        return { status: 204, headers: cookieHeader(await beginSession(personId, sessionOf(headers), parts)) }
      },
    }),
  ]
}

function codeSignIn(parts: SignInParts): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/session/code/challenge',
      operation: 'askForCode',
      summary: 'What a client needs to sign in with a printed code, which never leaves it: the wrapped key that only the code unlocks',
      tag: 'session',
      permission: 'public',
      perMinute: signInsPerMinute,
      body: Type.Object({ lookup: Type.String({ pattern: '^[0-9a-f]{32}$' }) }, { additionalProperties: false }),
      answers: { 200: { description: 'The slot and a challenge' }, 403: { description: 'Not accepted' } },
      handler: async ({ body }) => {
        const slot = await findPrintedCodeSlot(parts.database.kysely, body)
        if (slot === null) throw codeRefused()
        const { personId, ...shown } = slot
        return { body: { ...shown, challenge: await giveChallenge({ purpose: 'sign-in', personId, slotId: slot.id }, parts) } }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/session/code',
      operation: 'signInWithCode',
      summary: 'Signs in by a signature of the key that a printed code unlocked',
      tag: 'session',
      permission: 'public',
      perMinute: signInsPerMinute,
      body: keyProofSchema,
      answers: { 204: { description: 'Signed in; the session is in the cookie' }, 403: { description: 'Not accepted' } },
      handler: async ({ body, headers }) => {
        const personId = await personOfCode(body, parts)
        return { status: 204, headers: cookieHeader(await beginSession(personId, sessionOf(headers), parts)) }
      },
    }),
  ]
}

function verification(parts: SignInParts): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/session/verification/challenge',
      operation: 'askForVerification',
      summary:
        'What is needed to show once more that the person is there: by one of its passkeys, or by its key unlocked from the slot named',
      tag: 'session',
      permission: 'session.manage',
      body: Type.Object({ slotId: Type.Optional(uuidSchema) }, { additionalProperties: false }),
      answers: { 200: { description: 'For passkeys PublicKeyCredentialRequestOptionsJSON of WebAuthn, for a slot its challenge' } },
      handler: async ({ actor, body }) => {
        const { personId } = personInBrowser(actor)
        const slotId = body.slotId ?? null
        if (slotId !== null && !(await isOwnSlot(parts.database.kysely, slotId, personId))) throw notFound('slot')
        const challenge = await giveChallenge({ purpose: 'verify', personId, slotId }, parts)
        if (slotId !== null) return { body: { challenge } }
        const known = await passkeysOfPerson(parts.database.kysely, personId)
        return { body: await requestOptions({ site: parts.site, challenge, known }) }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/session/verification',
      operation: 'verifyPerson',
      summary: 'Shows that the person is there; for five minutes it may then do what takes that. The session gets a new cookie',
      tag: 'session',
      permission: 'session.manage',
      body: Type.Union([
        Type.Object({ passkey: usedPasskeySchema }, { additionalProperties: false }),
        Type.Object({ key: keyProofSchema }, { additionalProperties: false }),
      ]),
      answers: { 204: { description: 'Shown' }, 403: { description: 'Not accepted' } },
      handler: async ({ actor, body }) => {
        const person = personInBrowser(actor)
        if ('passkey' in body) await verifyByPasskey(body.passkey, person, parts)
        else await verifyByKey(body.key, person, parts)
        return { status: 204, headers: cookieHeader(await refreshSession(person, parts)) }
      },
    }),
  ]
}

function sessionOf(headers: { readonly cookie?: string | undefined }): string | null {
  const credential = readCredential({ cookie: headers.cookie })
  return credential.kind === 'session' ? credential.value : null
}
