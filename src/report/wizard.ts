import type { ReactNode } from 'react'
import type { AssessmentOfAll } from '#rulebook/assess-all.ts'
import type { Draft, DraftReading } from './draft.ts'
import type { Directory, OwnOperator, PreparedReport } from './prepare-report.ts'
import type { Topic, TopicId } from './report-topic.ts'
import type { FiledReport } from './report.ts'

/** One step of the form: a topic, or one of the three steps after the answers. */
export type StepId = TopicId | 'check' | 'preview' | 'send'

/** What every step works with. */
export type Wizard = {
  readonly draft: Draft
  readonly setDraft: (draft: Draft) => void
  readonly reading: DraftReading
  /** What the law asks for after the answers so far; decided in the browser, nothing is sent. */
  readonly assessment: AssessmentOfAll
  /** Every topic of the stage, in order. */
  readonly topics: readonly Topic[]
  readonly operator: OwnOperator
  readonly directory: Directory
  /** Address of a step; `isFromCheck` leads back to the answers afterwards, `showsErrors` shows at once what is wrong there. */
  readonly addressOf: (step: StepId, options?: StepOptions) => { href: string; search: Readonly<Record<string, string>> }
  readonly goTo: (step: StepId, options?: StepOptions) => void
  readonly onFiled: (report: FiledReport) => void
  /** Shows the warning that others would get of the report: the release gate's own judgement. */
  readonly Expected: ShowExpected
  /** Where a finished report goes: to the server, or into a file on this device. */
  readonly goal: 'send' | 'file'
}

/** Shows what the release gate would make of a report that is not sent yet. */
export type ShowExpected = (props: { prepared: PreparedReport; operator: OwnOperator }) => ReactNode

/** How a step is entered. */
export type StepOptions = { readonly isFromCheck?: boolean; readonly showsErrors?: boolean }
