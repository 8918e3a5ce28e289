import { verifyShareRequest, type ShareRequest } from '#envelope/share-request.ts'
import { findAuthority, type AuthorityRow } from '#authority/authority-store.ts'
import type { Database, InTransaction } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import { can } from '#identity/can.ts'
import { lockPerson } from '#identity/identity-store.ts'
import { findOrganisationKey, keyOfPerson } from '#identity/key-store.ts'
import { addRecipient, findIncident } from '#incident/incident-store.ts'
import { lawsNaming } from '#obligation/laws-naming.ts'
import { findOperator, operatorIds } from '#operator/operator-store.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { appendCaseEntry } from '#receipt/append-entry.ts'
import { hashText } from '#key-directory/fingerprint.ts'
import { logInstant } from '#receipt/log-instant.ts'
import { putAddedEnvelope } from '#report/added-envelope-store.ts'
import { addHolder, holdersOfReport } from '#report/report-store.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import type { Clock } from '#runtime/clock.ts'
import { isFresh } from './fresh.ts'

/** What sharing works with. */
export type SharingParts = {
  readonly database: Database
  readonly clock: Clock
  readonly ownerTags: OwnerTags
  readonly rulebooks: readonly Rulebook[]
}

/** A report that a further authority may open from now on, and the entry that says so. */
export type SharedReport = { readonly reportId: string; readonly authority: string; readonly sharedAt: string; readonly entrySeq: number }

/**
 * Lets a further authority read a report, as a reader of it wished, and logs it.
 *
 * The half in the envelope was wrapped on the reader's machine: nobody here could have made it, and nobody here can look into it.
 *
 * @throws {Problem} 404 if report or right to it is missing, 403 `SHARE_REFUSED` if the signature does not hold, 422 `RECIPIENT_UNKNOWN` or
 *   `SHARE_NO_JURISDICTION`, 409 `ALREADY_SHARED`.
 */
export function shareReport(personId: string, request: ShareRequest, parts: SharingParts): Promise<SharedReport> {
  return parts.database.kysely.transaction().execute(async (tx) => {
    const reader = await lockPerson(tx, personId)
    const report = await holdersOfReport(tx, request.reportId)
    const received = reader !== null && (report?.authorityIds.includes(reader.person.organisationId) ?? false)
    if (reader === null || report === null || !can(reader.person, 'opening.share', { own: false, received })) throw notFound('report')
    const now = parts.clock.now()
    const key = await keyOfPerson(tx, personId, true)
    if (key === null || !isFresh(request.requestedAt, now) || !(await verifyShareRequest(request, key.signing)))
      throw new Problem(403, 'SHARE_REFUSED', 'The wish to share is not signed by your own key, or is older than five minutes')
    const incident = await findIncident(tx, report.incidentId, true)
    if (incident === null) throw notFound('report')
    const further = await findFurther(tx, request.keyId)
    if (report.authorityIds.includes(further.authority.organisationId))
      throw new Problem(409, 'ALREADY_SHARED', 'This authority holds the report already')
    if (!(await hasJurisdiction(tx, further.authority, { ownerTag: incident.ownerTag, parts })))
      throw new Problem(422, 'SHARE_NO_JURISDICTION', 'No law names this authority for reports of this operator')
    const own = await findAuthority(tx, reader.person.organisationId)
    await putAddedEnvelope(tx, request.reportId, { keyId: request.keyId, envelope: request.envelope, at: now.toString() })
    await addHolder(tx, request.reportId, further.authority.organisationId)
    await addRecipient(tx, report.incidentId, further.authority.organisationId)
    const entry = await appendCaseEntry(tx, {
      kind: 'share',
      at: logInstant(now),
      case: report.incidentId,
      report: request.reportId,
      authority: own?.code ?? reader.person.organisationId,
      officer: reader.pseudonym,
      with: further.authority.code,
      recipient: hashText(further.recipient),
    })
    return { reportId: request.reportId, authority: further.authority.code, sharedAt: now.toString(), entrySeq: entry.seq }
  })
}

async function findFurther(tx: InTransaction, keyId: string): Promise<{ readonly authority: AuthorityRow; readonly recipient: string }> {
  const key = await findOrganisationKey(tx, keyId)
  const authority = key === null ? null : await findAuthority(tx, key.organisationId)
  if (key === null || authority === null)
    throw new Problem(422, 'RECIPIENT_UNKNOWN', 'The envelope is for no key of an authority that is in use; read the directory again')
  return { authority, recipient: key.recipient }
}

/** A ministry answers for the operators of its sectors; other authorities for those of whom a law may name them. */
async function hasJurisdiction(
  tx: InTransaction,
  authority: AuthorityRow,
  { ownerTag, parts }: { readonly ownerTag: Buffer; readonly parts: SharingParts },
): Promise<boolean> {
  if (authority.sectors.length === 0) return lawsNaming(authority, parts.rulebooks).length > 0
  const ids = await operatorIds(tx)
  const operatorId = ids.find((id) => parts.ownerTags.tagOf(id).equals(ownerTag))
  const operator = operatorId === undefined ? null : await findOperator(tx, operatorId)
  return operator?.sectors.some((sector) => authority.sectors.includes(sector)) ?? false
}
