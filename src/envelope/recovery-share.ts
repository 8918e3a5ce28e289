import { sha256 } from '@noble/hashes/sha2.js'
import { combine, split } from 'shamir-secret-sharing'
import { concatBytes, utf8 } from '#base/bytes.ts'
import { generateKeyPair, identityLength, isIdentity, recipientOf } from './age-file.ts'
import { bech32, crockford, fromBase32, toBase32 } from './base32.ts'
import { RecoveryError } from './recovery-error.ts'

/** One share of the national recovery key, as a sheet of paper carries it. */
export type RecoveryShare = {
  /** How many shares open. */
  readonly threshold: number
  /** How many shares there are. */
  readonly total: number
  /** From 1. */
  readonly number: number
  /** Five rows of five groups of four characters, the last group of a row its check. Typed off without spaces they are the same. */
  readonly rows: readonly string[]
}

/** What a ceremony makes: the public key, and the shares of the private one, which nobody holds whole. */
export type RecoveryShares = { readonly recipient: string; readonly shares: readonly RecoveryShare[] }

// A share in bytes: version, threshold, total, number, fingerprint (4), share (38: the identity packed into 37 bytes, and one more by Shamir), check (4).
const version = 1
const shareBytes = 38
const wholeBytes = 50
const rowCount = 5
const rowCharacters = 16
const prefix = 'AGE-SECRET-KEY-PQ-1'

/**
 * Returns a fresh recovery key, split so that `threshold` of `total` shares make it again; fewer say nothing about it.
 *
 * @throws {RecoveryError} `SHARE_COUNT_REFUSED` unless 2 <= threshold <= total <= 16.
 */
export async function createRecoveryShares(total: number, threshold: number): Promise<RecoveryShares> {
  if (!Number.isInteger(total) || !Number.isInteger(threshold) || threshold < 2 || threshold > total || total > 16)
    throw new RecoveryError('SHARE_COUNT_REFUSED', `Cannot split into ${total} shares of which ${threshold} open: expected 2 to 16`)
  const { identity, recipient } = await generateKeyPair()
  const secret = fromBase32(identity.slice(prefix.length), bech32)
  if (secret === null) throw new TypeError('Cannot split: the new key is no bech32 text')
  const parts = await split(secret, total, threshold)
  secret.fill(0)
  const shares = parts.map((part, index) => {
    const head = Uint8Array.of(version, threshold, total, index + 1)
    return { threshold, total, number: index + 1, rows: rowsOf(concatBytes(head, shortPrint(recipient), part)) }
  })
  return { recipient, shares }
}

/**
 * Returns the share on a sheet.
 *
 * @param sheet Text of a share file, or what somebody typed off the paper: rows of five groups, with their number before them or not; other lines are skipped.
 * @throws {RecoveryError} `SHARE_UNREADABLE` if it holds no five rows; `SHARE_ALTERED` with the row in which a character is wrong.
 */
export function readRecoveryShare(sheet: string): RecoveryShare {
  const rows = sheet.split(/\r?\n/).flatMap((line) => rowIn(line) ?? [])
  if (rows.length !== rowCount)
    throw new RecoveryError('SHARE_UNREADABLE', `this is no share of a recovery key: ${rows.length} rows found, expected ${rowCount}`)
  for (const [index, row] of rows.entries()) {
    if (checkOfRow(index, row.slice(0, rowCharacters)) !== row.slice(rowCharacters))
      throw new RecoveryError('SHARE_ALTERED', `row ${index + 1} of ${rowCount} is not as it was written: compare it with the sheet`)
  }
  const bytes = bytesOf(rows)
  const [, threshold = 0, total = 0, number = 0] = bytes
  return { threshold, total, number, rows: rows.map(grouped) }
}

/**
 * Returns the recovery key that these shares make, an age identity.
 *
 * @throws {RecoveryError} `SHARES_TOO_FEW`; `SHARE_REPEATED` or `SHARE_FOREIGN` with the place of that share; `SHARE_FORGED` if what they make is not the
 *   key, with the place of the share if the others, being enough, make it without.
 */
export async function joinRecoveryShares(shares: readonly RecoveryShare[]): Promise<string> {
  refuseUnfit(shares)
  const whole = await keyOf(shares)
  if (whole !== null) return whole
  for (const [place, one] of shares.entries()) {
    const others = shares.filter((_, index) => index !== place)
    if (others.length < one.threshold || (await keyOf(others)) === null) continue
    throw new RecoveryError('SHARE_FORGED', 'the other shares make the key without this one: it was made anew by somebody', place)
  }
  throw new RecoveryError('SHARE_FORGED', 'These shares do not make the key: at least one was made anew by somebody. Bring a further share')
}

/** Returns the SHA-256 in hex by which a public record of the ceremony fixes a share without saying it. */
export function fingerprintOfShare(share: RecoveryShare): string {
  return sha256(bytesOf(share.rows.map((row) => row.replaceAll(' ', '')))).toHex()
}

function refuseUnfit(shares: readonly RecoveryShare[]): void {
  const [first] = shares
  if (first === undefined) throw new RecoveryError('SHARES_TOO_FEW', 'No share was given')
  const seen = new Set<number>()
  for (const [place, share] of shares.entries()) {
    if (headOf(share) !== headOf(first)) throw new RecoveryError('SHARE_FOREIGN', 'this is a share of another key', place)
    if (seen.has(share.number)) throw new RecoveryError('SHARE_REPEATED', `share ${share.number} was given twice`, place)
    seen.add(share.number)
  }
  if (shares.length < first.threshold)
    throw new RecoveryError(
      'SHARES_TOO_FEW',
      `${shares.length} of ${first.total} shares do not open: ${first.threshold} are needed, ${first.threshold - shares.length} more`,
    )
}

/** What all shares of one key have in common: version, threshold, total and fingerprint. */
function headOf({ rows }: RecoveryShare): string {
  const bytes = bytesOf(rows.map((row) => row.replaceAll(' ', '')))
  return bytes.subarray(0, 3).toHex() + bytes.subarray(4, 8).toHex()
}

async function keyOf(shares: readonly RecoveryShare[]): Promise<string | null> {
  const whole = shares.map(({ rows }) => bytesOf(rows.map((row) => row.replaceAll(' ', ''))))
  const secret = await combine(whole.map((bytes) => new Uint8Array(bytes.subarray(8, 8 + shareBytes)))).catch(() => null)
  if (secret === null) return null
  const identity = prefix + toBase32(secret, bech32).slice(0, identityLength - prefix.length)
  if (!isIdentity(identity)) return null
  const recipient = await recipientOf(identity).catch(() => null)
  if (recipient === null || shortPrint(recipient).toHex() !== whole[0]?.subarray(4, 8).toHex()) return null
  return identity
}

function shortPrint(recipient: string): Uint8Array {
  return sha256(utf8(recipient)).subarray(0, 4)
}

function rowsOf(content: Uint8Array): string[] {
  const text = toBase32(concatBytes(content, sha256(content).subarray(0, 4)), crockford)
  return Array.from({ length: rowCount }, (_, index) => {
    const row = text.slice(index * rowCharacters, (index + 1) * rowCharacters)
    return grouped(row + checkOfRow(index, row))
  })
}

function grouped(row: string): string {
  return row.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

function checkOfRow(index: number, row: string): string {
  return toBase32(sha256(utf8(`noroshi-recovery-row ${index + 1} ${row}`)).subarray(0, 3), crockford).slice(0, 4)
}

/** Returns the twenty characters of a row without spaces, as they were written before somebody typed them off; null for any other line. */
function rowIn(line: string): string | null {
  const groups = /^\s*(?:[1-5]\s*[:.)|]?\s)?\s*((?:[0-9A-Za-z]{4}[\s-]*){5})\s*$/.exec(line)?.[1]
  return groups?.replaceAll(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1') ?? null
}

function bytesOf(rows: readonly string[]): Uint8Array {
  const bytes = fromBase32(rows.map((row) => row.slice(0, rowCharacters)).join(''), crockford)
  const content = bytes?.subarray(0, wholeBytes - 4)
  if (bytes === null || content === undefined || bytes.length !== wholeBytes || bytes[0] !== version)
    throw new RecoveryError('SHARE_UNREADABLE', 'this is no share of a recovery key of this version')
  if (sha256(content).subarray(0, 4).toHex() !== bytes.subarray(-4).toHex())
    throw new RecoveryError('SHARE_ALTERED', 'rows of different sheets were mixed, or are out of order')
  return bytes
}
