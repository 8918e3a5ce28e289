import type { JsonObject } from '#base/canonical-json.ts'
import { listAt } from '#base/json-object.ts'
import { ruledOut, type RuledOut } from '#rulebook/ruled-out.ts'
import { sharingTerms, type SharingTerms } from '#rulebook/sharing-terms.ts'
import type { WarningContent } from '../warning.ts'
import { termsUnder, type Agreed } from './under-agreement.ts'
import { unknownPrevalence, type Prevalence } from './prevalence.ts'

/** What the gate needs to know of a case beside its shareable part. */
export type GateFacts = {
  readonly terms: SharingTerms
  /** To what the operator agreed beforehand, where the report itself says nothing and this counts instead; else null. */
  readonly agreed: Agreed | null
  /** Why there is no attack to warn of, or null. */
  readonly ruledOut: RuledOut | null
  /** Words that the filer wants kept in, opened by the gate alone; none of them gets out. */
  readonly denyList: readonly string[]
  /** The operator whose case it is, to choose a label that hides it; null where that is not known. */
  readonly operatorId: string | null
  /** Whether outsiders can see that somebody was hit: a label would then point at who is down. */
  readonly isVisible: boolean
  readonly prevalence: Prevalence
  /** Values that a warning once named somebody with, by {@link prevalenceKey}: none of them goes out again. */
  readonly takenDown: ReadonlySet<string>
  /** What earlier warnings of the same incident say. */
  readonly earlier: readonly WarningContent[]
}

/** What the gate is told beside the handling part; what is left out is not known. */
export type ToldFacts = Partial<Pick<GateFacts, 'ruledOut' | 'denyList' | 'operatorId' | 'prevalence' | 'takenDown' | 'earlier' | 'agreed'>>

/** Returns what the gate needs of a handling part, codes and one instant alone; what is missing or out of form counts as the stricter answer. */
export function gateFacts(handling: JsonObject, told: ToldFacts = {}): GateFacts {
  const agreed = sharingTerms(handling).consent === 'unknown' ? (told.agreed ?? null) : null
  return {
    terms: termsUnder(handling, agreed),
    agreed,
    ruledOut: ruledOut(handling) ?? told.ruledOut ?? null,
    denyList: told.denyList ?? [],
    operatorId: told.operatorId ?? null,
    isVisible: listAt(handling, 'svc.effect').some((effect) => typeof effect === 'string' && effect.startsWith('availability-')),
    prevalence: told.prevalence ?? unknownPrevalence,
    takenDown: told.takenDown ?? new Set(),
    earlier: told.earlier ?? [],
  }
}
