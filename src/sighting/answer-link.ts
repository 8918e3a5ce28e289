import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { uuidBytes, uuidOfBytes } from '#base/uuid-bytes.ts'
import type { Secret } from '#runtime/secret.ts'
import { pagePath } from '#ui/page-path.ts'

/** For which warning and for whom a link in a mail answers. */
export type AnswerGrant = { readonly warningId: string; readonly organisationId: string; readonly expiresAt: Temporal.Instant }

/** Makes and reads the links in mails by which a recipient answers without signing in. */
export type AnswerLinks = {
  /** Returns the text of a link that is good for one answer; it tells nothing of what is in it. */
  tokenOf(grant: AnswerGrant): string
  /** Returns what a token grants, or null where this installation did not make it. */
  grantOf(token: string): AnswerGrant | null
}

const nonceBytes = 12
const tagBytes = 16
const grantBytes = 16 + 16 + 6

/** Days for which a link in a mail may be used. */
const linkDays = 30

/** Returns the links that `key` makes: AES-256-GCM, so that nobody else can make or alter one, nor read for whom it is. */
export function answerLinks(key: Secret): AnswerLinks {
  const own = createHmac('sha256', key.reveal()).update('noroshi-answer-link-1').digest()
  return {
    tokenOf: (grant) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', own, nonce)
      return Buffer.concat([nonce, cipher.update(bytesOf(grant)), cipher.final(), cipher.getAuthTag()]).toString('base64url')
    },
    grantOf: (token) => {
      const bytes = Buffer.from(token, 'base64url')
      // Whoever writes the same bytes in another way would have a second link for the same answer.
      if (bytes.length !== nonceBytes + grantBytes + tagBytes || bytes.toString('base64url') !== token) return null
      const cipher = createDecipheriv('aes-256-gcm', own, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      cipher.setAuthTag(bytes.subarray(-tagBytes))
      try {
        return grantIn(Buffer.concat([cipher.update(bytes.subarray(nonceBytes, -tagBytes)), cipher.final()]))
      } catch {
        return null
      }
    },
  }
}

/**
 * Returns the address in a mail that opens the page on which a recipient answers a warning: the token stands behind `#`, which browsers send to no server,
 * and opening the page changes nothing.
 *
 * @param wish.origin The public origin of this installation.
 * @param wish.now When the mail is written; the link is good for 30 days from then.
 */
export function answerAddress(
  links: AnswerLinks,
  wish: { readonly origin: string; readonly warningId: string; readonly organisationId: string; readonly now: Temporal.Instant },
): string {
  const { origin, warningId, organisationId, now } = wish
  return `${origin}${pagePath('answerLink')}#${links.tokenOf({ warningId, organisationId, expiresAt: now.add({ hours: 24 * linkDays }) })}`
}

/** Returns the digest under which a used token is kept. */
export function tokenDigest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function bytesOf({ warningId, organisationId, expiresAt }: AnswerGrant): Buffer {
  const bytes = Buffer.alloc(grantBytes)
  bytes.set(uuidBytes(warningId), 0)
  bytes.set(uuidBytes(organisationId), 16)
  bytes.writeUIntBE(Math.floor(expiresAt.epochMilliseconds / 1000), 32, 6)
  return bytes
}

function grantIn(bytes: Buffer): AnswerGrant {
  return {
    warningId: uuidOfBytes(bytes.subarray(0, 16)),
    organisationId: uuidOfBytes(bytes.subarray(16, 32)),
    expiresAt: Temporal.Instant.fromEpochMilliseconds(bytes.readUIntBE(32, 6) * 1000),
  }
}
