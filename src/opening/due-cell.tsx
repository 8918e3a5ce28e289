import type { ReactNode } from 'react'
import { formatDue } from '#obligation/format-due.ts'
import { formatSpan } from '#ui/format-time.ts'
import { useLanguage } from '#ui/language-context.ts'
import { StatusBadge, type StatusTone } from '#ui/status-badge.tsx'
import { useText } from '#ui/use-text.ts'
import { dueStanding, type DueStanding } from './inbox-filter.ts'
import { inboxText, standingNames } from './inbox-text.ts'
import type { ReceivedIncident } from './received-incident.ts'

const tones: Readonly<Record<DueStanding, StatusTone>> = {
  overdue: 'danger',
  soon: 'warning',
  due: 'neutral',
  promptly: 'warning',
  met: 'success',
  late: 'neutral',
  none: 'neutral',
}

/** When an incident falls due next, how long that is from `now`, and how urgent it makes it. */
export function DueCell({ incident, now }: { incident: ReceivedIncident; now: Temporal.Instant }): ReactNode {
  const t = useText(inboxText)
  const { language, pick } = useLanguage()
  const standing = dueStanding(incident, now)
  const isUrgent = standing === 'overdue' || standing === 'soon'
  const { nextDueAt } = incident
  if (nextDueAt === null) return <StatusBadge tone={tones[standing]}>{pick(standingNames[standing])}</StatusBadge>
  const dueAt = Temporal.Instant.from(nextDueAt)
  const span = formatSpan(now, dueAt, language)
  return (
    <>
      <StatusBadge tone={tones[standing]} isStrong={isUrgent}>
        {standing === 'overdue' ? t('passed', { span }) : t('left', { span })}
      </StatusBadge>
      <time dateTime={nextDueAt} className="mt-1 block">
        {formatDue(dueAt, language)}
      </time>
    </>
  )
}
