import { utf8 } from '#base/bytes.ts'
import { isIdentity } from './age-file.ts'
import { canonicalBase64 } from './canonical-base64.ts'
import { unreadable } from './envelope-error.ts'
import { unwrapWith, wrapFor } from './key-envelope.ts'
import { shareIsOf, type ReportKey } from './report-key.ts'

/** What the holders of the national recovery key find in a report's recovery envelope. */
export type RecoveredKey = {
  /** The whole key: it opens the report without the log service. */
  readonly key: ReportKey
  /** The half that authorities hold, so that it can be enveloped to an authority's new key; the log service keeps the other. */
  readonly authorityShare: Uint8Array
}

// An identity file of age with two lines of comment: with the recovery key and any age program, no code of ours is needed to open a report.
const recoveryForm =
  /^# noroshi-recovery-1 (?<reportId>[0-9a-f-]{36})\n# (?<share>[A-Za-z0-9+/]{1,300}={0,2})\n(?<identity>AGE-SECRET-KEY-PQ-1[^\n]{58})\n$/

/**
 * Returns the whole report key in an envelope for the national recovery key.
 *
 * @throws {EnvelopeError} `RECIPIENT_REFUSED` if `recipient` is not hybrid.
 */
export async function wrapForRecovery(recipient: string, { key, authorityShare }: RecoveredKey): Promise<string> {
  return await wrapFor(recipient, utf8(`# noroshi-recovery-1 ${key.reportId}\n# ${authorityShare.toBase64()}\n${key.identity}\n`))
}

/**
 * Returns what `wrapForRecovery` put into the envelope of report `reportId`.
 *
 * @param identity The national recovery key, `AGE-SECRET-KEY-PQ-1…`.
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` for another key, an altered envelope, or that of another report.
 */
export async function unwrapForRecovery(identity: string, wrapped: string, reportId: string): Promise<RecoveredKey> {
  const text = String.fromCharCode(...(await unwrapWith(identity, wrapped)))
  const found = recoveryForm.exec(text)?.groups ?? {}
  const authorityShare = canonicalBase64(found['share'], 300)
  const own = found['identity']
  if (found['reportId'] !== reportId || own === undefined || !isIdentity(own)) throw unreadable()
  if (authorityShare === null || !shareIsOf(authorityShare, { half: 'authority', reportId })) throw unreadable()
  return { key: { reportId, identity: own }, authorityShare }
}
