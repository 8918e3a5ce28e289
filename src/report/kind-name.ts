import type { LocalText } from '#base/language.ts'
import type { Incident } from '#incident/incident.ts'
import { unknownText } from '#rulebook/answer-text.ts'
import { unknown } from '#rulebook/answer-value.ts'
import { coreField } from '#rulebook/core-field.ts'
import { isReportStage } from './report.ts'
import { stageNames } from './stage-text.ts'

/** Returns what a kind of incident is called, for people; the code itself where the common core does not know it. */
export function kindName(kind: string): LocalText {
  if (kind === unknown) return unknownText
  const field = coreField('inc.kind')
  const options = field?.type === 'code' ? field.options : []
  return options.find(({ code }) => code === kind)?.label ?? { ja: kind, en: kind }
}

/** Returns what a stage is called, for people; the code itself where nobody defined it. */
export function stageName(stage: string): LocalText {
  return isReportStage(stage) ? stageNames[stage] : { ja: stage, en: stage }
}

/** Returns the first characters of an incident's id, enough to tell it from others in speech. */
export function shortNumber({ id }: Pick<Incident, 'id'>): string {
  return id.slice(0, 8)
}
