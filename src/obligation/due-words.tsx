import type { ReactNode } from 'react'
import { formatSpan } from '#ui/format-time.ts'
import { useLanguage } from '#ui/language-context.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { useText } from '#ui/use-text.ts'
import { formatDue } from './format-due.ts'
import { owedPageText } from './owed-text.ts'

/** A due instant in words, with the time that is left of it or has passed since; in words, not by colour alone. */
export function DueWords({ dueAt, now }: { dueAt: string; now: Temporal.Instant }): ReactNode {
  const t = useText(owedPageText)
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

/** When a stage falls due, or in words that it has no limit or none yet. */
export function OwedDue({
  owed,
  now,
}: {
  owed: { readonly dueAt: string | null; readonly state: string }
  now: Temporal.Instant
}): ReactNode {
  const t = useText(owedPageText)
  if (owed.dueAt !== null) return <DueWords dueAt={owed.dueAt} now={now} />
  return (
    <StatusBadge tone={owed.state === 'waiting' ? 'neutral' : 'warning'}>
      {t(owed.state === 'waiting' ? 'notStarted' : 'noLimit')}
    </StatusBadge>
  )
}
