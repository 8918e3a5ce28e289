import { canonicalJson } from '#base/canonical-json.ts'
import type { WarningPart, WarningWish } from '#envelope/warning-wish.ts'
import { hashText } from '#key-directory/fingerprint.ts'
import type { WarningAct, WarningContent, WrongReason } from '../warning.ts'

/** States of a draft: being written, waiting for approval, waiting for the gate's next tick, out, or never to go out. */
export const draftStates = ['draft', 'submitted', 'approved', 'published', 'dropped'] as const

/** State of a draft. */
export type DraftState = (typeof draftStates)[number]

/** Why the gate did not publish a draft, as it tells people: a code, and where in the content. */
export type DraftRefusal = { readonly code: string; readonly pointers: readonly string[] }

/** What people of an authority want done with a warning. */
export type WarningDraft = {
  readonly id: string
  readonly warningId: string
  readonly act: WarningAct
  readonly state: DraftState
  readonly authorityId: string
  readonly draftedBy: string
  /** Instants, ISO 8601 in UTC. */
  readonly draftedAt: string
  readonly changedAt: string
  /** The held report that it frees, or null. */
  readonly reportId: string | null
  /** The campaign that it is about, or null. */
  readonly campaignId: string | null
  /** The reports of that campaign on which it rests, in order; empty for any other draft. */
  readonly reportIds: readonly string[]
  /** The version that it changes; null for a first one. */
  readonly baseVersion: number | null
  /** Null where the gate makes it from the newest version: a recall, or indicators taken back. */
  readonly content: WarningContent | null
  readonly takenBack: readonly string[]
  readonly reason: WrongReason | null
  /** Why it is to go out although somebody could narrow down who was hit: takes two releasers. Null where nothing is overruled. */
  readonly overrule: string | null
  /** Why the gate sent it back; null where it did not. */
  readonly refused: readonly DraftRefusal[] | null
}

/** One person's signature of a draft. */
export type DraftSignature = {
  readonly personId: string
  readonly part: WarningPart
  readonly signedAt: string
  /** Base64 of an Ed25519 signature. */
  readonly signature: string
}

/** Returns what the people of a draft sign: all that its publication depends on, the content by its digest. */
export function wishOf(draft: Omit<WarningDraft, 'state' | 'draftedBy' | 'draftedAt' | 'changedAt' | 'refused'>): WarningWish {
  const { id, warningId, act, authorityId, reportId, campaignId, reportIds, baseVersion, content, takenBack, reason, overrule } = draft
  const digest = content === null ? null : contentDigest(content)
  const campaign = campaignId === null ? null : { id: campaignId, reportIds }
  return { draftId: id, warningId, act, authorityId, reportId, campaign, baseVersion, content: digest, takenBack, reason, overrule }
}

/** Returns the reports on which a draft rests: the held one that it frees, or those of its campaign. */
export function groundOf({ reportId, reportIds }: Pick<WarningDraft, 'reportId' | 'reportIds'>): readonly string[] {
  return reportId === null ? reportIds : [reportId]
}

function contentDigest(content: WarningContent): string {
  return hashText(canonicalJson(content))
}
