import type { Validity } from './validity.ts'
import type { LocalText } from '#base/language.ts'
import type { LegalTime } from '#calendar/due-at.ts'
import type { AuthorityActData, AuthorityDutyData, AuthorityTarget } from './authority-duty-schema.ts'
import type { Condition } from './condition.ts'
import type { LawCondition, LawData, LawStage } from './law-schema.ts'
import type { ReleaseRules } from './release-rules-schema.ts'
import type { RulebookHead, SectorLists } from './rulebook-head-schema.ts'

/** A condition of a law with its words, compiled. */
export type LawRule = LawCondition & { readonly condition: Condition }

/** A form with the condition that selects it, compiled. */
export type LawForm = LawData['forms'][number] & { readonly condition: Condition }

/** A lane of severity with its condition, compiled; the last lane has none. */
export type LawLane = NonNullable<LawData['lanes']>[number] & { readonly condition: Condition | null }

/** A stage with the condition under which it exists, compiled; null where it always does. */
export type StageRule = LawStage & { readonly condition: Condition | null }

/** One duty of one law, ready to be decided. */
export type Law = Validity & {
  readonly data: LawData
  /** Who is bound and what starts the duty, in this order; the duty is due where all hold. */
  readonly rules: readonly LawRule[]
  /** The conditions of `rules`. */
  readonly conditions: readonly Condition[]
  /** Lanes of severity in the order in which they are tried; none where the law knows one severity. */
  readonly lanes: readonly LawLane[]
  readonly stages: readonly StageRule[]
  /** Holds where a report that was sent must be taken back into a lesser class; null where the law knows no such step. */
  readonly reclassification: Condition | null
  readonly forms: readonly LawForm[]
}

/** One act that an authority owes, with the condition under which it does, compiled; null where it always does. */
export type AuthorityAct = AuthorityActData & { readonly condition: Condition | null }

/** What one law asks of the authority that receives reports, ready to be decided. */
export type AuthorityDuty = Validity & {
  readonly data: AuthorityDutyData
  readonly acts: readonly AuthorityAct[]
}

/** A body that receives reports. */
export type Recipient = RulebookHead['recipients'][number]

/** A sector of one of the lists. */
export type Sector = SectorLists['lists'][number]['sectors'][number]

/** A clock event: the fact that holds its instant, and its name. */
export type ClockEvent = { readonly fact: string; readonly name: LocalText }

/** A rulebook that has been checked as a whole: every reference resolves, every condition is typed and compiled. */
export type Rulebook = {
  readonly id: string
  readonly version: string
  readonly name: LocalText
  /** ISO 3166 codes of the countries (and `EU`) whose operators it may bind. */
  readonly jurisdictions: readonly string[]
  readonly legal: LegalTime
  readonly clockEvents: ReadonlyMap<string, ClockEvent>
  readonly recipients: ReadonlyMap<string, Recipient>
  readonly designations: ReadonlyMap<string, LocalText>
  readonly sectorLists: SectorLists
  readonly sectors: ReadonlyMap<string, Sector>
  /** What the law asks of operators. */
  readonly laws: readonly Law[]
  /** What the law asks of the authorities that receive their reports. */
  readonly authorityDuties: readonly AuthorityDuty[]
  /** What the deployment asks of them where the law does not; never law. */
  readonly authorityTargets: readonly AuthorityTarget[]
  /** What it says on warning others; null where it says nothing, which allows nothing. */
  readonly release: ReleaseRules | null
  /** Targets of service in hours by `law id/stage`; set by the deployment, never a limit of law. */
  readonly serviceTargetHours: ReadonlyMap<string, number>
}
