import type { LocalText } from '#base/language.ts'
import { isReportStage } from '#report/report.ts'
import { stageNames } from '#report/stage-text.ts'

/** Returns the name of a stage; the code itself where nobody defined it. */
export function stageName(stage: string): LocalText {
  return isReportStage(stage) ? stageNames[stage] : { ja: stage, en: stage }
}
