import { utf8 } from '#base/bytes.ts'
import { canonicalJson } from '#base/canonical-json.ts'
import { isSignature, sign } from './ed25519.ts'
import { EnvelopeError } from './envelope-error.ts'
import type { PersonalKey } from './personal-key.ts'

/** What two people or more want done with a warning: everything that publishing it depends on. */
export type WarningWish = {
  readonly draftId: string
  readonly warningId: string
  readonly act: 'release' | 'revision' | 'recall'
  readonly authorityId: string
  /** The held report that it frees, or null. */
  readonly reportId: string | null
  /** The campaign that it is about, with the reports on which it rests, in order; null for any other. */
  readonly campaign: { readonly id: string; readonly reportIds: readonly string[] } | null
  /** The version that it changes; null for a first one. */
  readonly baseVersion: number | null
  /** SHA-256 in hexadecimal of the content as canonical JSON; null where there is none of its own. */
  readonly content: string | null
  /** Ids of indicators to be taken back, in order. */
  readonly takenBack: readonly string[]
  readonly reason: string | null
  /** Why it may say what could narrow down who was hit; null where it does not. */
  readonly overrule: string | null
}

/** In which part somebody signs: who drafts, or who approves. */
export type WarningPart = 'draft' | 'approval'

/** Who signs, in which part, and when (ISO 8601 in UTC). */
export type WarningSigner = { readonly part: WarningPart; readonly personId: string; readonly signedAt: string }

/**
 * Returns the signature, base64, of one of the people that a warning takes.
 *
 * @throws {EnvelopeError} `FILING_MALFORMED` if a text is not valid Unicode; `SIGNING_KEY_REFUSED` for an unfit key.
 */
export async function signWarningWish(wish: WarningWish, signer: WarningSigner, key: PersonalKey): Promise<string> {
  return sign(wishBytes(wish, signer), key.signing)
}

/**
 * Tells whether the person with this signing key signed exactly this wish in this part. False for anything malformed.
 *
 * @param how Signature, and Ed25519 public key of the signer, both base64.
 */
export async function verifyWarningWish(
  wish: WarningWish,
  signer: WarningSigner,
  how: { readonly signature: string; readonly signing: string },
): Promise<boolean> {
  try {
    return await isSignature(how.signature, wishBytes(wish, signer), how.signing)
  } catch (error) {
    if (error instanceof EnvelopeError) return false
    throw error
  }
}

/** Returns the bytes to sign: the line `noroshi-warning-wish-1 draft` or `… approval`, then canonical JSON (RFC 8785) of wish, person and instant. */
function wishBytes(wish: WarningWish, { part, personId, signedAt }: WarningSigner): Uint8Array<ArrayBuffer> {
  const { draftId, warningId, act, authorityId, reportId, campaign, baseVersion, content, takenBack, reason, overrule } = wish
  // Of what is not there nothing is said, as before there was any: what was signed then stays valid.
  const about = campaign === null ? {} : { campaign: { id: campaign.id, reportIds: campaign.reportIds } }
  const knowingly = overrule === null ? {} : { overrule }
  const draft = { draftId, warningId, act, authorityId, reportId, ...about, baseVersion, content, takenBack, reason, ...knowingly }
  const whole = { ...draft, personId, signedAt }
  try {
    return utf8(`noroshi-warning-wish-1 ${part}\n${canonicalJson(whole)}`)
  } catch (cause) {
    throw new EnvelopeError('FILING_MALFORMED', 'Cannot write the wish for a warning as canonical JSON', { cause })
  }
}
