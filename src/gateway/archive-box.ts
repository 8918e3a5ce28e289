import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { canonicalJson, type JsonObject, type JsonValue } from '#base/canonical-json.ts'
import { isJsonObject } from '#base/json-object.ts'
import { GatewayError } from './gateway-error.ts'

/** What everything in an archive is encrypted with. */
export type ArchiveBox = {
  /** Returns `content` encrypted and bound to its `place`, such as `report 0b6f…`. */
  seal(content: JsonObject, place: string): Uint8Array
  /**
   * Returns what was sealed for this `place`.
   *
   * @throws {GatewayError} `ARCHIVE_ALTERED` for anything else: another key, another place, an altered byte.
   */
  open(sealed: Uint8Array, place: string): JsonObject
}

const nonceBytes = 12
const tagBytes = 16

/** Returns the box of `key`, 32 bytes: AES-256-GCM (NIST SP 800-38D) with a random nonce for each content and the place as associated data. */
export function createArchiveBox(key: Uint8Array): ArchiveBox {
  return {
    seal: (content, place) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place, 'utf8'))
      const body = Buffer.concat([cipher.update(canonicalJson(content), 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open: (sealed, place) => {
      const content = opened(sealed, { key, place })
      if (isJsonObject(content)) return content
      throw new GatewayError('ARCHIVE_ALTERED', `Cannot read ${place} of the archive: it was altered, or belongs to another key`)
    },
  }
}

function opened(sealed: Uint8Array, { key, place }: { key: Uint8Array; place: string }): JsonValue {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(place, 'utf8')).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
    const body = Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()])
    return JSON.parse(body.toString('utf8')) as JsonValue
  } catch {
    return null
  }
}
