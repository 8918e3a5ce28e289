import type { ReactNode } from 'react'
import { ApiError, type ApiErrorKind } from './api-error.ts'
import { Button } from './button.tsx'
import { NotificationBanner } from './notification-banner.tsx'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

const titles = {
  offline: 'offlineTitle',
  busy: 'busyTitle',
  'signed-out': 'signedOutTitle',
  forbidden: 'forbiddenTitle',
  absent: 'absentTitle',
  conflict: 'conflictTitle',
  refused: 'refusedTitle',
  fault: 'faultTitle',
} as const satisfies Record<ApiErrorKind, keyof typeof uiText>

/**
 * Says what went wrong with a request and what to do, in words for its kind; announced when it appears.
 *
 * @param props `error` as caught; `onRetry` adds a button that tries again.
 */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }): ReactNode {
  const t = useText(uiText)
  const kind = error instanceof ApiError ? error.kind : 'fault'
  const tone = kind === 'busy' || kind === 'offline' || kind === 'signed-out' ? 'warning' : 'error'
  return (
    <NotificationBanner
      tone={tone}
      title={t(titles[kind])}
      isLive
      actions={
        onRetry !== undefined && (
          <Button variant="secondary" size="small" onPress={onRetry}>
            {t('tryAgain')}
          </Button>
        )
      }
    >
      <p>{useWords(error, kind)}</p>
      {kind === 'fault' && error instanceof ApiError && error.requestId !== null && <p>{t('requestNumber', { id: error.requestId })}</p>}
    </NotificationBanner>
  )
}

function useWords(error: unknown, kind: ApiErrorKind): string {
  const t = useText(uiText)
  switch (kind) {
    case 'offline':
      return t('offlineBody')
    case 'busy':
      return t('busyBody', { seconds: (error instanceof ApiError ? error.retryAfterSeconds : null) ?? 5 })
    case 'signed-out':
      return t('signedOutBody')
    case 'forbidden':
      return t('forbiddenBody')
    case 'absent':
      return t('absentBody')
    case 'conflict':
    case 'refused':
      return error instanceof ApiError ? error.message : ''
    case 'fault':
      return t('faultBody')
  }
}
