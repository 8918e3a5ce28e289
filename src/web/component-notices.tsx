import type { ReactNode } from 'react'
import { ApiError } from '#ui/api-error.ts'
import { Button } from '#ui/button.tsx'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { Loading, ProgressBar } from '#ui/progress.tsx'
import { StatusBadge } from '#ui/status-badge.tsx'
import { useText } from '#ui/use-text.ts'
import { componentsText } from './components-text.ts'

const fault = new ApiError('INTERNAL', 'example', { status: 500, requestId: 'req-01JD3Z7M' })

/** Shows banners, badges, progress and other things that tell a state. */
export function ComponentNotices(): ReactNode {
  const t = useText(componentsText)
  return (
    <section>
      <Heading level={2}>{t('notices')}</Heading>
      <NotificationBanner tone="info" title={t('info')} level={3}>
        {t('noticeBody')}
      </NotificationBanner>
      <NotificationBanner tone="success" title={t('success')} level={3} />
      <NotificationBanner tone="warning" title={t('warning')} level={3} actions={<Button size="small">{t('check')}</Button>} />
      <NotificationBanner tone="error" title={t('failure')} level={3}>
        {t('noticeBody')}
      </NotificationBanner>
      <ErrorNotice error={fault} onRetry={() => undefined} />
      <ul className="my-6 flex flex-wrap gap-3">
        <li>
          <StatusBadge tone="neutral">{t('neutral')}</StatusBadge>
        </li>
        <li>
          <StatusBadge tone="info">{t('info')}</StatusBadge>
        </li>
        <li>
          <StatusBadge tone="success">{t('met')}</StatusBadge>
        </li>
        <li>
          <StatusBadge tone="warning">{t('due')}</StatusBadge>
        </li>
        <li>
          <StatusBadge tone="danger">{t('late')}</StatusBadge>
        </li>
        <li>
          <StatusBadge tone="warning" isStrong>
            {t('due')}
          </StatusBadge>
        </li>
        <li>
          <StatusBadge tone="danger" isStrong>
            {t('late')}
          </StatusBadge>
        </li>
      </ul>
      <p className="my-6">
        <CopyableCode name={t('receipt')} value="0193a6de-5b2f-7c1e-9d40-6f2f0c9a7b11" />
      </p>
      <ProgressBar label={t('progress')} value={3} total={5} note={t('progressNote', { done: 3, total: 5 })} />
      <Loading />
      <Disclosure summary={t('more')}>{t('moreBody')}</Disclosure>
    </section>
  )
}
