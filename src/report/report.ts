import { reportStages, type ReportStage } from '#rulebook/core-field.ts'

/** Which stages may follow which; nothing follows a withdrawal. */
const followers: Readonly<Record<ReportStage, readonly ReportStage[]>> = {
  initial: ['update', 'detailed', 'final', 'withdrawal'],
  update: ['update', 'detailed', 'final', 'withdrawal'],
  detailed: ['update', 'detailed', 'final', 'withdrawal'],
  final: ['final', 'withdrawal'],
  withdrawal: [],
}

/** Tells whether a report at stage `next` may follow one at stage `previous`; a first report follows none. */
export function mayFollow(previous: ReportStage | null, next: ReportStage): boolean {
  return previous === null ? next === 'initial' : followers[previous].includes(next)
}

/** Tells whether `text` is a stage. */
export function isReportStage(text: string): text is ReportStage {
  return (reportStages as readonly string[]).includes(text)
}

/** What the server says of one report that it keeps; instants are ISO 8601 in UTC. */
export type FiledReport = {
  readonly reportId: string
  readonly incidentId: string
  readonly stage: ReportStage
  readonly revision: number
  readonly filedAt: string
  /** SHA-256 in hex over what was signed and the signature. */
  readonly digest: string
}
