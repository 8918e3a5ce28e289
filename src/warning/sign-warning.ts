import type { InTransaction } from '#database/database.ts'
import type { GateSigner } from '#key-directory/gate-key.ts'
import { formatWarningStatement, statedPart, digestOfStatement } from '#key-directory/warning-statement.ts'
import { appendEntry } from '#receipt/append-entry.ts'
import { logInstant } from '#receipt/log-instant.ts'
import { warningBody } from './published-warning.ts'
import { insertSignature } from './gate-signature-store.ts'
import type { ApprovedWarning } from './warning-table.ts'

/**
 * Signs a version that is published at `at`, and logs it: its warning, its number and the digest of what was signed.
 *
 * The log's entry states the release tick, so that its instant tells no more than the warning does.
 */
export async function signWarning(
  tx: InTransaction,
  warning: ApprovedWarning,
  { at, signer }: { readonly at: Temporal.Instant; readonly signer: GateSigner },
): Promise<void> {
  const body = warningBody({ ...warning, publishedAt: at.toString(), sequence: 0, signature: null })
  const statement = formatWarningStatement(statedPart(body))
  const signature = await signer.sign(statement)
  const commitment = await appendEntry(tx, {
    kind: warning.act === 'recall' ? 'recall' : 'release',
    at: logInstant(at),
    warning: warning.id,
    version: warning.version,
    digest: digestOfStatement(statement),
  })
  await insertSignature(tx, warning, { signature, statement, commitment })
}
