import type { ReactNode } from 'react'
import { DueWords } from '#obligation/due-words.tsx'
import { openStates } from '#obligation/obligation.ts'
import { useLanguage } from '#ui/language-context.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { useText } from '#ui/use-text.ts'
import { ownIncidentText } from './own-incident-text.ts'
import type { ListedIncident } from './report-client.ts'
import { stageName } from './kind-name.ts'

/** What an incident still owes: the stage that falls due next with its instant, or in words that nothing does. */
export function NextDue({ incident, now }: { incident: ListedIncident; now: Temporal.Instant }): ReactNode {
  const t = useText(ownIncidentText)
  const { pick } = useLanguage()
  if (incident.stage === 'withdrawal') return <StatusBadge tone="neutral">{t('withdrawn')}</StatusBadge>
  if (!incident.obligations.some(({ party }) => party === 'operator')) return <StatusBadge tone="neutral">{t('noDuty')}</StatusBadge>
  const open = incident.obligations.filter(({ party, state }) => party === 'operator' && openStates.has(state))
  const next = open.find(({ dueAt }) => dueAt === incident.nextDueAt) ?? open[0]
  if (next === undefined) return <StatusBadge tone="success">{t('allMet')}</StatusBadge>
  return (
    <>
      <span className="block font-700">{pick(stageName(next.stage))}</span>
      {next.dueAt === null ? <StatusBadge tone="neutral">{t('noLimit')}</StatusBadge> : <DueWords dueAt={next.dueAt} now={now} />}
    </>
  )
}
