import { isCaseBundle, verifyCaseBundle, type VerifiedBundle } from '#transparency-log/case-bundle.ts'
import { verifyReceipt, type ReceiptOptions, type VerifiedReceipt } from '#transparency-log/receipt.ts'

/** What a file proves: one entry of the log, or a whole case. */
export type VerifiedFile = ({ readonly kind: 'receipt' } & VerifiedReceipt) | ({ readonly kind: 'case' } & VerifiedBundle)

/**
 * Returns what a receipt or a case bundle proves, or throws.
 *
 * @param bytes Hostile.
 * @throws {LogError} As `verifyReceipt` and `verifyCaseBundle`.
 */
export async function verifyFile(bytes: Uint8Array, options: ReceiptOptions): Promise<VerifiedFile> {
  if (isCaseBundle(bytes)) return { kind: 'case', ...(await verifyCaseBundle(bytes, options)) }
  return { kind: 'receipt', ...(await verifyReceipt(bytes, options)) }
}
