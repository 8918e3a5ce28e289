import { decryptWith } from './age-file.ts'
import { canonicalBase64 } from './canonical-base64.ts'
import { EnvelopeError, unreadable } from './envelope-error.ts'
import type { Filing } from './filing-schema.ts'
import { verifyFiling } from './filing-signature.ts'
import { joinShares, type ReportKey, type Shares } from './report-key.ts'
import { readSealedBody, type SealedContent } from './sealed-body.ts'
import { longestBody } from './size-bucket.ts'

/**
 * Returns the sealed answers of `filing`, and who signed it.
 *
 * The signature is checked against the key that lies inside the ciphertext, so a filing that somebody else changed and signed anew does not
 * open. That this key is the filer's, the caller learns from the directory: compare `signer.publicKey` with the key of `signer.keyId` there.
 *
 * @param shares As unwrapped: the reader's own authority share, and the log share that came with the opening.
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if the shares are not those of this report, or anything in the body was altered;
 *   `FILING_ALTERED` if the body opens but the filing around it is not the one that was signed.
 */
export async function openFiling(filing: Filing, shares: Shares): Promise<SealedContent> {
  return await openWithReportKey(filing, joinShares(shares.authority, shares.log))
}

/**
 * Returns the same as {@link openFiling} for whoever holds the whole key: the filer who has just made it, and the recovery ceremony.
 *
 * @throws {EnvelopeError} as {@link openFiling}.
 */
export async function openWithReportKey(filing: Filing, key: ReportKey): Promise<SealedContent> {
  const { sealed }: Partial<Filing> = filing
  const body = canonicalBase64(sealed?.body, longestBody)
  if (key.reportId !== filing.reportId || body === null) throw unreadable()
  const content = readSealedBody(await decryptWith(key.identity, body))
  if (!(await verifyFiling(filing, content.signer.publicKey))) {
    throw new EnvelopeError('FILING_ALTERED', `Report ${key.reportId} was altered after its filer signed it`)
  }
  return content
}
