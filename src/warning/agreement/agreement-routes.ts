import { createHash } from 'node:crypto'
import Type from 'typebox'
import type { Database, InTransaction } from '#database/database.ts'
import { agreementText, isAgreementSigned, releaseAgreementSchema, type ReleaseAgreement } from '#envelope/release-agreement.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { Actor, PersonActor } from '#identity/actor.ts'
import { keyOfPerson } from '#identity/key-store.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { appendEntry } from '#receipt/append-entry.ts'
import { logInstant } from '#receipt/log-instant.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import type { Clock } from '#runtime/clock.ts'
import { isInForce, lockAgreement, openAgreement } from './agreement-for.ts'
import { findAgreement, replaceAgreement, revokeAgreement } from './agreement-store.ts'

/** What the routes about agreements work with. */
export type AgreementRouteParts = {
  readonly database: Database
  readonly ownerTags: OwnerTags
  readonly vault: FilingVault
  readonly clock: Clock
}

/** How long an agreement may count at most, in days. */
const longestDays = 366
/** How far the clock of a client may be off. */
const skewMinutes = 5
const agreementsPerMinute = 10

const currentSchema = Type.Object({
  agreement: Type.Union([releaseAgreementSchema, Type.Null()]),
  isInForce: Type.Boolean({ description: 'False where there is none, or it has run out' }),
})

/** Returns the routes by which an operator agrees beforehand to the release of warnings, sees to what, and takes it back at once. */
export function agreementRoutes(parts: AgreementRouteParts): readonly ActorRoute[] {
  return [readRoute(parts), giveRoute(parts), revokeRoute(parts)]
}

function readRoute(parts: AgreementRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/release-agreement',
    operation: 'readReleaseAgreement',
    summary:
      'To what the own operator agreed beforehand: which facts of its reports may become a warning where a report itself says nothing on it',
    tag: 'operators',
    permission: 'agreement.read',
    answers: { 200: { description: 'The agreement', schema: currentSchema } },
    handler: async ({ actor }) => {
      const { ownerTag } = ownerOf(actor, parts)
      const kept = await findAgreement(parts.database.kysely, ownerTag)
      const agreement = kept === null ? null : await openAgreement(kept, parts.vault)
      return { body: { agreement, isInForce: agreement !== null && isInForce(agreement, parts.clock.now()) } }
    },
  })
}

function giveRoute(parts: AgreementRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/release-agreement',
    operation: 'giveReleaseAgreement',
    summary: "Agrees beforehand, signed with the administrator's own key; takes the place of the agreement before and is logged",
    tag: 'operators',
    permission: 'agreement.give',
    body: releaseAgreementSchema,
    perMinute: agreementsPerMinute,
    answers: {
      201: { description: 'Agreed', schema: currentSchema },
      409: { description: 'There is another agreement with this id' },
      422: { description: 'Not signed by the caller, or its instants are not of now and within a year' },
    },
    handler: async ({ actor, body }) => {
      const { person, ownerTag } = ownerOf(actor, parts)
      refuseUnfit(body, parts.clock.now())
      await refuseForeign(body, person, parts)
      await parts.database.kysely.transaction().execute(async (tx) => {
        const { agreementId: id, agreedAt, until } = body
        if (!(await replaceAgreement(tx, { id, ownerTag, sealed: lockAgreement(body, parts.vault), agreedAt, until })))
          throw new Problem(409, 'AGREEMENT_EXISTS', 'There is another agreement with this id; use a fresh one')
        await log(tx, body, { change: 'agreed', now: parts.clock.now() })
      })
      return { status: 201, body: { agreement: body, isInForce: isInForce(body, parts.clock.now()) } }
    },
  })
}

function revokeRoute(parts: AgreementRouteParts): ActorRoute {
  return route({
    method: 'DELETE',
    path: '/api/v1/release-agreement',
    operation: 'revokeReleaseAgreement',
    summary: 'Takes the agreement back at once; what is already published stays, and the act is logged',
    tag: 'operators',
    permission: 'agreement.revoke',
    answers: { 204: { description: 'Nothing is agreed any more' }, 404: { description: 'There was none' } },
    handler: async ({ actor }) => {
      const { ownerTag } = ownerOf(actor, parts)
      await parts.database.kysely.transaction().execute(async (tx) => {
        const kept = await revokeAgreement(tx, ownerTag, parts.clock.now().toString())
        if (kept === null) throw notFound('agreement')
        await log(tx, await openAgreement(kept, parts.vault), { change: 'revoked', now: parts.clock.now() })
      })
      return { status: 204 }
    },
  })
}

function ownerOf(actor: Actor, { ownerTags }: AgreementRouteParts): { readonly person: PersonActor; readonly ownerTag: Buffer } {
  if (actor.kind !== 'person' || actor.organisationKind !== 'operator') throw notFound('agreement')
  return { person: actor, ownerTag: ownerTags.tagOf(actor.organisationId) }
}

function refuseUnfit({ agreedAt, until }: ReleaseAgreement, now: Temporal.Instant): void {
  const isOfNow = Math.abs(Temporal.Instant.from(agreedAt).epochMilliseconds - now.epochMilliseconds) <= skewMinutes * 60_000
  if (!isOfNow) refuse('AGREED_AT_WRONG', '/body/agreedAt', `expected the present instant, at most ${skewMinutes} minutes off`)
  const end = Temporal.Instant.from(until)
  const isLater = Temporal.Instant.compare(agreedAt, end) < 0
  if (!isLater || Temporal.Instant.compare(end, now.add({ hours: longestDays * 24 })) > 0)
    refuse('UNTIL_WRONG', '/body/until', `expected an instant after agreedAt and at most ${longestDays} days from now`)
}

async function refuseForeign(agreement: ReleaseAgreement, { personId }: PersonActor, { database }: AgreementRouteParts): Promise<void> {
  const key = await keyOfPerson(database.kysely, personId)
  if (key === null) throw new Problem(403, 'KEY_MISSING', 'You have no key of your own yet; enrol one before you agree')
  if (key.signing !== agreement.signer || !(await isAgreementSigned(agreement)))
    refuse('SIGNATURE_WRONG', '/body/signature', 'expected a signature by your own key over the whole agreement')
}

/** The log names the digest alone: whose agreement it is, it does not tell. */
async function log(
  tx: InTransaction,
  agreement: ReleaseAgreement,
  { change, now }: { readonly change: 'agreed' | 'revoked'; readonly now: Temporal.Instant },
): Promise<void> {
  const digest = createHash('sha256').update(agreementText(agreement)).digest('hex')
  await appendEntry(tx, { kind: 'agreement', at: logInstant(now), agreement: agreement.agreementId, change, digest })
}

function refuse(code: string, pointer: string, detail: string): never {
  throw new Problem(422, code, `The agreement is refused: ${pointer}: ${detail}`, { errors: [{ pointer, code, detail }] })
}
