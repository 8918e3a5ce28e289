import { useSyncExternalStore } from 'react'
import { CodedError } from '#base/coded-error.ts'
import { EnvelopeError } from '#envelope/envelope-error.ts'
import type { Filing, KeyEnvelope } from '#envelope/filing-schema.ts'
import { signOpeningRequest } from '#envelope/opening-request.ts'
import { hasKeys, heldKeys, onKeyChange } from '#identity/key-ring.ts'
import { unlockOwnKeys } from '#identity/own-keys-client.ts'
import { useSignedIn, type SignedIn } from '#identity/session-client.ts'
import { request } from '#ui/api.ts'
import { browserNow } from '#ui/browser-clock.ts'
import type { OpeningRelease } from './opening-schema.ts'
import { readReport, type ReadReport } from './read-report.ts'

/** A report whose sealed part was read on this device, and the entry that says so. */
export type OpenedReport = {
  readonly reportId: string
  readonly openingId: string
  readonly openedAt: string
  readonly content: ReadReport
}

/** A wish to open a report, as the officer stated it. */
export type OpeningWish = {
  readonly filing: Filing
  /** As of {@link readReport}. */
  readonly added: readonly KeyEnvelope[]
  readonly purpose: string
  readonly session: SignedIn
}

/** What can go wrong besides the requests: nothing was logged in the first case, in the others the opening was. */
export type OpeningErrorCode = 'KEY_LOCKED' | 'OPENED_UNREADABLE' | 'OPENED_ALTERED'

/** An opening that did not lead to the sealed part. */
export class OpeningError extends CodedError<OpeningErrorCode> {}

type Shelf = { readonly personId: string | null; readonly reports: ReadonlyMap<string, OpenedReport> }

const nothing: Shelf = { personId: null, reports: new Map() }
let shelf = nothing

// What was read with keys goes when they go.
onKeyChange(() => {
  if (!hasKeys()) shelf = nothing
})

/** Returns the reports that the person who is signed in opened on this page, by id; they are in memory as long as that person's keys are. */
export function useOpenedReports(): ReadonlyMap<string, OpenedReport> {
  const { person } = useSignedIn()
  const { personId, reports } = useSyncExternalStore(subscribe, () => shelf)
  // Another tab may have signed somebody else in.
  return personId === person.id ? reports : nothing.reports
}

/**
 * Opens a report: unlocks the own keys, signs the wish, has it logged, and reads the sealed part on this device.
 *
 * @throws {OpeningError} `KEY_LOCKED` (nothing was logged), `OPENED_UNREADABLE` or `OPENED_ALTERED` (the opening is logged).
 * @throws {ApiError} if a request fails; whether the opening is logged, the list of openings tells.
 */
export async function openReportHere(wish: OpeningWish): Promise<OpenedReport> {
  const { filing } = wish
  const keys = await unlockOwnKeys(wish.session, envelopedTo(filing)).catch((cause: unknown) => {
    throw cause instanceof EnvelopeError ? new OpeningError('KEY_LOCKED', 'Cannot open: the own key is locked', { cause }) : cause
  })
  const requestedAt = browserNow().round('millisecond').toString()
  const { reportId, ...signed } = await signOpeningRequest({ reportId: filing.reportId, purpose: wish.purpose, requestedAt }, keys.person)
  const release = await request<OpeningRelease>(`/api/v1/reports/${encodeURIComponent(reportId)}/openings`, {
    method: 'POST',
    body: signed,
  })
  const content = await readReport(filing, release.logShare, keys, wish.added).catch((cause: unknown) => {
    const isAltered = cause instanceof EnvelopeError && cause.code === 'FILING_ALTERED'
    throw new OpeningError(isAltered ? 'OPENED_ALTERED' : 'OPENED_UNREADABLE', `Cannot read report ${reportId} after opening it`, { cause })
  })
  const report = { reportId, openingId: release.openingId, openedAt: release.openedAt, content }
  // The keys may have been forgotten in the meantime: then what they opened is not kept either.
  const personId = wish.session.person.id
  if (heldKeys(personId) === null) return report
  shelf = { personId, reports: new Map([...(shelf.personId === personId ? shelf.reports : []), [reportId, report]]) }
  for (const listener of listeners) listener()
  return report
}

/** The keys one of which opens the report; an officer looks for one of them before anything is logged. */
function envelopedTo({ sealed }: Filing): readonly string[] {
  return [...sealed.authorities, sealed.owner].map(({ keyId }) => keyId)
}

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  const stop = onKeyChange(listener)
  return () => {
    listeners.delete(listener)
    stop()
  }
}
