import { createHash } from 'node:crypto'
import { utf8 } from '#base/bytes.ts'
import { canonicalJson, type JsonObject } from '#base/canonical-json.ts'
import { findAuthority } from '#authority/authority-store.ts'
import type { Database } from '#database/database.ts'
import { EnvelopeError } from '#envelope/envelope-error.ts'
import { filingSchema, type Filing } from '#envelope/filing-schema.ts'
import { readOfflineFile } from '#envelope/offline-file.ts'
import { Problem } from '#http/problem.ts'
import { validate } from '#http/validate.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { Intake, KeyedFiler, TakenIn } from '#report/intake.ts'
import { findFiledReport } from '#report/report-store.ts'
import type { FiledReport } from '#report/report.ts'
import type { Clock } from '#runtime/clock.ts'
import { handInText } from './hand-in-text.ts'
import type { IntakeKey } from './intake-key.ts'
import { claimCode, findCodeByKey, type StoredCode } from './kit-store.ts'
import { findHandedIn, keepHandedIn, type HandedIn } from './offline-report-store.ts'
import { tellOperator } from './tell-operator.ts'

/** What handing in works with. */
export type HandInParts = {
  readonly database: Database
  readonly ownerTags: OwnerTags
  readonly clock: Clock
  readonly intake: Intake
  readonly intakeKey: IntakeKey
}

/** An officer who took the file in, and when it reached that officer. Instant, ISO 8601 in UTC. */
export type TakenByOfficer = { readonly at: string; readonly authorityId: string }

/** What a file became. */
export type HandInResult = { readonly handedIn: HandedIn; readonly report: FiledReport; readonly added: boolean }

/**
 * Files the report in `file`, which one of its operator's one-time codes has signed; the same file again is the same report.
 *
 * @param reached Set where an officer hands it in: it counts from that instant, else from now.
 * @throws {Problem} 422 `OFFLINE_FILE_UNREADABLE`, `CODE_UNKNOWN`, `REACHED_AT_IMPOSSIBLE`; 409 `CODE_USED`, `CODE_REVOKED`, `CODE_EXPIRED`; and as the intake.
 */
export async function handIn(file: Uint8Array, reached: TakenByOfficer | null, parts: HandInParts): Promise<HandInResult> {
  const fileDigest = createHash('sha256').update(file).digest()
  const earlier = await findHandedInReport(fileDigest, parts)
  if (earlier !== null) return { ...earlier, added: false }
  const { filing, filer, receivedAt } = await readFile(file, reached, parts)
  const bytes = utf8(canonicalJson(filing))
  const { report, added } = await parts.intake.fileFor(filer, { filing, bytes, idempotencyKey: filing.reportId })
  const handedIn = { fileDigest, reportId: report.reportId, receivedAt, reached }
  await keepHandedIn(parts.database.kysely, handedIn)
  const recipient = parts.ownerTags.tagOf(filer.operatorId)
  await tellOperator(parts.database.kysely, { report, recipient, body: handInText.operatorNote })
  return { handedIn, report, added }
}

/** Returns what the file of this digest became, or null. */
export async function findHandedInReport(
  fileDigest: Buffer,
  { database }: Pick<HandInParts, 'database'>,
): Promise<Omit<HandInResult, 'added'> | null> {
  const handedIn = await findHandedIn(database.kysely, fileDigest)
  const report = handedIn === null ? null : await findFiledReport(database.kysely, handedIn.reportId)
  return handedIn === null || report === null ? null : { handedIn, report }
}

async function readFile(file: Uint8Array, reached: TakenByOfficer | null, parts: HandInParts) {
  const { operator, code: publicKey, filing } = await readOfflineFile(file, parts.intakeKey.identities).catch(refuseFile)
  const code = await findCodeByKey(parts.database.kysely, publicKey)
  if (code === null || !code.ownerTag.equals(parts.ownerTags.tagOf(operator)))
    throw new Problem(422, 'CODE_UNKNOWN', 'The file is signed with a code that is registered for no such operator')
  const now = parts.clock.now()
  if (reached !== null) refuseImpossible(reached, code, now)
  const receivedAt = now.toString()
  const filer: KeyedFiler = {
    operatorId: operator,
    signing: code.publicKey,
    // A key that was replaced since opens nothing without the log service, and who sealed had no way to learn of it.
    keysAsOf: code.registeredAt,
    ...(reached === null ? {} : { taken: await takenBy(reached, parts) }),
    admit: (digest) => claim(code, { digest: Buffer.from(digest, 'hex'), at: reached?.at ?? receivedAt }, parts),
  }
  return { filing: checkedFiling(filing), filer, receivedAt }
}

async function takenBy(reached: TakenByOfficer, { database }: HandInParts): Promise<TakenIn> {
  const authority = (await findAuthority(database.kysely, reached.authorityId))?.code ?? reached.authorityId
  return { reachedAt: reached.at, came: { way: 'hand-in', authority } }
}

function refuseFile(cause: unknown): never {
  if (!(cause instanceof EnvelopeError)) throw cause
  const detail = 'The file is no report that was sealed for this installation, or it was changed on its way; compare the check code'
  throw new Problem(422, 'OFFLINE_FILE_UNREADABLE', detail, { cause })
}

function checkedFiling(filing: JsonObject): Filing {
  validate(filingSchema, filing, '/file/filing')
  // The line above has just checked it against the schema of this type.
  return filing as unknown as Filing
}

/** An officer's word on the time is taken, within what can be: not yet to come, and not before the kit was made. */
function refuseImpossible(reached: TakenByOfficer, code: StoredCode, now: Temporal.Instant): void {
  const at = Temporal.Instant.from(reached.at)
  const isPossible = Temporal.Instant.compare(at, now) <= 0 && Temporal.Instant.compare(code.registeredAt, at) <= 0
  if (isPossible) return
  const detail = `expected an instant between ${code.registeredAt}, when the kit was made, and now`
  throw new Problem(422, 'REACHED_AT_IMPOSSIBLE', `The file cannot have reached an officer then: ${detail}`, {
    errors: [{ pointer: '/body/reachedAt', code: 'REACHED_AT_IMPOSSIBLE', detail }],
  })
}

async function claim(code: StoredCode, use: { readonly digest: Buffer; readonly at: string }, { database }: HandInParts): Promise<void> {
  if (await claimCode(database.kysely, code.keyId, use)) return
  const now = await findCodeByKey(database.kysely, code.publicKey)
  if (now?.revokedAt !== null)
    throw new Problem(409, 'CODE_REVOKED', 'The code that signed this file was revoked by its operator; seal the report with another code')
  if (now.usedBy !== null)
    throw new Problem(409, 'CODE_USED', 'The code that signed this file was used for another report; seal this one with an unused code')
  throw new Problem(409, 'CODE_EXPIRED', `The code that signed this file expired on ${now.expiresAt}; seal the report with a newer kit`)
}
