import type { LocalText } from '#base/language.ts'
import type { DueExplanation } from '#calendar/due-at.ts'
import type { AnswerProblem } from './answer-problem.ts'
import type { ReportStage } from './core-field.ts'
import type { Recipient } from './rulebook.ts'

/** Whether a law asks for a report; `may-be-due` names the unknown facts that would decide. */
export type Verdict = 'due' | 'not-due' | 'may-be-due'

/** A clause that a rule rests on. */
export type CitedClause = {
  /** Name by which people call the source, and its full title. */
  readonly short: LocalText
  readonly source: LocalText
  readonly clause: LocalText
  /** Number under which the official register keeps the text, and where to read it. */
  readonly register: string | null
  readonly url: string | null
  /** False where nobody has compared the rule with the text of the clause. */
  readonly verified: boolean
}

/** An unknown fact that would decide. */
export type MissingFact = {
  readonly field: string
  readonly label: LocalText
  readonly hint: LocalText | null
  /** Share of its possible values that would settle the matter at once, from 0 to 1; over several duties, their sum. */
  readonly decides: number
}

/** One condition of the law and what became of it. */
export type Reason = {
  readonly id: string
  readonly holds: 'yes' | 'no' | 'unknown'
  readonly text: LocalText
  readonly clause: CitedClause
  /** The answers that the condition looked at. */
  readonly facts: readonly { readonly field: string; readonly label: LocalText; readonly answer: LocalText }[]
}

/** A field by its id and name. */
export type NamedField = { readonly field: string; readonly label: LocalText }

/** One stage of a duty with its due instant. */
export type AssessedStage = {
  readonly stage: ReportStage
  readonly name: LocalText
  /** The limit in the words of the law. */
  readonly limit: LocalText
  /** Start of the clock (RFC 3339, UTC), or null where it is not known. */
  readonly startedAt: string | null
  /** Due instant (RFC 3339, UTC), or null where the law names no number or the start is not known; that instant itself is in time. */
  readonly dueAt: string | null
  readonly explanation: DueExplanation | null
  /** What this deployment aims at where the law says only "promptly"; never a limit of law. */
  readonly serviceTarget: { readonly at: string; readonly text: LocalText } | null
  /** Not every stage exists in every case: `unknown` facts may leave that open. */
  readonly exists: 'yes' | 'unknown'
  /** True where the stage is owed again after each occurrence of its event. */
  readonly repeats: boolean
  /** Further clocks of the stage, which end later or have not started. */
  readonly otherClocks: readonly OtherClock[]
  /** Extensions and suspensions that moved the due instant, in words. */
  readonly adjustments: readonly LocalText[]
  /** The fact that holds the start of the clock, where it is not known. */
  readonly waitingFor: NamedField | null
  readonly clause: CitedClause
  /** Clauses that govern how the period is counted. */
  readonly counting: readonly CitedClause[]
  /** Fields that the stage requires and nobody has answered; `unknown` is an answer. */
  readonly missing: readonly NamedField[]
}

/** A clock of a stage beside the one that counts. */
export type OtherClock = {
  readonly limit: LocalText
  readonly startedAt: string | null
  readonly endsAt: string | null
  readonly text: LocalText
  readonly clause: CitedClause
}

/** A sentence of a law with its clause. */
export type CitedText = { readonly text: LocalText; readonly clause: CitedClause }

/** A lane of severity; `open` while unknown facts may still change it, and then `missing` names them. */
export type AssessedLane = {
  readonly id: string
  readonly name: LocalText
  readonly open: boolean
  readonly missing: readonly MissingFact[]
}

/** A body that the report goes to; `recipient` is null where the sector that decides it is not known. */
export type AssessedRecipient = {
  readonly recipient: Recipient | null
  readonly text: LocalText
  /** Sectors of the operator over which it has jurisdiction; empty for a body that receives every report. */
  readonly sectors: readonly string[]
  readonly clause: CitedClause
}

/** What one law asks of one operator for one incident. */
export type AssessedObligation = {
  readonly id: string
  readonly jurisdiction: string
  readonly law: LocalText
  readonly title: LocalText
  readonly verdict: Verdict
  readonly summary: LocalText
  /** The conditions of the law, those that decided first. */
  readonly reasons: readonly Reason[]
  /** Facts that would decide, the most decisive first; empty where the verdict stands. */
  readonly missing: readonly MissingFact[]
  /** Stages in order; empty where nothing is due. */
  readonly stages: readonly AssessedStage[]
  readonly recipients: readonly AssessedRecipient[]
  /** The form that the kind of incident selects; several where the kind is not known. */
  readonly forms: readonly { readonly id: string; readonly name: LocalText; readonly clause: CitedClause }[]
  /** The lane of severity that counts; null where the law knows one severity, or nothing is due. */
  readonly lane: AssessedLane | null
  /** What to do now that a duty under which a report was sent no longer stands; null in every other case. */
  readonly followUp: (CitedText & { readonly kind: 'reclassification' | 'withdrawal' }) | null
  readonly penalties: readonly CitedText[]
  /** How the report is kept from others. */
  readonly confidentiality: readonly CitedText[]
  /** What the report may not be used for. */
  readonly shield: readonly CitedText[]
  /** Who may extend or stop the clocks, and on which grounds. */
  readonly adjustable: readonly (CitedText & { readonly kind: 'extension' | 'suspension'; readonly authority: LocalText })[]
  readonly notes: readonly CitedText[]
  /** True where every clause that the verdict rests on was compared with its text. */
  readonly verified: boolean
}

/** The answer to "must I report, to whom, by when?" for every law of a rulebook. */
export type Assessment = {
  readonly rulebook: { readonly id: string; readonly version: string; readonly name: LocalText }
  readonly verdict: Verdict
  /** Due first, then what may be due. */
  readonly obligations: readonly AssessedObligation[]
  /** Where one may report without having to; `due` says that it fits. It takes no part in the verdict. */
  readonly voluntary: readonly AssessedObligation[]
  /** Facts that would decide over all duties, the most decisive first. */
  readonly missing: readonly MissingFact[]
  /** Facts that do not fit their field and were taken as unknown. */
  readonly ignored: readonly AnswerProblem[]
}
