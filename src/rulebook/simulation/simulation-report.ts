import type { LocalText } from '#base/language.ts'
import type { Verdict } from '../assessment.ts'
import type { ReportStage } from '../core-field.ts'
import type { StageState } from './stage-state.ts'

/** What a law that is left out, or is not in force, comes to beside the verdicts. */
export type LawState = Verdict | 'not-in-force'

/** How often a fact settled or left open what a law asks for. */
export type FactCount = {
  readonly fact: string
  readonly label: LocalText
  /** Incidents in which the duty is due, or not due, because of this fact among others. */
  readonly due: number
  readonly notDue: number
  /** Incidents in which it was unknown and kept the duty open. */
  readonly open: number
}

/** How often a condition was the first that turned the duty away. */
export type RefusalCount = { readonly rule: string; readonly text: LocalText; readonly incidents: number }

/** Counts of one law in one sector and month. */
export type LawCell = { readonly sector: string; readonly month: string } & Readonly<Record<LawState, number>>

/** Counts of one stage in one sector and month. */
export type StageCell = { readonly sector: string; readonly month: string } & Readonly<Record<StageState, number>>

/** Late reports by how late they are: up to an hour, a day, a week, or more. */
export const lateSpans = ['hour', 'day', 'week', 'longer'] as const

/** What one stage of one law would bring. */
export type StageReport = {
  readonly stage: ReportStage
  readonly name: LocalText
  /** Reports that are owed: every state but `waiting` and `open`. */
  readonly reports: number
  readonly states: Readonly<Record<StageState, number>>
  readonly lateBy: Readonly<Record<(typeof lateSpans)[number], number>>
  readonly cells: readonly StageCell[]
}

/** What one law would bring. */
export type LawReport = {
  readonly law: string
  readonly jurisdiction: string
  readonly name: LocalText
  readonly title: LocalText
  readonly nature: 'duty' | 'voluntary'
  readonly status: 'in-force' | 'proposed' | 'repealed'
  /** Incidents in which the law of this country was asked at all. */
  readonly asked: number
  readonly states: Readonly<Record<LawState, number>>
  /** The most frequent first. */
  readonly facts: readonly FactCount[]
  readonly refusals: readonly RefusalCount[]
  readonly stages: readonly StageReport[]
  readonly cells: readonly LawCell[]
}

/** What a rule set would bring. */
export type RuleSetReport = {
  readonly name: LocalText
  readonly rulebooks: readonly { readonly id: string; readonly version: string; readonly name: LocalText }[]
  readonly laws: readonly LawReport[]
}

/** A change of one stage between two rule sets, over all incidents. */
export type StageComparison = {
  readonly stage: ReportStage
  readonly name: LocalText
  readonly before: number
  readonly after: number
  /** Incidents in which the report is owed under the second rule set alone, or under the first alone. */
  readonly added: number
  readonly removed: number
  /** Of those owed under both: due earlier, later, or with a limit under one alone. */
  readonly earlier: number
  readonly later: number
  readonly otherLimit: number
  /** Of those owed under both: late (or never filed) under the second alone, or under the first alone. */
  readonly newlyLate: number
  readonly nowInTime: number
}

/** A change of one law between two rule sets, over all incidents. */
export type LawComparison = {
  readonly law: string
  readonly title: LocalText
  readonly inBefore: boolean
  readonly inAfter: boolean
  /** Incidents for which anything differs. */
  readonly incidents: number
  /** Incidents by verdict under the first and the second rule set, where the two differ; `none` is no duty, for whatever reason. */
  readonly verdicts: readonly { readonly before: ComparedVerdict; readonly after: ComparedVerdict; readonly incidents: number }[]
  readonly stages: readonly StageComparison[]
}

/** A verdict as two rule sets are compared. */
export type ComparedVerdict = 'due' | 'may-be-due' | 'none'

/** What differs between two rule sets. */
export type Comparison = { readonly incidents: number; readonly laws: readonly LawComparison[] }

/** Name of a sector in the tables. */
export type NamedSector = { readonly sector: string; readonly name: LocalText }

/** What a simulation found. */
export type SimulationReport = {
  readonly format: 'noroshi-simulation-1'
  readonly incidents: number
  /** Sectors and months that occur, in order. */
  readonly sectors: readonly NamedSector[]
  readonly months: readonly string[]
  readonly rules: RuleSetReport
  readonly against: RuleSetReport | null
  readonly comparison: Comparison | null
}
