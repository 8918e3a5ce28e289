import type { VouchedSigners } from '#authority/vouched-signers.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { findIncident } from '#incident/incident-store.ts'
import { findReport, latestFiling } from '#report/report-store.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import { mayWarnWithoutConsent } from '#rulebook/release-rules.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import { sharingTerms } from '#rulebook/sharing-terms.ts'
import type { Gate } from '../gate/gate.ts'
import { prevalenceKey } from '../gate/prevalence.ts'
import { observedValues } from '../gate/rebuild-indicators.ts'
import { isOver } from './is-over.ts'
import type { PrevalenceKeys } from '../prevalence-store.ts'
import { deniedWords } from '../denied-words.ts'
import type { DraftGround } from './check-approved.ts'

/** What the gate's process brings along to check drafts. */
export type DraftGroundParts = {
  readonly gate: Gate
  readonly signers: VouchedSigners
  readonly keys: PrevalenceKeys
  readonly vault: FilingVault
  readonly rulebooks: readonly Rulebook[]
  /** Tells whether the owner of a case agreed beforehand that others are warned; it counts where its report says nothing on that. */
  readonly hasAgreed: (ownerTag: Uint8Array) => Promise<boolean>
  /** The gate's age identity, which opens the words that filers want kept in. */
  readonly identity: string
}

/** Returns what drafts are checked with: the terms come from the filing itself, never from what was noted of it. */
export function draftGround({ gate, signers, keys, vault, rulebooks, identity, hasAgreed }: DraftGroundParts): DraftGround {
  return {
    gate,
    signers,
    keys,
    reportOf: async (tx, reportId) => {
      const found = await findReport(tx, reportId, vault)
      if (found === null) return null
      const { handling, shareable } = JSON.parse(found.filing) as Filing
      const terms = sharingTerms(handling)
      const incident = await findIncident(tx, found.report.incidentId)
      const isAgreed = terms.consent === 'unknown' && incident !== null && (await hasAgreed(incident.ownerTag))
      const newest = await latestFiling(tx, found.report.incidentId, vault)
      const latest = newest === null ? null : (JSON.parse(newest) as Filing)
      return {
        // Whoever says no later takes back what was agreed before.
        terms: isRefused(latest) ? { ...terms, consent: 'no' } : isAgreed ? { ...terms, consent: 'yes' } : terms,
        denyList: await deniedWords(tx, found.report.incidentId, { vault, identity }),
        isOver: latest === null || isOver(latest),
        values: new Set(observedValues(shareable).map(prevalenceKey)),
      }
    },
    mayWarnWithoutConsent: (authorityId) => {
      const code = signers.codeOf(authorityId)
      return code !== null && mayWarnWithoutConsent(rulebooks, code, gate.now) !== null
    },
  }
}

function isRefused(filing: Filing | null): boolean {
  return filing !== null && sharingTerms(filing.handling).consent === 'no'
}
