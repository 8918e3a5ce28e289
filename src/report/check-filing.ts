import { createHash } from 'node:crypto'
import type { Filing } from '#envelope/filing-schema.ts'
import { signedBytes, verifyFiling } from '#envelope/filing-signature.ts'
import { Problem } from '#http/problem.ts'
import type { RecipientDirectory } from './recipient-directory.ts'

/** Whose keys must stand where in a filing of this caller. */
export type ExpectedKeys = {
  readonly signing: string
  readonly ownerOrganisationId: string
  readonly logOrganisationId: string
  readonly authorityIds: ReadonlySet<string>
  /** Authorities that the law names for this operator; the filing must reach each of them. */
  readonly requiredAuthorityIds: readonly string[]
}

/**
 * Refuses a filing that is not signed by its filer, or whose key halves do not go to whom the law names.
 *
 * @returns SHA-256 in hex over what was signed and the signature, and the authorities that can open the filing.
 * @throws {Problem} 422 `SIGNATURE_WRONG`, `RECIPIENT_UNKNOWN` or `RECIPIENT_MISSING`, with a JSON pointer.
 */
export async function checkFiling(
  filing: Filing,
  expected: ExpectedKeys,
  directory: RecipientDirectory,
): Promise<{ digest: string; authorityIds: readonly string[] }> {
  const { owner, log, authorities } = filing.sealed
  const holders = await directory.organisationsOf([owner.keyId, log.keyId, ...authorities.map((one) => one.keyId)])
  const [ownerHolder, logHolder, ...authorityHolders] = holders
  if (ownerHolder !== expected.ownerOrganisationId)
    refuse('RECIPIENT_UNKNOWN', '/body/sealed/owner/keyId', 'expected the key of the own organisation')
  if (logHolder !== expected.logOrganisationId) refuse('RECIPIENT_UNKNOWN', '/body/sealed/log/keyId', 'expected the key of the log service')
  const authorityIds = authorityHolders.flatMap((holder, index) => {
    if (holder === null || holder === undefined || !expected.authorityIds.has(holder))
      refuse('RECIPIENT_UNKNOWN', `/body/sealed/authorities/${index}/keyId`, 'expected the key of an authority')
    return holder
  })
  const missing = expected.requiredAuthorityIds.find((id) => !authorityIds.includes(id))
  if (missing !== undefined)
    refuse('RECIPIENT_MISSING', '/body/sealed/authorities', `expected an envelope for authority ${missing} too, which the law names`)
  if (!(await verifyFiling(filing, expected.signing)))
    refuse('SIGNATURE_WRONG', '/body/signature', "expected a signature by the filer's own key over the whole filing")
  const digest = createHash('sha256')
    .update(await signedBytes(filing))
    .update(filing.signature)
    .digest('hex')
  return { digest, authorityIds: [...new Set(authorityIds)] }
}

function refuse(code: string, pointer: string, detail: string): never {
  throw new Problem(422, code, `The filing is refused: ${pointer}: ${detail}`, { errors: [{ pointer, code, detail }] })
}
