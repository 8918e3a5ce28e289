import type { JsonObject } from '#base/canonical-json.ts'
import { encryptFor } from './age-file.ts'
import type { SealedAttachment } from './sealed-attachment.ts'
import { sealDenyList } from './deny-list.ts'
import { publicKeyOf, sign } from './ed25519.ts'
import { EnvelopeError } from './envelope-error.ts'
import { mostAttachments, type Filing, type KeyEnvelope } from './filing-schema.ts'
import { signedBytes } from './filing-signature.ts'
import { unwrapWith, wrapFor } from './key-envelope.ts'
import { openFiling } from './open-filing.ts'
import type { PersonalKey } from './personal-key.ts'
import { wrapForRecovery } from './recovery-envelope.ts'
import { generateReportKey, splitReportKey, type GeneratedReportKey, type Shares } from './report-key.ts'
import { writeSealedBody } from './sealed-body.ts'

/** A report before it is sealed: `sealed` is still plaintext. */
export type FilingDraft = Omit<Filing, 'format' | 'sealed' | 'signature'> & {
  readonly sealed: JsonObject
  /** Attachments, sealed before the report for its key. */
  readonly enclosed?: { readonly reportKey: GeneratedReportKey; readonly attachments: readonly SealedAttachment[] }
  /** Words that must not get out, for the release gate; sealed only where `gate` is among the keys. */
  readonly denyTerms?: readonly string[]
}

/** An organisation key out of the directory. */
export type DirectoryKey = {
  readonly keyId: string
  /** Hybrid age recipient, `age1pq1…`. */
  readonly recipient: string
}

/** For whom a report is sealed, and by whom. */
export type SealingKeys = {
  readonly owner: DirectoryKey
  /** 1 to 16. */
  readonly authorities: readonly DirectoryKey[]
  readonly log: DirectoryKey
  /** The national recovery key, whose private half lies split and offline. */
  readonly recovery: DirectoryKey
  /** The release gate, which alone reads the words that must not get out; absent or null where there is none to seal to. */
  readonly gate?: DirectoryKey | null
  readonly signer: PersonalKey
  readonly signerKeyId: string
  /** The operator's own key, where the filer holds it: the filing is then opened with it before anybody gets it. */
  readonly ownerIdentity?: string | undefined
}

/**
 * Returns `draft` as a filing: sealed part encrypted under a fresh report key, one half of that key enveloped to the operator and to each
 * authority, the other half to the log service, the whole key to the national recovery key; all of it signed by the filer.
 *
 * Two calls with the same draft share no ciphertext: keep the filing and resend it on a retry.
 *
 * @throws {EnvelopeError} `RECIPIENT_REFUSED` if a key is not hybrid, if there are no or more than 16 authorities, or if the key of the
 *   log service or of recovery also stands elsewhere, which would give one party the whole report key; `CONTENT_TOO_LARGE` beyond 1 MiB; `FILING_MALFORMED` if an answer
 *   is not JSON; `SEAL_UNREADABLE` if what was sealed does not open again, or not with the operator's own key; `SIGNING_KEY_REFUSED` if the signer's seed is not 32 bytes long.
 */
export async function sealFiling(draft: FilingDraft, keys: SealingKeys): Promise<Filing> {
  refuseUnfit(keys)
  const signer = { keyId: keys.signerKeyId, publicKey: await publicKeyOf(keys.signer.signing) }
  const attachments = draft.enclosed?.attachments ?? []
  const labels = attachments.map(({ label }) => label)
  const body = writeSealedBody({ sealed: draft.sealed, signer, ...(labels.length === 0 ? {} : { attachments: labels }) })
  const { key, recipient } = await reportKeyOf(draft)
  const shares = splitReportKey(key)
  const unsigned: Omit<Filing, 'signature'> = {
    format: 'noroshi-filing-1',
    reportId: draft.reportId,
    incidentId: draft.incidentId,
    previousReportId: draft.previousReportId,
    stage: draft.stage,
    rulebook: draft.rulebook,
    handling: draft.handling,
    shareable: draft.shareable,
    sealed: {
      body: (await encryptFor(recipient, body)).toBase64(),
      owner: await envelopeFor(keys.owner, shares.authority),
      authorities: await Promise.all(keys.authorities.map((authority) => envelopeFor(authority, shares.authority))),
      log: await envelopeFor(keys.log, shares.log),
      recovery: {
        keyId: keys.recovery.keyId,
        envelope: await wrapForRecovery(keys.recovery.recipient, { key, authorityShare: shares.authority }),
      },
      attachments: attachments.map(({ filed }) => filed),
      ...(await denyListOf(draft, keys.gate ?? null)),
    },
  }
  const filing = { ...unsigned, signature: await sign(await signedBytes(unsigned), keys.signer.signing) }
  await refuseUnreadable(filing, { ...shares, ownerIdentity: keys.ownerIdentity })
  return filing
}

/** An empty list is sealed as well: whether a filer has words to keep in is nobody's business. */
async function denyListOf(
  { reportId, denyTerms = [] }: FilingDraft,
  gate: DirectoryKey | null,
): Promise<Pick<Filing['sealed'], 'denyList'>> {
  if (gate === null) return {}
  return { denyList: { keyId: gate.keyId, file: await sealDenyList(denyTerms, { reportId, recipient: gate.recipient }) } }
}

/** A filing that its own operator cannot open would meet a duty with nonsense, and nobody but a reader would notice. */
async function refuseUnreadable(filing: Filing, made: Shares & { readonly ownerIdentity: string | undefined }): Promise<void> {
  const { ownerIdentity, log } = made
  try {
    const authority = ownerIdentity === undefined ? made.authority : await unwrapWith(ownerIdentity, filing.sealed.owner.envelope)
    await openFiling(filing, { authority, log })
  } catch (cause) {
    const detail = ownerIdentity === undefined ? '' : ": the directory's key of your organisation may not be the one that you hold"
    throw new EnvelopeError('SEAL_UNREADABLE', `The sealed report does not open again, so it must not be sent${detail}`, { cause })
  }
}

async function reportKeyOf({ reportId, enclosed }: FilingDraft): Promise<GeneratedReportKey> {
  if (enclosed === undefined) return await generateReportKey(reportId)
  if (enclosed.reportKey.key.reportId === reportId && enclosed.attachments.length <= mostAttachments) return enclosed.reportKey
  throw new EnvelopeError(
    'FILING_MALFORMED',
    `Cannot seal report ${reportId}: expected its own key and at most ${mostAttachments} attachments`,
  )
}

async function envelopeFor(key: DirectoryKey, share: Uint8Array): Promise<KeyEnvelope> {
  return { keyId: key.keyId, envelope: await wrapFor(key.recipient, share) }
}

function refuseUnfit({ owner, authorities, log, recovery, gate }: SealingKeys): void {
  if (authorities.length < 1 || authorities.length > 16) {
    throw new EnvelopeError('RECIPIENT_REFUSED', `Cannot seal for ${authorities.length} authorities: expected 1 to 16`)
  }
  if ([owner, ...authorities].some((key) => key.recipient === log.recipient)) {
    throw new EnvelopeError('RECIPIENT_REFUSED', `Cannot seal: key ${log.keyId} of the log service would hold both halves`)
  }
  if ([owner, ...authorities, log, ...(gate ? [gate] : [])].some((key) => key.recipient === recovery.recipient)) {
    throw new EnvelopeError(
      'RECIPIENT_REFUSED',
      `Cannot seal: recovery key ${recovery.keyId} is in use elsewhere, where it would open everything alone`,
    )
  }
}
