import type { JsonObject } from '#base/canonical-json.ts'
import type { AttachmentLabel } from '#envelope/attachment-label.ts'
import type { Filing, KeyEnvelope } from '#envelope/filing-schema.ts'
import type { OpeningRequest } from '#envelope/opening-request.ts'
import type { SealedContent } from '#envelope/sealed-body.ts'
import type { OpeningRelease } from '#opening/opening-schema.ts'
import type { SignerVerdict } from '#opening/signer-check.ts'

/** A report that the authority received, as the server lists it. */
export type ReceivedReport = {
  readonly reportId: string
  readonly incidentId: string
  readonly stage: string
  readonly revision: number
  /** Instant, ISO 8601 in UTC. */
  readonly filedAt: string
}

/** A report whose sealed part is ciphertext still, and the envelopes that came after it for keys that the authority did not have then. */
export type SealedReport = { readonly filing: Filing; readonly added: readonly KeyEnvelope[] }

/** A wish to open a report, written down before it is sent so that the same one is sent again after a break. */
export type Wish = SealedReport & {
  readonly request: OpeningRequest
  /** Who inside the authority asked for it, or null where the gateway opens everything. */
  readonly askedBy: string | null
}

/** An opening that the log has, with its entry, which opens the commitment in the log. */
export type LoggedOpening = Pick<OpeningRelease, 'openingId' | 'openedAt' | 'logShare' | 'entry'>

/** Why a report that was opened is not in the archive. */
export type FailureCode =
  /** Its key or its sealed part does not decrypt: garbage, or not sealed for this authority. */
  | 'unreadable'
  /** What lies around the sealed part is not what its filer signed. */
  | 'altered'
  /** The server says that there is no such report, or no right to it. */
  | 'refused'

/** What the archive holds of one report, by how far it has come. */
export type ArchiveState =
  | { readonly step: 'known' }
  | { readonly step: 'wished'; readonly wish: Wish }
  | { readonly step: 'released'; readonly wish: Wish; readonly opening: LoggedOpening }
  | { readonly step: 'failed'; readonly code: FailureCode; readonly at: string; readonly opening: Omit<LoggedOpening, 'logShare'> | null }
  | ({ readonly step: 'kept' } & KeptContent)

/** What a report says, as it was opened. */
export type KeptContent = {
  readonly opening: Omit<LoggedOpening, 'logShare'>
  readonly purpose: string
  readonly askedBy: string | null
  /** The filing as it was signed, so that its signature can be checked again at any time. */
  readonly filing: Filing
  readonly sealed: JsonObject
  readonly signer: SealedContent['signer']
  /** Names of the attachments, as the sealed part gives them. */
  readonly attachments: readonly AttachmentLabel[]
  /** age identity of the report's own key, to which its attachments are sealed. */
  readonly reportKey: string
  /** Whether the directory lists the key that signed, for an operator. Anything but `listed` is an alarm. */
  readonly verdict: SignerVerdict
}

/** One report in the archive. */
export type ArchivedReport = { readonly report: ReceivedReport; readonly state: ArchiveState }

/** A report in the archive that was opened. */
export type KeptReport = { readonly report: ReceivedReport; readonly state: Extract<ArchiveState, { step: 'kept' }> }

/** Tells whether a report was opened and kept. */
export function isKept(archived: ArchivedReport): archived is KeptReport {
  return archived.state.step === 'kept'
}

/** Returns the kind of incident that a kept report names, or `unknown`. */
export function kindOf({ state }: KeptReport): string {
  return textOf(state.filing.handling, 'inc.kind') ?? 'unknown'
}

/** Returns the name of the operator that a kept report gives, or null. */
export function operatorOf({ state }: KeptReport): string | null {
  return textOf(state.sealed, 'ent.name')
}

function textOf(answers: JsonObject, id: string): string | null {
  const value = Object.hasOwn(answers, id) ? answers[id] : undefined
  return typeof value === 'string' ? value : null
}
