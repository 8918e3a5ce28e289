import { Check } from 'typebox/value'
import { utf8 } from '#base/bytes.ts'
import { parseJson } from '#base/parse-json.ts'
import type { Queries } from '#database/database.ts'
import { agreementText, isAgreementSigned, releaseAgreementSchema, type ReleaseAgreement } from '#envelope/release-agreement.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import type { AgreedTlp, FactKind } from '#rulebook/release-rules-schema.ts'
import { sectorAgreement } from '#rulebook/release-rules.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import { findAgreement, type KeptAgreement } from './agreement-store.ts'

/** To the release of which facts, and up to which marking, an operator agreed beforehand. */
export type AgreedBeforehand = { readonly facts: readonly FactKind[]; readonly tlp: AgreedTlp }

/** What an agreement is looked for with. */
export type AgreementParts = {
  readonly vault: FilingVault
  readonly rulebooks: readonly Rulebook[]
  /** Sectors of the operator; none where it is not known. */
  readonly sectors: readonly string[]
  readonly now: Temporal.Instant
}

const limits = { maxBytes: 10_000, maxDepth: 3, maxKeys: 20 }

/**
 * Returns to what the owner of a report agreed beforehand: by its own signed word, else by a rule of its sector; null where it did not, or not for now.
 *
 * @throws {VaultError} `FILING_UNREADABLE`, {@link TypeError} if what is kept is not what was signed: a database cannot agree for anybody.
 */
export async function agreementFor(queries: Queries, ownerTag: Uint8Array, parts: AgreementParts): Promise<AgreedBeforehand | null> {
  const kept = await findAgreement(queries, Buffer.from(ownerTag))
  const agreement = kept === null ? null : await openAgreement(kept, parts.vault)
  if (agreement !== null) return isInForce(agreement, parts.now) ? { facts: agreement.facts, tlp: agreement.tlp } : null
  return sectorAgreement(parts.rulebooks, parts.sectors, parts.now)
}

/**
 * Returns what an administrator signed.
 *
 * @throws {VaultError} `FILING_UNREADABLE`, {@link TypeError} as {@link agreementFor}.
 */
export async function openAgreement(kept: KeptAgreement, vault: FilingVault): Promise<ReleaseAgreement> {
  const value = parseJson(utf8(vault.open(kept.id, kept.sealed)), limits)
  if (!Check(releaseAgreementSchema, value) || value.agreementId !== kept.id || !(await isAgreementSigned(value)))
    throw new TypeError(`Cannot use agreement ${kept.id}: it is not what was signed`)
  return value
}

/** Returns an agreement locked up, as `openAgreement` opens it. */
export function lockAgreement(agreement: ReleaseAgreement, vault: FilingVault): Uint8Array {
  return vault.seal(agreement.agreementId, utf8(agreementText(agreement)))
}

/** Tells whether an agreement counts at `now`. */
export function isInForce({ agreedAt, until }: Pick<ReleaseAgreement, 'agreedAt' | 'until'>, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(agreedAt, now) <= 0 && Temporal.Instant.compare(now, until) < 0
}
