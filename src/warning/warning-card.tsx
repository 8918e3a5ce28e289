import type { ReactNode } from 'react'
import { formatDate, formatInstant } from '#ui/format-time.ts'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { useText } from '#ui/use-text.ts'
import type { WarningBody } from './warning-body.ts'
import { PapBadge, TlpBadge } from './tlp-badge.tsx'
import { lastValidDay, standingOf } from './validity.ts'
import { warningsText } from './warning-page-text.ts'
import { actionTexts, warningTitle } from './warning-text.ts'

/** One warning in the list: its title, what to do first, when it was published and until when it counts. */
export function WarningCard({ warning, isNew, now }: { warning: WarningBody; isNew: boolean; now: Temporal.Instant }): ReactNode {
  const t = useText(warningsText)
  const { language, pick } = useLanguage()
  const first = warning.actions[0]
  const state = standingOf(warning, now)
  const published = formatInstant(Temporal.Instant.from(warning.publishedAt), language)
  return (
    <li className="rounded-12 border border-solid-gray-420 p-4 desktop:p-6">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        {isNew && (
          <StatusBadge tone="info" isStrong>
            {t('isNew')}
          </StatusBadge>
        )}
        <TlpBadge tlp={warning.tlp} />
        <PapBadge pap={warning.pap} />
        {state === 'recalled' && (
          <StatusBadge tone="danger" isStrong>
            {t('recalled')}
          </StatusBadge>
        )}
        {state === 'revised' && <StatusBadge tone="warning">{t('revised')}</StatusBadge>}
        {state === 'expired' && <StatusBadge tone="neutral">{t('over')}</StatusBadge>}
      </div>
      <Heading level={2} looksLike={3} isFlush>
        <TextLink href={pagePath('warning', { warningId: warning.id })} hiddenSuffix={t('ofDate', { date: published })}>
          {pick(warningTitle(warning, warning.act))}
        </TextLink>
      </Heading>
      {first !== undefined && (
        <p className="mt-2">
          <strong>{t('firstAction')}</strong>
          {': '}
          {pick(actionTexts[first])}
        </p>
      )}
      <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-solid-gray-700">
        <li>
          {t('published')}
          {': '}
          <InstantText at={warning.publishedAt} />
        </li>
        <li>{t('indicatorCount', { count: warning.indicators.length })}</li>
        <li>{t('until', { date: formatDate(lastValidDay(warning.validUntil), language) })}</li>
      </ul>
    </li>
  )
}
