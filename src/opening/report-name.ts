import { useLanguage } from '#ui/language-context.ts'
import { useText } from '#ui/use-text.ts'
import { incidentText } from './incident-text.ts'
import { stageName } from './stage-name.ts'

/** Returns a function that names one report of an incident: 続報（第2版）. */
export function useReportName(): (report: { readonly stage: string; readonly revision: number }) => string {
  const t = useText(incidentText)
  const { pick } = useLanguage()
  return ({ stage, revision }) => t('version', { stage: pick(stageName(stage)), revision })
}
