import type { Gate } from '#warning/gate/gate.ts'
import type { CleanReport } from './clean.ts'
import type { LeakingReport } from './corpus.ts'
import type { GroundTruth } from './ground-truth.ts'
import { findPlanted, LeakJudge, type Escape } from './leak-judge.ts'
import { judgedOpenly, stringsOf, textsOut } from './what-gets-out.ts'

/** A report of the corpus that got through with what must not get out. */
export type Leak = {
  readonly report: LeakingReport
  readonly where: 'published' | 'shown to an officer' | 'reasons'
  readonly escape: Escape
}

/** What became of the corpus. */
export type CorpusResult = {
  readonly verdicts: Readonly<Record<'release' | 'hold' | 'nothing', number>>
  readonly leaks: readonly Leak[]
}

/**
 * Runs reports through `gate` and searches everything that gets out: on the automatic path what is published; for officers what they see of a held
 * report, and for both the reasons of the gate.
 */
export function runCorpus(reports: readonly LeakingReport[], gate: Gate): CorpusResult {
  const judges = new Map<GroundTruth, LeakJudge>()
  const verdicts = { release: 0, hold: 0, nothing: 0 }
  const leaks: Leak[] = []
  for (const report of reports) {
    const judge = judges.get(report.victim) ?? new LeakJudge(report.victim)
    judges.set(report.victim, judge)
    const judgement = judgedOpenly(report.shareable, gate)
    verdicts[judgement.verdict]++
    const find = (texts: ReadonlySet<string>): Escape | null => findPlanted(report.planted, texts) ?? judge.findIn(texts)
    const content = judgement.verdict === 'nothing' ? null : judgement.content
    const shown = content === null ? null : find(textsOut(content))
    if (shown !== null) leaks.push({ report, where: judgement.verdict === 'release' ? 'published' : 'shown to an officer', escape: shown })
    // Names of fields may be anything; a pointer to one tells its name to officers only.
    const said = find(new Set(judgement.reasons.flatMap(({ code, about }) => stringsOf({ code, about }))))
    if (said !== null) leaks.push({ report, where: 'reasons', escape: said })
  }
  return { verdicts, leaks }
}

/** What became of the clean reports. */
export type CleanResult = {
  readonly reports: number
  readonly held: readonly CleanReport[]
  readonly values: number
  /** Values of released reports that recipients did not get. */
  readonly lost: readonly string[]
}

/** Runs reports that name nobody through `gate`. */
export function runClean(reports: readonly CleanReport[], gate: Gate): CleanResult {
  const held: CleanReport[] = []
  const lost: string[] = []
  for (const report of reports) {
    const judgement = judgedOpenly(report.shareable, gate)
    if (judgement.verdict !== 'release') {
      held.push(report)
      continue
    }
    const got = new Set(judgement.content.indicators.map((indicator) => indicator.value))
    lost.push(...report.values.filter((value) => !got.has(value)))
  }
  return { reports: reports.length, held, values: reports.flatMap((report) => report.values).length, lost }
}
