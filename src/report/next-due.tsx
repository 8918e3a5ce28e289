import type { ReactNode } from 'react'
import { formatDue } from '#obligation/format-due.ts'
import { openStates } from '#obligation/obligation.ts'
import { formatSpan } from '#ui/format-time.ts'
import { useLanguage } from '#ui/language-context.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { useText } from '#ui/use-text.ts'
import { ownIncidentText } from './own-incident-text.ts'
import type { ListedIncident } from './report-client.ts'
import { stageName } from './kind-name.ts'

/** A due instant in words, with the time that is left of it or has passed since; in words, not by colour alone. */
export function DueWords({ dueAt, now }: { dueAt: string; now: Temporal.Instant }): ReactNode {
  const t = useText(ownIncidentText)
  const { language } = useLanguage()
  const instant = Temporal.Instant.from(dueAt)
  const span = formatSpan(now, instant, language)
  const isPast = Temporal.Instant.compare(now, instant) > 0
  return (
    <>
      <time dateTime={dueAt} className="block">
        {formatDue(instant, language)}
      </time>
      <StatusBadge tone={isPast ? 'danger' : 'neutral'} isStrong={isPast}>
        {isPast ? t('passed', { span }) : t('left', { span })}
      </StatusBadge>
    </>
  )
}

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
