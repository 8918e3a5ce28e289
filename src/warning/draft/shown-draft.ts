import type { LocalText } from '#base/language.ts'
import type { WarningPart } from '#envelope/warning-wish.ts'
import type { Finding } from '../gate/finding.ts'
import type { WarningContent } from '../warning.ts'
import type { EditableWarning } from './draft-schema.ts'
import type { DraftRefusal, WarningDraft } from './draft.ts'

/** A draft in the list. */
export type ListedDraft = Pick<
  WarningDraft,
  'id' | 'warningId' | 'act' | 'state' | 'draftedAt' | 'changedAt' | 'reportId' | 'campaignId' | 'reason' | 'refused'
> & {
  readonly kind: WarningContent['kind'] | null
  readonly confidence: WarningContent['confidence'] | null
  /** The ids of the people who signed it. */
  readonly signers: readonly string[]
}

/** Somebody who signed a draft. */
export type ShownSigner = { readonly personId: string; readonly name: LocalText; readonly part: WarningPart; readonly signedAt: string }

/** Who could be guessed from a warning, explained. */
export type ShownAnonymity = { readonly steps: readonly LocalText[]; readonly verdict: LocalText; readonly hides: boolean }

/** A draft as its page shows it. */
export type ShownDraft = WarningDraft & {
  readonly refused: readonly DraftRefusal[] | null
  /** What people may write of it; null where the gate makes its content. */
  readonly editable: EditableWarning | null
  /** What the gate would find in it now, without the words that the filer sealed to it. */
  readonly findings: readonly Finding[]
  readonly signers: readonly ShownSigner[]
  /** How many approvals it takes. */
  readonly approvals: number
  /** Who could be guessed from it, in sentences; null where the gate makes its content. */
  readonly anonymity: ShownAnonymity | null
  /** What of the warning goes, where it is a recall or takes indicators back; the newest version that is out. */
  readonly standing: WarningContent | null
}
