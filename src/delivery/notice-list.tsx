import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, type ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import { request } from '#ui/api.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { useText } from '#ui/use-text.ts'
import { noticeText } from './notice-text.ts'

type Notices = {
  readonly notices: readonly { readonly id: string; readonly body: LocalText; readonly path: string; readonly createdAt: string }[]
  readonly unread: number
}

const unreadQuery = queryOptions({
  queryKey: ['notices', 'unread'],
  queryFn: ({ signal }) => request<Notices>('/api/v1/notices?unread=true&limit=5', { signal }),
  refetchInterval: 60_000,
})

/**
 * The latest unread notices to the organisation of who is signed in, and a way to be done with them; nothing where there are none.
 *
 * @param props `here` is the page on which they stand: a notice that leads there has no link.
 */
export function NoticeList({ here }: { here: string }): ReactNode {
  const t = useText(noticeText)
  const { pick } = useLanguage()
  const title = useId()
  const { data } = useQuery(unreadQuery)
  const reading = useMarkRead()
  if (data === undefined || data.notices.length === 0) return null
  const { notices, unread } = data
  return (
    <section aria-labelledby={title} className="my-6 rounded-12 border-3 border-warning-yellow-2 p-6">
      <Heading level={2} looksLike={3} isFlush id={title}>
        {t('title')}
      </Heading>
      <p className="mt-2 text-solid-gray-700">{t('shared')}</p>
      <ul className="mt-4">
        {notices.map(({ id, body, path, createdAt }) => (
          <li key={id} className="flex flex-wrap gap-x-4 border-t border-solid-gray-420 py-2">
            <InstantText at={createdAt} />
            <span>{pick(body)}</span>
            {path !== here && <TextLink href={path}>{t('look')}</TextLink>}
          </li>
        ))}
      </ul>
      {unread > notices.length && <p className="mt-2">{t('more', { count: unread - notices.length })}</p>}
      {reading.error !== null && <ErrorNotice error={reading.error} />}
      <div className="mt-4">
        <Button variant="secondary" size="small" isPending={reading.isPending} onPress={() => reading.mutate()}>
          {t('read')}
        </Button>
      </div>
    </section>
  )
}

/** Marks every unread notice as read, page by page. */
function useMarkRead() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      for (;;) {
        const { notices } = await request<Notices>('/api/v1/notices?unread=true&limit=200')
        if (notices.length === 0) return
        await request('/api/v1/notices/read', { method: 'POST', body: { ids: notices.map(({ id }) => id) } })
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: unreadQuery.queryKey }),
  })
}
