import type { Filing } from '#envelope/filing-schema.ts'
import type { Database } from '#database/database.ts'
import { Problem } from '#http/problem.ts'
import type { PersonActor } from '#identity/actor.ts'
import { keyOfPerson } from '#identity/key-store.ts'
import { findOperator, type OperatorRow } from '#operator/operator-store.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { listAuthorities, type AuthorityRow } from '#authority/authority-store.ts'
import { owedAfter } from '#obligation/owe.ts'
import type { OwedBefore } from '#obligation/owed.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import type { Clock } from '#runtime/clock.ts'
import type { FilingWay } from '#receipt/filing-leaf.ts'
import { checkAttachments } from '#attachment/claim-attachments.ts'
import { checkReadableParts } from './check-answers.ts'
import { checkFiling, filingDigest } from './check-filing.ts'
import { competentAuthorities, registeredFacts } from './duties.ts'
import { createReportRecord, type FilingResult, type ReportRecord } from './file-report.ts'
import type { FilingVault } from './filing-vault.ts'
import { createRecipientDirectory, recipientDirectoryOf, type RecipientDirectory } from './recipient-directory.ts'

/** What the intake works with. */
export type IntakeParts = {
  readonly database: Database
  readonly clock: Clock
  readonly ownerTags: OwnerTags
  readonly vault: FilingVault
  /** That of the home country first. */
  readonly rulebooks: readonly Rulebook[]
  readonly logOrganisationId: string
  readonly recoveryOrganisationId: string
}

/** A filing as it came: read, and the bytes that it was read from, which are what is kept. */
export type IncomingFiling = { readonly filing: Filing; readonly bytes: Uint8Array; readonly idempotencyKey: string }

/** How an officer took a filing in. */
export type TakenIn = {
  /** When it reached the officer, from which it counts. Instant, ISO 8601 in UTC. */
  readonly reachedAt: string
  readonly came: FilingWay
}

/** Somebody who files for an operator with another key than that of one of its people. */
export type KeyedFiler = {
  /** Id of the operator's organisation, whose report it becomes. */
  readonly operatorId: string
  /** Ed25519 public key that the filing must be signed with. */
  readonly signing: string
  /** Set where an officer took it in. */
  readonly taken?: TakenIn
  /** Instant as of which its keys count (ISO 8601 in UTC), where it was sealed without asking for newer ones; else now. */
  readonly keysAsOf?: string
  /**
   * Called once the filing has been found good, before it is kept; refuses it by throwing.
   *
   * @param digest SHA-256 in hex over what was signed and the signature.
   */
  readonly admit: (digest: string) => Promise<void>
}

/** The way of a filing from a request into the record. */
export type Intake = {
  file(actor: PersonActor, filing: IncomingFiling): Promise<FilingResult>
  /** Files for an operator whose people cannot sign in, on the same way. */
  fileFor(filer: KeyedFiler, filing: IncomingFiling): Promise<FilingResult>
}

/** What is known of an operator and its filer. */
type FilerFacts = { readonly operator: OperatorRow; readonly signing: string; readonly authorities: readonly AuthorityRow[] }

/** The same for a while, so that a burst of filings asks the database once. */
type RememberedFacts = FilerFacts & { readonly untilMs: number }

const rememberedMs = 2_000

/**
 * Returns the intake; it answers once a filing is durable.
 *
 * A retry gets the first answer also where the filing would be refused by now, because the filer's key or the law has changed since.
 */
export function createIntake(parts: IntakeParts): Intake {
  const context = { parts, directory: createRecipientDirectory(parts), record: createReportRecord(parts) }
  const remembered = new Map<string, RememberedFacts>()
  return {
    file: (actor, incoming) => take(incoming, { ...context, operatorId: actor.organisationId }, () => filerFacts(actor, parts, remembered)),
    fileFor: ({ operatorId, signing, taken, keysAsOf, admit }, incoming) => {
      const directory = keysAsOf === undefined ? context.directory : recipientDirectoryOf(parts.database, keysAsOf)
      return take(incoming, { ...context, directory, operatorId, taken, admit }, () => operatorFacts(operatorId, signing, parts))
    },
  }
}

type IntakeContext = Pick<KeyedFiler, 'operatorId'> & {
  readonly taken?: TakenIn | undefined
  readonly admit?: KeyedFiler['admit']
  readonly parts: IntakeParts
  readonly directory: RecipientDirectory
  readonly record: ReportRecord
}

async function take(incoming: IncomingFiling, context: IntakeContext, filerOf: () => Promise<FilerFacts>): Promise<FilingResult> {
  const { record, parts, operatorId, admit } = context
  const ownerTag = parts.ownerTags.tagOf(operatorId)
  try {
    const checked = await check(incoming.filing, await filerOf(), context)
    await admit?.(checked.digest)
    return await record.file({ ...incoming, ...checked, ownerTag })
  } catch (refusal) {
    const known = refusal instanceof Problem && refusal.status < 500 ? await findRepeated(record, { ...incoming, ownerTag }) : null
    if (known === null) throw refusal
    return known
  }
}

async function check(filing: Filing, filer: FilerFacts, { parts, directory, operatorId, taken }: IntakeContext) {
  const now = parts.clock.now().toString()
  const filedAt = taken?.reachedAt ?? now
  checkReadableParts(filing)
  const { authorities, operator } = filer
  const facts = registeredFacts({ ...filing.handling, ...filing.shareable }, operator)
  const expected = {
    signing: filer.signing,
    ownerOrganisationId: operatorId,
    logOrganisationId: parts.logOrganisationId,
    recoveryOrganisationId: parts.recoveryOrganisationId,
    authorityIds: new Set(authorities.map((one) => one.organisationId)),
    requiredAuthorityIds: competentAuthorities(facts, operator, { authorities, rulebooks: parts.rulebooks }).map(
      (one) => one.organisationId,
    ),
  }
  const { digest, authorityIds } = await checkFiling(filing, expected, directory)
  const claim = { ownerTag: parts.ownerTags.tagOf(operatorId), reportId: filing.reportId }
  await checkAttachments(parts.database.kysely, filing.sealed.attachments, claim)
  const { incidentId, stage } = filing
  const reached = new Map(authorities.flatMap((one) => (authorityIds.includes(one.organisationId) ? [[one.code, one.organisationId]] : [])))
  const filed = { incidentId, stage, filedAt, reached, facts }
  const came = taken === undefined ? undefined : { at: now, ...taken.came }
  return { filedAt, came, digest, authorityIds, owedAfter: (before?: OwedBefore) => owedAfter(filed, parts.rulebooks, before) }
}

async function findRepeated(record: ReportRecord, retry: IncomingFiling & { readonly ownerTag: Buffer }): Promise<FilingResult | null> {
  const digest = await filingDigest(retry.filing)
  return digest === null ? null : record.findRepeated({ ...retry, digest })
}

async function filerFacts(actor: PersonActor, parts: IntakeParts, remembered: Map<string, RememberedFacts>): Promise<FilerFacts> {
  const nowMs = parts.clock.now().epochMilliseconds
  const known = remembered.get(actor.personId)
  if (known !== undefined && known.untilMs > nowMs) return known
  const key = await keyOfPerson(parts.database.kysely, actor.personId)
  if (key === null) throw new Problem(403, 'KEY_MISSING', 'You have no key of your own yet; enrol one before you file')
  const facts = { ...(await operatorFacts(actor.organisationId, key.signing, parts)), untilMs: nowMs + rememberedMs }
  if (remembered.size > 1_000) remembered.clear()
  remembered.set(actor.personId, facts)
  return facts
}

async function operatorFacts(operatorId: string, signing: string, parts: IntakeParts): Promise<FilerFacts> {
  const queries = parts.database.kysely
  const [operator, authorities] = await Promise.all([findOperator(queries, operatorId), listAuthorities(queries)])
  if (operator === null) throw new Problem(403, 'NOT_AN_OPERATOR', 'The organisation is not registered as an operator')
  return { operator, signing, authorities }
}
