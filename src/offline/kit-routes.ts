import Type from 'typebox'
import { isSmallOrder } from '#envelope/ed25519.ts'
import type { Database } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { operatorIds } from '#operator/operator-store.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { Clock } from '#runtime/clock.ts'
import { codesOfOwner, findCode, insertKitCodes, revokeKit, type StoredCode } from './kit-store.ts'
import { codesPerKit, kitDays } from './kit.ts'

/** What the routes about kits work with. */
export type KitRouteParts = { readonly database: Database; readonly ownerTags: OwnerTags; readonly clock: Clock }

/** Unused codes that an operator may have at a time: kits for several sites, and no more to lose. */
const mostUnused = 10 * codesPerKit
const kitsPerMinute = 10

const strict = { additionalProperties: false } as const

const newKitSchema = Type.Object(
  {
    kitId: uuidSchema,
    codes: Type.Array(
      Type.Object(
        {
          keyId: uuidSchema,
          number: Type.Integer({ minimum: 1, maximum: codesPerKit }),
          publicKey: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$', description: 'Ed25519 public key of the code, base64' }),
        },
        strict,
      ),
      { minItems: 1, maxItems: codesPerKit },
    ),
  },
  strict,
)

/** Returns the routes by which an operator's administrator registers the codes of a kit, sees their state and revokes them. */
export function kitRoutes(parts: KitRouteParts): readonly ActorRoute[] {
  return [registerRoute(parts), listRoute(parts), revokeRoute(parts), signerRoute(parts)]
}

function registerRoute(parts: KitRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/kits',
    operation: 'registerKit',
    summary: 'Registers the one-time codes of a kit by their public keys; the codes themselves never leave the machine that made them',
    tag: 'kits',
    permission: 'kit.manage',
    body: newKitSchema,
    perMinute: kitsPerMinute,
    answers: {
      201: { description: 'Registered; the codes can be used until expiresAt' },
      409: { description: 'A code or number is registered already, or too many codes are unused' },
    },
    handler: async ({ actor, body }) => {
      const ownerTag = ownTag(actor, parts)
      body.codes.forEach(({ publicKey }, index) => refuseWeakKey(publicKey, index))
      const now = parts.clock.now()
      const [registeredAt, expiresAt] = [now.toString(), now.add({ hours: kitDays * 24 }).toString()]
      const codes = body.codes.map((code) => ({ ...code, kitId: body.kitId, ownerTag, registeredAt, expiresAt }))
      await parts.database.kysely.transaction().execute(async (tx) => {
        const unused = (await codesOfOwner(tx, ownerTag)).filter((one) => stateOf(one, registeredAt) === 'unused').length
        if (unused + codes.length > mostUnused)
          throw new Problem(409, 'KITS_TOO_MANY', `${unused} codes are unused already; revoke a kit before you make another`)
        await insertKitCodes(tx, codes).catch(refuseRepeated)
      })
      return { status: 201, body: { kitId: body.kitId, registeredAt, expiresAt } }
    },
  })
}

function listRoute(parts: KitRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/kits',
    operation: 'listKits',
    summary: "The own operator's kits, newest first, each code unused, used, revoked or expired",
    tag: 'kits',
    permission: 'kit.manage',
    answers: { 200: { description: 'The kits' } },
    handler: async ({ actor }) => {
      const codes = await codesOfOwner(parts.database.kysely, ownTag(actor, parts))
      const now = parts.clock.now().toString()
      const kits = [...Map.groupBy(codes, ({ kitId }) => kitId)].map(([kitId, own]) => ({
        kitId,
        registeredAt: own[0]?.registeredAt,
        expiresAt: own[0]?.expiresAt,
        codes: own.map((code) => ({ keyId: code.keyId, number: code.number, state: stateOf(code, now) })),
      }))
      return { body: { kits } }
    },
  })
}

function revokeRoute(parts: KitRouteParts): ActorRoute {
  return route({
    method: 'DELETE',
    path: '/api/v1/kits/{id}',
    operation: 'revokeKit',
    summary: 'Revokes every unused code of a kit, for example one that was lost',
    tag: 'kits',
    permission: 'kit.manage',
    params: Type.Object({ id: uuidSchema }),
    answers: { 200: { description: 'How many codes were revoked' }, 404: { description: 'No such kit with unused codes, or not yours' } },
    handler: async ({ actor, params }) => {
      const kit = { id: params.id, ownerTag: ownTag(actor, parts) }
      const revoked = await revokeKit(parts.database.kysely, kit, parts.clock.now().toString())
      if (revoked === 0) throw notFound('kit')
      return { body: { kitId: params.id, revoked } }
    },
  })
}

function signerRoute(parts: KitRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/kit-codes/{keyId}',
    operation: 'readCodeKey',
    summary: 'The public key of a one-time code and its operator; for authorities that check the signature of a report that came as a file',
    tag: 'kits',
    permission: 'key.read',
    params: Type.Object({ keyId: uuidSchema }),
    answers: { 200: { description: 'The key' }, 404: { description: 'No such code, or not yours to see' } },
    handler: async ({ actor, params }) => {
      const queries = parts.database.kysely
      const code = await findCode(queries, params.keyId)
      if (code === null || actor.kind !== 'person') throw notFound('key')
      const ids = actor.organisationKind === 'authority' ? await operatorIds(queries) : [actor.organisationId]
      const id = ids.find((one) => parts.ownerTags.tagOf(one).equals(code.ownerTag))
      if (id === undefined) throw notFound('key')
      return { body: { keyId: code.keyId, signing: code.publicKey, organisation: { id, kind: 'operator' } } }
    },
  })
}

function ownTag(actor: Actor, { ownerTags }: KitRouteParts): Buffer {
  if (actor.kind !== 'person' || actor.organisationKind !== 'operator') throw notFound('kit')
  return ownerTags.tagOf(actor.organisationId)
}

function stateOf(code: StoredCode, now: string): 'unused' | 'used' | 'revoked' | 'expired' {
  if (code.usedBy !== null) return 'used'
  if (code.revokedAt !== null) return 'revoked'
  return Temporal.Instant.compare(code.expiresAt, now) > 0 ? 'unused' : 'expired'
}

function refuseWeakKey(publicKey: string, index: number): void {
  const bytes = Uint8Array.fromBase64(publicKey)
  if (bytes.toBase64() === publicKey && !isSmallOrder(bytes)) return
  const place = { pointer: `/body/codes/${index}/publicKey`, code: 'KEY_INVALID', detail: 'expected a public key that a code stands for' }
  throw new Problem(422, 'KEY_INVALID', 'A key is none that a code stands for', { errors: [place] })
}

function refuseRepeated(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === '23505')
    throw new Problem(409, 'KIT_EXISTS', 'A code of this kit is registered already; make a new kit')
  throw error
}
