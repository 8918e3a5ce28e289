import { Problem } from '#http/problem.ts'
import { clearances } from '#identity/actor.ts'
import { findPublished } from '#warning/warning-store.ts'
import type { PublishedWarning } from '#warning/warning-table.ts'
import { warningTitle } from '#warning/warning-text.ts'
import type { LinkedWarning } from './answers-body.ts'
import { tokenDigest, type AnswerGrant, type AnswerLinks } from './answer-link.ts'
import { clearanceOfOrganisation, isSpent, spendLink, unspendLink } from './answer-link-store.ts'
import { recordSighting, type Answerer, type SightingParts } from './record-sighting.ts'
import type { SightingKind } from './sighting.ts'

/** What links in mails are answered with. */
export type LinkParts = SightingParts & { readonly answerLinks: AnswerLinks }

/** The highest marking of which a mail says more than that there is a warning. */
const mostOpenInMail = clearances.indexOf('green')

/**
 * Returns what a link is about; changes nothing.
 *
 * @throws {Problem} 404 `LINK_UNKNOWN` for a link that is not ours, or of a warning or a reader that is gone; 410 `LINK_EXPIRED`.
 */
export async function readLink(parts: LinkParts, token: string): Promise<LinkedWarning> {
  const { warning } = await openLink(parts, token)
  const { id, publishedAt, tlp, content, act } = warning
  const title = clearances.indexOf(tlp) <= mostOpenInMail ? warningTitle(content, act) : null
  return { warningId: id, publishedAt, title, isSpent: await isSpent(parts.database.kysely, tokenDigest(token)) }
}

/**
 * Answers the warning of a link, once.
 *
 * @throws {Problem} as {@link readLink}; 409 `LINK_SPENT` where it was used before, 410 `WARNING_OVER` where the warning takes no answer any more.
 */
export async function answerByLink(parts: LinkParts, token: string, kind: SightingKind): Promise<void> {
  const { grant, answerer } = await openLink(parts, token)
  const { kysely } = parts.database
  const digest = tokenDigest(token)
  const link = { digest, forgetAt: forgottenAt(grant).toString(), now: parts.clock.now().toString() }
  if (!(await spendLink(kysely, link)))
    throw new Problem(409, 'LINK_SPENT', 'This link has been used; to correct the answer, sign in and open the warning')
  const { taken } = await recordSighting(parts, answerer, { kind, subjectIds: [grant.warningId] })
  if (taken.length > 0) return
  await unspendLink(kysely, digest)
  throw new Problem(410, 'WARNING_OVER', 'The warning was taken back or is over: it takes no answer any more')
}

/** When a used link can be forgotten: at the end of a month. Its own instant would tell by which mail it went, and so who answered. */
function forgottenAt({ expiresAt }: AnswerGrant): Temporal.Instant {
  return expiresAt.toZonedDateTimeISO('UTC').add({ months: 1 }).with({ day: 1 }).startOfDay().toInstant()
}

type OpenedLink = { readonly grant: AnswerGrant; readonly answerer: Answerer; readonly warning: PublishedWarning }

async function openLink(parts: LinkParts, token: string): Promise<OpenedLink> {
  const grant = parts.answerLinks.grantOf(token)
  if (grant === null) throw unknownLink()
  if (Temporal.Instant.compare(grant.expiresAt, parts.clock.now()) <= 0)
    throw new Problem(410, 'LINK_EXPIRED', 'This link is too old; sign in and open the warning to answer it')
  const { kysely } = parts.database
  const clearance = await clearanceOfOrganisation(kysely, grant.organisationId)
  const warning = clearance === null ? null : await findPublished(kysely, clearance, grant.warningId)
  if (clearance === null || warning === null) throw unknownLink()
  return { grant, warning, answerer: { organisationId: grant.organisationId, clearance } }
}

function unknownLink(): Problem {
  return new Problem(404, 'LINK_UNKNOWN', 'There is no such link, or what it was for is gone')
}
