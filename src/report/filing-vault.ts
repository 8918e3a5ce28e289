import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { CodedError } from '#base/coded-error.ts'
import type { Secret } from '#runtime/secret.ts'

/** Locks filings up before they are stored, and takes them out again. */
export type FilingVault = {
  /** Returns the bytes to store for the filing of `reportId`. */
  seal(reportId: string, filing: Uint8Array): Buffer
  /**
   * Returns the JSON text of the filing of `reportId`.
   *
   * @throws {VaultError} `FILING_UNREADABLE` if other bytes were stored, of another report too, or under another key.
   */
  open(reportId: string, stored: Uint8Array): string
}

/** A stored filing that cannot be read. */
export class VaultError extends CodedError<'FILING_UNREADABLE'> {}

const algorithm = 'aes-256-gcm'
const label = 'noroshi-stored-filing-1'
const [nonceBytes, tagBytes] = [12, 16]
// The first byte of what is stored; another one would mark filings that were locked up in another way.
const version = Buffer.of(1)

/**
 * Returns the vault whose key derives from `key`, which lives outside the database.
 *
 * A filing names its operator's key and bears a signature that fits one filer alone: in clear, a copy of the database would say who filed what.
 */
export function filingVault(key: Secret): FilingVault {
  const derived = Buffer.from(hkdfSync('sha256', key.reveal(), '', label, 32))
  return {
    seal: (reportId, filing) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, derived, nonce, { authTagLength: tagBytes }).setAAD(nameOf(reportId))
      const sealed = [cipher.update(filing), cipher.final()]
      return Buffer.concat([version, nonce, ...sealed, cipher.getAuthTag()])
    },
    open: (reportId, stored) => open(derived, reportId, Buffer.from(stored.buffer, stored.byteOffset, stored.length)),
  }
}

function open(key: Buffer, reportId: string, stored: Buffer): string {
  const nonceEnd = version.length + nonceBytes
  try {
    if (stored[0] !== version[0]) throw new RangeError('Locked up in another way')
    const decipher = createDecipheriv(algorithm, key, stored.subarray(version.length, nonceEnd), { authTagLength: tagBytes })
    decipher.setAAD(nameOf(reportId)).setAuthTag(stored.subarray(-tagBytes))
    return decipher.update(stored.subarray(nonceEnd, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch (cause) {
    throw new VaultError(
      'FILING_UNREADABLE',
      `Cannot read the stored filing of report ${reportId}: expected bytes of its own under the key of this installation (private/owner-key)`,
      { cause },
    )
  }
}

/** The id is authenticated too, so that nobody can put one report's filing in the place of another's. */
function nameOf(reportId: string): Buffer {
  return Buffer.from(`${label} ${reportId}`)
}
