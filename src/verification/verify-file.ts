import { isCaseBundle, verifyCaseBundle, type VerifiedBundle } from '#transparency-log/case-bundle.ts'
import type { DirectoryRoot } from '#key-directory/directory-root.ts'
import { verifyReceipt, type ReceiptOptions, type VerifiedReceipt } from '#transparency-log/receipt.ts'
import { isWarningFile, verifyWarning, type VerifiedWarning } from './verify-warning.ts'
import { WarningError } from './warning-error.ts'

/** What a file proves: one entry of the log, a whole case, or that the release gate signed a warning. */
export type VerifiedFile =
  | ({ readonly kind: 'receipt' } & VerifiedReceipt)
  | ({ readonly kind: 'case' } & VerifiedBundle)
  | ({ readonly kind: 'warning' } & VerifiedWarning)

/** How a file is judged; `root` and `directory` serve warnings alone. */
export type FileOptions = ReceiptOptions & { readonly root?: DirectoryRoot | null; readonly directory?: string | null }

/**
 * Returns what a receipt, a case bundle or a warning proves, or throws.
 *
 * @param bytes Hostile.
 * @throws {LogError} As `verifyReceipt` and `verifyCaseBundle`.
 * @throws {WarningError | DirectoryError} As `verifyWarning`.
 */
export async function verifyFile(bytes: Uint8Array, options: FileOptions): Promise<VerifiedFile> {
  if (isWarningFile(bytes)) {
    const { root = null, directory = null, policy, now = 0 } = options
    if (root === null)
      throw new WarningError('WARNING_DIRECTORY_NEEDED', 'Cannot verify the warning: expected the root of the directory of keys')
    return { kind: 'warning', ...(await verifyWarning(bytes, { root, directory, policy, now })) }
  }
  if (isCaseBundle(bytes)) return { kind: 'case', ...(await verifyCaseBundle(bytes, options)) }
  return { kind: 'receipt', ...(await verifyReceipt(bytes, options)) }
}
