import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { request } from '#ui/api.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { useText } from '#ui/use-text.ts'
import { unreadableText } from './unreadable-text.ts'

/** One click that tells the operator that its report or attachment does not open. */
export function TellUnreadable({ reportId }: { reportId: string }): ReactNode {
  const t = useText(unreadableText)
  const telling = useMutation({
    mutationFn: () => request(`/api/v1/reports/${encodeURIComponent(reportId)}/unreadable`, { method: 'POST' }),
  })
  if (telling.isSuccess) return <p role="status">{t('told')}</p>
  return (
    <>
      <Button variant="secondary" size="small" isPending={telling.isPending} onPress={() => telling.mutate()}>
        {t('tell')}
      </Button>
      {telling.error !== null && <ErrorNotice error={telling.error} />}
    </>
  )
}
