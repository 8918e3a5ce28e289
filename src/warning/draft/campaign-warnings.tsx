import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiError } from '#ui/api-error.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { formatInstant } from '#ui/format-time.ts'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { pagePath } from '#ui/page-path.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { Table, type Column } from '#ui/table.tsx'
import { useText } from '#ui/use-text.ts'
import { campaignDraftsQuery, useBeginDraft } from './draft-client.ts'
import { campaignProblemTexts, campaignWarningsText, draftsText, draftStateTexts } from './draft-text.ts'
import { draftTitle } from './draft-title.ts'
import { draftTones } from './draft-tones.ts'
import type { ListedDraft } from './shown-draft.ts'

/** The warnings that the own authority made, or is making, about a campaign, and the way to one. */
export function CampaignWarnings({ campaignId }: { readonly campaignId: string }): ReactNode {
  const t = useText(campaignWarningsText)
  const drafts = useQuery(campaignDraftsQuery(campaignId))
  const columns = useColumns()
  return (
    <section aria-labelledby="campaign-warnings">
      <Heading level={2} id="campaign-warnings">
        {t('title')}
      </Heading>
      <p>{t('lead')}</p>
      <Loaded query={drafts}>
        {(found) => (
          <>
            <Table
              caption={t('title')}
              isCaptionHidden
              columns={columns}
              rows={found.drafts.filter(({ state }) => state !== 'dropped')}
              rowKey={({ id }) => id}
              empty={t('none')}
            />
            {found.drafts.every(isSettled) && (
              <Begin campaignId={campaignId} isOut={found.drafts.some(({ state }) => state === 'published')} />
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

function isSettled({ state }: ListedDraft): boolean {
  return state === 'published' || state === 'dropped'
}

function Begin({ campaignId, isOut }: { campaignId: string; isOut: boolean }): ReactNode {
  const t = useText(campaignWarningsText)
  const begin = useBeginDraft()
  return (
    <>
      {begin.error !== null && <BeginProblem error={begin.error} />}
      <p>
        <Button isPending={begin.isPending} onPress={() => begin.mutate({ campaignId })}>
          {t(isOut ? 'revise' : 'begin')}
        </Button>
      </p>
    </>
  )
}

function BeginProblem({ error }: { error: Error }): ReactNode {
  const { pick } = useLanguage()
  const words = error instanceof ApiError ? campaignProblemTexts[error.code] : undefined
  return words === undefined ? <ErrorNotice error={error} /> : <NotificationBanner tone="warning" title={pick(words)} level={3} isLive />
}

function useColumns(): readonly Column<ListedDraft>[] {
  const t = useText(campaignWarningsText)
  const list = useText(draftsText)
  const { pick, language } = useLanguage()
  const changed = ({ changedAt }: ListedDraft) =>
    list('hiddenOpen', { date: formatInstant(Temporal.Instant.from(changedAt), language, { seconds: true }) })
  return [
    { id: 'warning', header: list('warning'), isRowHeader: true, cell: (draft) => pick(draftTitle(draft)) },
    {
      id: 'state',
      header: list('state'),
      cell: ({ state }) => <StatusBadge tone={draftTones[state]}>{pick(draftStateTexts[state])}</StatusBadge>,
    },
    { id: 'changed', header: list('changed'), cell: ({ changedAt }) => <InstantText at={changedAt} /> },
    {
      id: 'open',
      header: t('look'),
      cell: (draft) =>
        draft.state === 'published' ? (
          <TextLink href={pagePath('warning', { warningId: draft.warningId })} hiddenSuffix={changed(draft)}>
            {t('warning')}
          </TextLink>
        ) : (
          <TextLink href={pagePath('draft', { draftId: draft.id })} hiddenSuffix={changed(draft)}>
            {t('open')}
          </TextLink>
        ),
    },
  ]
}
