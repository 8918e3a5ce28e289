import type { LocalText } from '#base/language.ts'
import type { LegalTime } from '#calendar/due-at.ts'
import type { Condition } from './condition.ts'
import type { LawCondition, LawData, RulebookHead, SectorLists } from './law-schema.ts'

/** A condition of a law with its words, compiled. */
export type LawRule = LawCondition & { readonly condition: Condition }

/** A form with the condition that selects it, compiled. */
export type LawForm = LawData['forms'][number] & { readonly condition: Condition }

/** One duty of one law, ready to be decided. */
export type Law = {
  readonly data: LawData
  /** Who is bound and what starts the duty, in this order; the duty is due where all hold. */
  readonly rules: readonly LawRule[]
  readonly forms: readonly LawForm[]
  /** Half-open range in which the law is in force. */
  readonly validFrom: Temporal.Instant
  readonly validTo: Temporal.Instant | null
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
  readonly legal: LegalTime
  readonly clockEvents: ReadonlyMap<string, ClockEvent>
  readonly recipients: ReadonlyMap<string, Recipient>
  readonly designations: ReadonlyMap<string, LocalText>
  readonly sectorLists: SectorLists
  readonly sectors: ReadonlyMap<string, Sector>
  readonly laws: readonly Law[]
  /** Targets of service in hours by `law id/stage`; set by the deployment, never a limit of law. */
  readonly serviceTargetHours: ReadonlyMap<string, number>
}
