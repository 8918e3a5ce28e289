import { kitCodeKey } from '#envelope/kit-code.ts'
import { checkCodeOf, offlineFileDigest, writeOfflineFile } from '#envelope/offline-file.ts'
import { sealReport, type PreparedReport } from '#report/prepare-report.ts'
import type { KitCode, Kit } from './kit-file.ts'

/** A report sealed without a network. */
export type OfflineReport = {
  readonly reportId: string
  /** The file `report.age`. */
  readonly file: Uint8Array<ArrayBuffer>
  /** SHA-256 of the file in hex. */
  readonly digest: string
  /** Sixteen digits to be compared when the file is handed in. */
  readonly checkCode: string
}

/**
 * Returns `prepared` sealed and signed with a code of the kit, as a file for whoever can take it to the server.
 *
 * @throws {PrintedCodeError} if the code is none; {@link EnvelopeError} as `sealFiling` and `writeOfflineFile`.
 */
export async function sealOffline(
  prepared: PreparedReport,
  { kit, code }: { readonly kit: Kit; readonly code: KitCode },
): Promise<OfflineReport> {
  const { seed, publicKey } = await kitCodeKey(code.code)
  // A code signs and reads nothing: there is no key to encrypt to it.
  const signer = { encryption: '', signing: seed }
  const filing = await sealReport(prepared, { directory: kit.directory, signer, signerKeyId: code.keyId })
  const { organisationId: operator } = kit.operator
  const file = Uint8Array.from(await writeOfflineFile({ operator, code: publicKey, filing }, kit.intake.recipient))
  const digest = await offlineFileDigest(file)
  return { reportId: filing.reportId, file, digest, checkCode: checkCodeOf(digest) }
}
