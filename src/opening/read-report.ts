import { unwrapWith } from '#envelope/key-envelope.ts'
import { EnvelopeError } from '#envelope/envelope-error.ts'
import type { Filing, KeyEnvelope } from '#envelope/filing-schema.ts'
import { openWithReportKey } from '#envelope/open-filing.ts'
import { joinShares, type ReportKey } from '#envelope/report-key.ts'
import type { SealedContent } from '#envelope/sealed-body.ts'
import type { UnlockedKeys } from '#identity/unlock-keys.ts'

/** What a report says in its sealed part, and the key that opens its attachments too. */
export type ReadReport = SealedContent & { readonly key: ReportKey }

/**
 * Returns what a report says in its sealed part: joins the own half of its key with the log service's half, on this machine.
 *
 * @param logShare The log service's half, wrapped for the own person; it came with the entry that logs this opening.
 * @param keys The own keys; one of them must be a key that the filing was enveloped to.
 * @param added Envelopes that came after the filing, for keys that the authority did not have then.
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE`, alike for every way of failing; `FILING_ALTERED` if the filer's signature does not hold.
 */
export async function readReport(
  filing: Filing,
  logShare: string,
  keys: UnlockedKeys,
  added: readonly KeyEnvelope[] = [],
): Promise<ReadReport> {
  const { envelope, identity } = ownEnvelope([...filing.sealed.authorities, filing.sealed.owner, ...added], keys)
  const authority = await unwrapWith(identity, envelope)
  const log = await unwrapWith(keys.person.encryption, logShare)
  const key = joinShares(authority, log)
  return { ...(await openWithReportKey(filing, key)), key }
}

/**
 * Returns the envelope that lies with a report for a key of one's own, and that key.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if there is none.
 */
export function ownEnvelope(candidates: readonly KeyEnvelope[], keys: UnlockedKeys): { envelope: string; identity: string } {
  for (const { keyId, envelope } of candidates) {
    const identity = keys.organisation.get(keyId)
    if (identity !== undefined) return { envelope, identity }
  }
  throw new EnvelopeError('ENVELOPE_UNREADABLE', 'Cannot open: the report was not sealed for a key of yours')
}
