import { concatBytes, randomBytes, utf8 } from '#base/bytes.ts'
import { generateKeyPair, identityLength } from './age-file.ts'
import { EnvelopeError, unreadable } from './envelope-error.ts'
import { unwrapWith, wrapFor } from './key-envelope.ts'

/** The key that opens the sealed part of one report. Whoever holds it needs nothing else. */
export type ReportKey = {
  readonly reportId: string
  /** Hybrid age identity, `AGE-SECRET-KEY-PQ-1…`. */
  readonly identity: string
}

/** A report key that was just made, and the recipient to which body and attachments are encrypted. */
export type GeneratedReportKey = { readonly key: ReportKey; readonly recipient: string }

/** Who holds which half: every authority and the filing operator the one, the log service the other. */
export type Half = 'authority' | 'log'

/** Both halves of a report key. One alone is as good as random. */
export type Shares = Readonly<Record<Half, Uint8Array>>

// A share is this line and then one half, byte for byte as long as the identity's text. The line keeps a share from passing as
// that of another report, or as the other half: nobody can change it without opening the envelope it lies in.
const shareForm = /^noroshi-share-1 (?<half>authority|log) (?<reportId>[0-9a-f-]{36})\n/

/**
 * Returns a fresh report key, and the recipient to which body and attachments are encrypted.
 *
 * @throws {EnvelopeError} `FILING_MALFORMED` if `reportId` is not 36 characters of a lower-case UUID.
 */
export async function generateReportKey(reportId: string): Promise<GeneratedReportKey> {
  if (!/^[0-9a-f-]{36}$/.test(reportId)) {
    throw new EnvelopeError('FILING_MALFORMED', `Cannot seal report "${reportId}": expected a lower-case UUID`)
  }
  const { identity, recipient } = await generateKeyPair()
  return { key: { reportId, identity }, recipient }
}

/** Returns the two halves of `key`: one is random, the other is the identity's text XOR the first (a one-time pad). */
export function splitReportKey(key: ReportKey): Shares {
  const log = randomBytes(identityLength)
  return {
    authority: concatBytes(shareLine('authority', key.reportId), xor(utf8(key.identity), log)),
    log: concatBytes(shareLine('log', key.reportId), log),
  }
}

/**
 * Returns the report key of which these are the two halves.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` unless they are one authority share and one log share of one report. Halves of different
 *   keys of one report join to a key that opens nothing.
 */
export function joinShares(authorityShare: Uint8Array, logShare: Uint8Array): ReportKey {
  const authority = readShare(authorityShare)
  const log = readShare(logShare)
  if (authority.half !== 'authority' || log.half !== 'log' || authority.reportId !== log.reportId) throw unreadable()
  return { reportId: log.reportId, identity: String.fromCharCode(...xor(authority.bytes, log.bytes)) }
}

/**
 * Returns the share in `envelope`, wrapped anew for `recipient`: what the log service does for an officer, and a reader for an authority
 * that joins later.
 *
 * @param share What the envelope must hold. It comes out of a database that may have been tampered with; without this check one could obtain
 *   the half of one report under an entry that names another.
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if it holds anything else; `RECIPIENT_REFUSED` if `recipient` is not hybrid.
 */
export async function rewrapShare(
  envelope: string,
  share: { readonly half: Half; readonly reportId: string },
  keys: { readonly identity: string; readonly recipient: string },
): Promise<string> {
  const bytes = await unwrapWith(keys.identity, envelope)
  if (!shareIsOf(bytes, share)) throw unreadable()
  return await wrapFor(keys.recipient, bytes)
}

/** Tells whether `share` has the form of that half of that report's key. */
export function shareIsOf(share: Uint8Array, expected: { readonly half: Half; readonly reportId: string }): boolean {
  const line = shareLine(expected.half, expected.reportId)
  return share.length === line.length + identityLength && line.every((byte, index) => share[index] === byte)
}

function shareLine(half: Half, reportId: string): Uint8Array {
  return utf8(`noroshi-share-1 ${half} ${reportId}\n`)
}

function readShare(share: Uint8Array): { half: string; reportId: string; bytes: Uint8Array } {
  const line = shareForm.exec(String.fromCharCode(...share.subarray(0, 80)))
  const { half, reportId } = line?.groups ?? {}
  const bytes = share.subarray(line?.[0].length)
  if (half === undefined || reportId === undefined || bytes.length !== identityLength) throw unreadable()
  return { half, reportId, bytes }
}

function xor(left: Uint8Array, right: Uint8Array): Uint8Array {
  return left.map((byte, index) => byte ^ (right[index] ?? 0))
}
