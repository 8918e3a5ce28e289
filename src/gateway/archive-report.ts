import Type from 'typebox'
import { Check } from 'typebox/value'
import { EnvelopeError } from '#envelope/envelope-error.ts'
import type { SealedContent } from '#envelope/sealed-body.ts'
import { checkSigner, type ListedSigner, type SignerVerdict } from '#opening/signer-check.ts'
import { openingReleaseSchema } from '#opening/opening-schema.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Logger } from '#runtime/logger.ts'
import { ServiceError, type ServiceClient } from '#runtime/service-client.ts'
import type { Archive } from './archive-store.ts'
import type { ArchivedReport, ArchiveState, FailureCode, LoggedOpening, SealedReport, Wish } from './archived-report.ts'
import type { GatewayKeys } from './gateway-keys.ts'

/** What a gateway needs of an answer; a newer server may say more. */
const releaseSchema = Type.Object(openingReleaseSchema.properties)
const answersSchema = Type.Object({})
const envelopesSchema = Type.Array(Type.Object({ keyId: Type.String(), envelope: Type.String() }))
const sealedReportSchema = Type.Object({
  filing: Type.Object({
    reportId: Type.String(),
    handling: answersSchema,
    shareable: answersSchema,
    sealed: Type.Object({ authorities: envelopesSchema }),
  }),
  added: envelopesSchema,
})

/** What opening a report works with. */
export type ArchivingParts = {
  readonly archive: Archive
  readonly keys: GatewayKeys
  readonly client: ServiceClient
  readonly clock: Clock
  readonly logger: Logger
}

/** Why a report is to be opened, and who inside the authority asked; null where the gateway opens everything. */
export type ArchivingReason = { readonly purpose: string; readonly askedBy: string | null }

/**
 * Opens a report after its entry in the log, and keeps it; returns how far it came.
 *
 * Every step is on the disk before the next begins: after a break the same signed wish is sent again, and what the log service released is used
 * before anything is asked for anew. A report that no key of the gateway fits, or whose form it
 * does not know, stays as it is and leaves no entry.
 *
 * @throws {ServiceError} if the server or the log service is away, or refuses the gateway itself; the report waits where it is.
 */
export async function archiveReport(archived: ArchivedReport, reason: ArchivingReason, parts: ArchivingParts): Promise<ArchivedReport> {
  const { report } = archived
  let { state } = archived
  let mayRenew = true
  while (state.step !== 'kept' && state.step !== 'failed') {
    const next = await nextState(report.reportId, state, { reason, parts, mayRenew })
    if (next === null) {
      parts.logger.warn('report waits for a key or a newer gateway', { id: report.reportId })
      return { report, state }
    }
    if (state.step === 'wished' && next.step === 'wished') mayRenew = false
    state = next
    parts.archive.put({ report, state })
  }
  if (state.step === 'failed') parts.logger.warn('alarm report not kept', { id: report.reportId, code: state.code })
  else if (state.verdict !== 'listed') parts.logger.warn('alarm signer not as listed', { id: report.reportId, code: state.verdict })
  return { report, state }
}

type How = { readonly reason: ArchivingReason; readonly parts: ArchivingParts; readonly mayRenew: boolean }
type OpenState = Extract<ArchiveState, { step: 'known' | 'wished' | 'released' }>

async function nextState(reportId: string, state: OpenState, { reason, parts, mayRenew }: How): Promise<ArchiveState | null> {
  switch (state.step) {
    case 'known':
      return wish(reportId, reason, parts)
    case 'wished':
      return open(state.wish, parts, mayRenew)
    case 'released':
      return read(state, parts)
  }
}

async function wish(reportId: string, reason: ArchivingReason, parts: ArchivingParts): Promise<ArchiveState | null> {
  const answer = await orNull(parts.client.json(`/api/v1/reports/${reportId}`))
  if (answer === null) return failed('refused', null, parts)
  if (!isSealedReport(answer)) return null
  if (answer.filing.reportId !== reportId) return failed('altered', null, parts)
  const report = { filing: answer.filing, added: answer.added }
  return (await parts.keys.mayRead(report)) ? { step: 'wished', wish: await newWish(report, reason, parts) } : null
}

async function newWish({ filing, added }: SealedReport, reason: ArchivingReason, { keys, clock }: ArchivingParts): Promise<Wish> {
  const { purpose, askedBy } = reason
  const requestedAt = clock.now().round('millisecond').toString()
  return { request: await keys.sign({ reportId: filing.reportId, purpose, requestedAt }), filing, added, askedBy }
}

async function open(wished: Wish, parts: ArchivingParts, mayRenew: boolean): Promise<ArchiveState> {
  const { reportId, ...body } = wished.request
  try {
    const path = `/api/v1/reports/${reportId}/openings`
    const release: unknown = await parts.client.json(path, { method: 'POST', body: JSON.stringify(body) })
    // Logged all the same: asking again would only leave another entry.
    if (!Check(releaseSchema, release)) return failed('unreadable', null, parts)
    const { openingId, openedAt, logShare, entry } = release
    return { step: 'released', wish: wished, opening: { openingId, openedAt, logShare, entry } }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    if (error.code === 'LOG_HALF_UNREADABLE') return failed('unreadable', null, parts)
    if (error.status === 404) return failed('refused', null, parts)
    if (!mayRenew || !isSpent(error, wished, parts.clock)) throw error
    // It was logged before a break, and its answer was lost; or it is too old to be taken. Only a new wish leads on.
    const { request, askedBy } = wished
    return { step: 'wished', wish: await newWish(wished, { purpose: request.purpose, askedBy }, parts) }
  }
}

const freshMinutes = 4

function isSpent(error: ServiceError, wish: Wish, clock: Clock): boolean {
  if (error.code === 'OPENING_REPEATED') return true
  const age = clock.now().since(Temporal.Instant.from(wish.request.requestedAt)).total('minutes')
  return error.code === 'OPENING_REFUSED' && age >= freshMinutes
}

async function read(
  { wish: { request, filing, added, askedBy }, opening }: { readonly wish: Wish; readonly opening: LoggedOpening },
  parts: ArchivingParts,
): Promise<ArchiveState> {
  const { logShare, ...logged } = opening
  try {
    const { sealed, signer, attachments = [], key } = await parts.keys.read({ filing, added }, logShare)
    const verdict = await verdictOn(signer, parts)
    const said = { filing, sealed, signer, attachments, reportKey: key.identity, verdict }
    return { step: 'kept', opening: logged, purpose: request.purpose, askedBy, ...said }
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error
    return failed(error.code === 'FILING_ALTERED' ? 'altered' : 'unreadable', logged, parts)
  }
}

function isSealedReport(value: unknown): value is SealedReport {
  return Check(sealedReportSchema, value)
}

async function verdictOn(signer: SealedContent['signer'], { client }: ArchivingParts): Promise<SignerVerdict> {
  // The id comes out of the report and may be anything.
  const listed = await orNull(client.json(`/api/v1/keys/${encodeURIComponent(signer.keyId)}`))
  return checkSigner(signer, listed as unknown as ListedSigner | null)
}

/** Returns what was asked for, or null where the server says that there is no such thing. */
async function orNull<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  return answer.catch((error: unknown) => {
    if (error instanceof ServiceError && (error.status === 404 || error.status === 422 || error.status === 400)) return null
    throw error
  })
}

function failed(code: FailureCode, opening: Omit<LoggedOpening, 'logShare'> | null, { clock }: ArchivingParts): ArchiveState {
  return { step: 'failed', code, at: clock.now().toString(), opening }
}
