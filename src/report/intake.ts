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
import { checkReadableParts } from './check-answers.ts'
import { checkFiling, filingDigest } from './check-filing.ts'
import { competentAuthorities, registeredFacts } from './duties.ts'
import { createReportRecord, type FilingResult, type ReportRecord } from './file-report.ts'
import { createRecipientDirectory, type RecipientDirectory } from './recipient-directory.ts'

/** What the intake works with. */
export type IntakeParts = {
  readonly database: Database
  readonly clock: Clock
  readonly ownerTags: OwnerTags
  /** That of the home country first. */
  readonly rulebooks: readonly Rulebook[]
  readonly logOrganisationId: string
}

/** A filing as it came: read, and the bytes that it was read from, which are what is kept. */
export type IncomingFiling = { readonly filing: Filing; readonly bytes: Uint8Array; readonly idempotencyKey: string }

/** The way of a filing from a request into the record. */
export type Intake = { file(actor: PersonActor, filing: IncomingFiling): Promise<FilingResult> }

/** What is known of a filer for a while, so that a burst of filings asks the database once. */
type FilerFacts = {
  readonly operator: OperatorRow
  readonly signing: string
  readonly authorities: readonly AuthorityRow[]
  readonly untilMs: number
}

const rememberedMs = 2_000

/**
 * Returns the intake; it answers once a filing is durable.
 *
 * A retry gets the first answer also where the filing would be refused by now, because the filer's key or the law has changed since.
 */
export function createIntake(parts: IntakeParts): Intake {
  const directory = createRecipientDirectory(parts.database)
  const record = createReportRecord(parts.database)
  const remembered = new Map<string, FilerFacts>()
  return {
    file: async (actor, incoming) => {
      const ownerTag = parts.ownerTags.tagOf(actor.organisationId)
      try {
        const filer = await filerFacts(actor, parts, remembered)
        return await record.file({ ...incoming, ...(await check({ actor, filer, parts, directory }, incoming.filing)), ownerTag })
      } catch (refusal) {
        const known = refusal instanceof Problem && refusal.status < 500 ? await findRepeated(record, { ...incoming, ownerTag }) : null
        if (known === null) throw refusal
        return known
      }
    },
  }
}

type CheckContext = {
  readonly actor: PersonActor
  readonly filer: FilerFacts
  readonly parts: IntakeParts
  readonly directory: RecipientDirectory
}

async function check({ actor, filer, parts, directory }: CheckContext, filing: Filing) {
  const filedAt = parts.clock.now().toString()
  checkReadableParts(filing)
  const { authorities, operator } = filer
  const facts = registeredFacts({ ...filing.handling, ...filing.shareable }, operator)
  const expected = {
    signing: filer.signing,
    ownerOrganisationId: actor.organisationId,
    logOrganisationId: parts.logOrganisationId,
    authorityIds: new Set(authorities.map((one) => one.organisationId)),
    requiredAuthorityIds: competentAuthorities(facts, operator, { authorities, rulebooks: parts.rulebooks }).map(
      (one) => one.organisationId,
    ),
  }
  const { digest, authorityIds } = await checkFiling(filing, expected, directory)
  const { incidentId, stage } = filing
  const reached = new Map(authorities.flatMap((one) => (authorityIds.includes(one.organisationId) ? [[one.code, one.organisationId]] : [])))
  const filed = { incidentId, stage, filedAt, reached, facts }
  return { filedAt, digest, authorityIds, owedAfter: (before?: OwedBefore) => owedAfter(filed, parts.rulebooks, before) }
}

async function findRepeated(record: ReportRecord, retry: IncomingFiling & { readonly ownerTag: Buffer }): Promise<FilingResult | null> {
  const digest = await filingDigest(retry.filing)
  return digest === null ? null : record.findRepeated({ ...retry, digest })
}

async function filerFacts(actor: PersonActor, parts: IntakeParts, remembered: Map<string, FilerFacts>): Promise<FilerFacts> {
  const nowMs = parts.clock.now().epochMilliseconds
  const known = remembered.get(actor.personId)
  if (known !== undefined && known.untilMs > nowMs) return known
  const queries = parts.database.kysely
  const [operator, key, authorities] = await Promise.all([
    findOperator(queries, actor.organisationId),
    keyOfPerson(queries, actor.personId),
    listAuthorities(queries),
  ])
  if (operator === null) throw new Problem(403, 'NOT_AN_OPERATOR', 'Your organisation is not registered as an operator')
  if (key === null) throw new Problem(403, 'KEY_MISSING', 'You have no key of your own yet; enrol one before you file')
  const facts = { operator, signing: key.signing, authorities, untilMs: nowMs + rememberedMs }
  if (remembered.size > 1_000) remembered.clear()
  remembered.set(actor.personId, facts)
  return facts
}
