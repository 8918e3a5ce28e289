import { findAuthority } from '#authority/authority-store.ts'
import type { Database } from '#database/database.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { Problem } from '#http/problem.ts'
import type { PersonActor } from '#identity/actor.ts'
import { pseudonymOf } from '#identity/identity-store.ts'
import { keyOfPerson, organisationsOfKeys } from '#identity/key-store.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { FilingResult } from '#report/file-report.ts'
import type { Intake } from '#report/intake.ts'
import type { Clock } from '#runtime/clock.ts'
import { longestDelayHours, noticeFieldIds } from './phone-notice.ts'
import { keepNotice } from './phone-notice-store.ts'
import { tellOperator } from './tell-operator.ts'
import { phonesOf } from './phone-store.ts'
import { phoneText } from './phone-text.ts'

/** What filing a notice works with. */
export type PhoneNoticeParts = {
  readonly database: Database
  readonly ownerTags: OwnerTags
  readonly clock: Clock
  readonly intake: Intake
}

/** A notice as the officer sends it. */
export type IncomingNotice = {
  readonly operatorId: string
  readonly filing: Filing
  /** The JSON text of `filing`. */
  readonly bytes: Uint8Array
  /** When the call was taken. Instant, ISO 8601 in UTC. */
  readonly calledAt: string
  /** Place of the registered number on which the officer called back, from 1. */
  readonly calledBackOn: number
}

/**
 * Files what an officer wrote down in a call as the operator's first report, signed by the officer: it counts from the call, and the operator is told.
 *
 * @throws {Problem} 422 `NOTICE_STAGE_WRONG`, `NOTICE_FIELD_UNEXPECTED`, `CALL_TIME_IMPOSSIBLE`, `NUMBER_NOT_REGISTERED`, `RECIPIENT_MISSING`; 403
 *   `KEY_MISSING`; and as the intake.
 */
export async function filePhoneNotice(officer: PersonActor, notice: IncomingNotice, parts: PhoneNoticeParts): Promise<FilingResult> {
  const queries = parts.database.kysely
  const { filing, bytes, operatorId, calledAt, calledBackOn } = notice
  refuseUnfit(notice, parts.clock.now())
  const numbers = (await phonesOf(queries, [operatorId])).get(operatorId) ?? []
  if (numbers[calledBackOn - 1] === undefined)
    refuse('NUMBER_NOT_REGISTERED', '/body/calledBackOn', 'expected the place of a number that the registry has of this operator')
  const key = await keyOfPerson(queries, officer.personId)
  if (key === null) throw new Problem(403, 'KEY_MISSING', 'You have no key of your own yet; enrol one before you file')
  await refuseUnreadable(filing, officer, parts)
  const authority = (await findAuthority(queries, officer.organisationId))?.code ?? officer.organisationId
  const came = { way: 'phone', authority, officer: await pseudonymOf(queries, officer.personId) } as const
  const filer = { operatorId, signing: key.signing, taken: { reachedAt: calledAt, came }, admit: () => Promise.resolve() }
  const result = await parts.intake.fileFor(filer, { filing, bytes, idempotencyKey: filing.reportId })
  const { reportId, incidentId } = result.report
  await keepNotice(queries, { reportId, incidentId, authorityId: officer.organisationId, calledBackOn })
  await tellOperator(queries, { report: result.report, recipient: parts.ownerTags.tagOf(operatorId), body: phoneText.operatorNote })
  return result
}

function refuseUnfit({ filing, calledAt }: IncomingNotice, now: Temporal.Instant): void {
  if (filing.stage !== 'initial') refuse('NOTICE_STAGE_WRONG', '/body/filing/stage', 'expected a first report')
  const allowed: ReadonlySet<string> = new Set(noticeFieldIds)
  for (const part of ['handling', 'shareable'] as const) {
    const further = Object.keys(filing[part]).find((field) => !allowed.has(field) && !field.startsWith('ent.'))
    // A warning is made with the operator's own consent alone, which nobody gives by telephone.
    if (further !== undefined)
      refuse('NOTICE_FIELD_UNEXPECTED', `/body/filing/${part}/${further}`, 'expected one of the ten fields of a notice')
  }
  const at = Temporal.Instant.from(calledAt)
  const isPossible = Temporal.Instant.compare(at, now) <= 0 && Temporal.Instant.compare(now.subtract({ hours: longestDelayHours }), at) <= 0
  if (!isPossible) refuse('CALL_TIME_IMPOSSIBLE', '/body/calledAt', `expected an instant of the last ${longestDelayHours} hours`)
}

/** The officer's own authority must be able to open what its officer wrote. */
async function refuseUnreadable(filing: Filing, officer: PersonActor, { database, clock }: PhoneNoticeParts): Promise<void> {
  const keyIds = filing.sealed.authorities.map(({ keyId }) => keyId)
  const holders = await organisationsOfKeys(database.kysely, keyIds, clock.now().toString())
  if ([...holders.values()].includes(officer.organisationId)) return
  refuse('RECIPIENT_MISSING', '/body/filing/sealed/authorities', 'expected an envelope for your own authority too')
}

function refuse(code: string, pointer: string, detail: string): never {
  throw new Problem(422, code, `The notice is refused: ${pointer}: ${detail}`, { errors: [{ pointer, code, detail }] })
}
