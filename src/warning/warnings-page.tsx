import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useSession } from '#identity/session-client.ts'
import { useBrowserNow } from '#ui/browser-clock.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { Loading } from '#ui/progress.tsx'
import { useText } from '#ui/use-text.ts'
import { tlpLabel } from '#stix/tlp-marking.ts'
import { promiseText } from './promise-text.ts'
import type { WarningBody } from './warning-body.ts'
import { WarningCard } from './warning-card.tsx'
import { useWarningFollower, type FollowingState } from './warning-follower.ts'
import { newestPlace, warningsQuery, withWarning, type WarningPages } from './warning-list.ts'
import { warningsText } from './warning-page-text.ts'
import { warningTitle } from './warning-text.ts'

/** The warnings that the visitor may read, newest first; new ones appear and are announced as they are published. */
export function WarningsPage(): ReactNode {
  const t = useText(warningsText)
  const { pick } = useLanguage()
  const warnings = useInfiniteQuery(warningsQuery)
  const { arrived, state } = useArrivals(warnings.data)
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <Reader />
      <p>
        <TextLink href={pagePath('promise')}>{pick(promiseText.title)}</TextLink>
      </p>
      <Announcement arrived={arrived} state={state} />
      {warnings.data === undefined && warnings.error === null && <Loading />}
      {warnings.error !== null && <ErrorNotice error={warnings.error} onRetry={() => void warnings.refetch()} />}
      {warnings.data !== undefined && <Cards warnings={warnings.data.pages.flatMap((page) => page.warnings)} arrived={arrived} />}
      {warnings.hasNextPage && (
        <Button variant="secondary" isPending={warnings.isFetchingNextPage} onPress={() => void warnings.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Page>
  )
}

function useArrivals(pages: WarningPages | undefined): { arrived: readonly WarningBody[]; state: FollowingState } {
  const queryClient = useQueryClient()
  const [arrived, setArrived] = useState<readonly WarningBody[]>([])
  const state = useWarningFollower(pages === undefined ? null : newestPlace(pages), (warning) => {
    queryClient.setQueryData<WarningPages>(warningsQuery.queryKey, (known) => (known === undefined ? known : withWarning(known, warning)))
    setArrived((before) => [warning, ...before])
  })
  return { arrived, state }
}

function Reader(): ReactNode {
  const t = useText(warningsText)
  const session = useSession().data
  if (session === undefined) return null
  if (session.signedIn) {
    const level = session.person.roles.includes('subscriber') ? session.clearance : 'clear'
    return <p>{t('clearance', { level: tlpLabel(level) })}</p>
  }
  return (
    <p>
      {t('anonymous')} <TextLink href={pagePath('signIn')}>{t('signIn')}</TextLink>
    </p>
  )
}

function Announcement({ arrived, state }: { arrived: readonly WarningBody[]; state: FollowingState }): ReactNode {
  const t = useText(warningsText)
  const { pick } = useLanguage()
  const latest = arrived[0]
  return (
    <>
      <p className="text-solid-gray-700">{t(state)}</p>
      <p role="status" className="font-700">
        {latest !== undefined && t('arrived', { count: arrived.length, title: pick(warningTitle(latest)) })}
      </p>
    </>
  )
}

function Cards({ warnings, arrived }: { warnings: readonly WarningBody[]; arrived: readonly WarningBody[] }): ReactNode {
  const t = useText(warningsText)
  const now = useBrowserNow()
  if (warnings.length === 0) return <div className="my-6 rounded-12 bg-solid-gray-50 p-6">{t('empty')}</div>
  return (
    <ul className="my-6 grid gap-4">
      {warnings.map((warning) => (
        <WarningCard key={warning.id} warning={warning} isNew={arrived.some(({ id }) => id === warning.id)} now={now} />
      ))}
    </ul>
  )
}
