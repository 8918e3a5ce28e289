import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { EnvelopeError } from '#envelope/envelope-error.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { signedBytes } from '#envelope/filing-signature.ts'
import { Problem } from '#http/problem.ts'
import { isUuid } from '#identity/uuid-schema.ts'
import type { RecipientDirectory } from './recipient-directory.ts'

// Header of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410, section 4), before its 32 bytes.
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Whose keys must stand where in a filing of this caller. */
export type ExpectedKeys = {
  readonly signing: string
  readonly ownerOrganisationId: string
  readonly logOrganisationId: string
  readonly recoveryOrganisationId: string
  readonly authorityIds: ReadonlySet<string>
  /** Authorities that the law names for this operator; the filing must reach each of them. */
  readonly requiredAuthorityIds: readonly string[]
}

/**
 * Refuses a filing that is not signed by its filer, or whose key halves do not go to whom the law names.
 *
 * @returns SHA-256 in hex over what was signed and the signature, and the authorities that can open the filing.
 * @throws {Problem} 422 `ID_INVALID`, `PREVIOUS_MISSING`, `PREVIOUS_UNEXPECTED`, `SIGNATURE_WRONG`, `RECIPIENT_UNKNOWN` or `RECIPIENT_MISSING`, with a
 * JSON pointer.
 */
export async function checkFiling(
  filing: Filing,
  expected: ExpectedKeys,
  directory: RecipientDirectory,
): Promise<{ digest: string; authorityIds: readonly string[] }> {
  refuseUnfitIds(filing)
  refuseUnfitOrder(filing)
  const { owner, log, recovery, authorities } = filing.sealed
  const holders = await directory.organisationsOf([owner.keyId, log.keyId, recovery.keyId, ...authorities.map((one) => one.keyId)])
  const [ownerHolder, logHolder, recoveryHolder, ...authorityHolders] = holders
  if (ownerHolder !== expected.ownerOrganisationId)
    refuse('RECIPIENT_UNKNOWN', '/body/sealed/owner/keyId', 'expected the key of the own organisation')
  if (logHolder !== expected.logOrganisationId) refuse('RECIPIENT_UNKNOWN', '/body/sealed/log/keyId', 'expected the key of the log service')
  if (recoveryHolder !== expected.recoveryOrganisationId)
    refuse('RECIPIENT_UNKNOWN', '/body/sealed/recovery/keyId', 'expected the national recovery key')
  const authorityIds = authorityHolders.flatMap((holder, index) => {
    if (holder === null || holder === undefined || !expected.authorityIds.has(holder))
      refuse('RECIPIENT_UNKNOWN', `/body/sealed/authorities/${index}/keyId`, 'expected the key of an authority')
    return holder
  })
  const missing = expected.requiredAuthorityIds.find((id) => !authorityIds.includes(id))
  if (missing !== undefined)
    refuse('RECIPIENT_MISSING', '/body/sealed/authorities', `expected an envelope for authority ${missing} too, which the law names`)
  const signed = await signedBytes(filing, sha256).catch((cause: unknown) => {
    if (cause instanceof EnvelopeError) refuse('FILING_MALFORMED', '/body/sealed/body', 'expected canonical base64 of an age file')
    throw cause
  })
  if (!(await isSignedBy(expected.signing, signed, filing.signature))) {
    refuse('SIGNATURE_WRONG', '/body/signature', "expected a signature by the filer's own key over the whole filing")
  }
  return { digest: digestOf(signed, filing.signature), authorityIds: [...new Set(authorityIds)] }
}

/** Returns the SHA-256 in hex by which a filing is told from another under the same key, or null if it is malformed; nothing else of it is checked. */
export async function filingDigest(filing: Filing): Promise<string | null> {
  try {
    return digestOf(await signedBytes(filing, sha256), filing.signature)
  } catch (error) {
    if (error instanceof EnvelopeError) return null
    throw error
  }
}

function digestOf(signed: Uint8Array, signature: string): string {
  return createHash('sha256').update(signed).update(signature).digest('hex')
}

/** An id that no address takes would file a report that nobody can read, and meet a duty by it. */
function refuseUnfitIds(filing: Filing): void {
  for (const name of ['reportId', 'incidentId', 'previousReportId'] as const) {
    const id = filing[name]
    if (id !== null && !isUuid(id)) refuse('ID_INVALID', `/body/${name}`, 'expected a UUID of RFC 9562, versions 1 to 8')
  }
}

function refuseUnfitOrder({ stage, previousReportId }: Filing): void {
  if (stage === 'initial' && previousReportId !== null)
    refuse('PREVIOUS_UNEXPECTED', '/body/previousReportId', 'expected null: a first report follows none')
  if (stage !== 'initial' && previousReportId === null)
    refuse('PREVIOUS_MISSING', '/body/previousReportId', 'expected the id of the report that this one follows')
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}

const remembered = new Map<string, KeyObject>()
const rememberedMost = 1_000

function publicKeyOf(publicKey: string): KeyObject {
  const known = remembered.get(publicKey)
  if (known !== undefined) return known
  const made = createPublicKey({ key: Buffer.concat([spkiPrefix, Buffer.from(publicKey, 'base64')]), format: 'der', type: 'spki' })
  if (remembered.size >= rememberedMost) remembered.clear()
  remembered.set(publicKey, made)
  return made
}

/** Node's own check, on a thread of its pool; the portable one of `envelope` answers the same and costs the server three times as much. */
function isSignedBy(publicKey: string, signed: Uint8Array, signature: string): Promise<boolean> {
  const key = publicKeyOf(publicKey)
  const { promise, resolve, reject } = Promise.withResolvers<boolean>()
  verify(null, signed, key, Buffer.from(signature, 'base64'), (error, valid) => (error === null ? resolve(valid) : reject(error)))
  return promise
}

function refuse(code: string, pointer: string, detail: string): never {
  throw new Problem(422, code, `The filing is refused: ${pointer}: ${detail}`, { errors: [{ pointer, code, detail }] })
}
