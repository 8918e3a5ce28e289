import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSignedIn } from '#identity/session-client.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { formatInstant } from '#ui/format-time.ts'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { StatusBadge } from '#ui/status-badge.tsx'
import { Table, type Column } from '#ui/table.tsx'
import { useText } from '#ui/use-text.ts'
import { draftsQuery, useBeginDraft } from './draft-client.ts'
import { draftStateTexts, draftsText } from './draft-text.ts'
import { draftTitle } from './draft-title.ts'
import { draftTones } from './draft-tones.ts'
import type { DraftState } from './draft.ts'
import { emptyWarning } from './editable-warning.ts'
import type { ListedDraft } from './shown-draft.ts'

const groups = [
  { title: 'awaiting', empty: 'awaitingEmpty', states: ['submitted', 'approved'] },
  { title: 'written', empty: 'writtenEmpty', states: ['draft'] },
  { title: 'settled', empty: 'settledEmpty', states: ['published', 'dropped'] },
] as const satisfies readonly {
  title: keyof typeof draftsText
  empty: keyof typeof draftsText
  states: readonly DraftState[]
}[]

/** The drafts of the own authority: what waits for approval first. */
export function DraftsPage(): ReactNode {
  const t = useText(draftsText)
  const drafts = useQuery(draftsQuery)
  const columns = useColumns()
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <Begin />
      <Loaded query={drafts}>
        {(found) =>
          groups.map(({ title, empty, states }) => (
            <section key={title}>
              <Heading level={2}>{t(title)}</Heading>
              <Table
                caption={t(title)}
                isCaptionHidden
                columns={columns}
                rows={found.drafts.filter(({ state }) => states.some((one) => one === state))}
                rowKey={({ id }) => id}
                empty={t(empty)}
              />
            </section>
          ))
        }
      </Loaded>
    </Page>
  )
}

function Begin(): ReactNode {
  const t = useText(draftsText)
  const begin = useBeginDraft()
  const start = () => begin.mutate({ content: emptyWarning(browserNow().toZonedDateTimeISO('UTC').toPlainDate()) })
  return (
    <>
      {begin.error !== null && <ErrorNotice error={begin.error} />}
      <ButtonRow>
        <Button onPress={start} isPending={begin.isPending}>
          {t('begin')}
        </Button>
      </ButtonRow>
    </>
  )
}

function useColumns(): readonly Column<ListedDraft>[] {
  const t = useText(draftsText)
  const { pick, language } = useLanguage()
  const session = useSignedIn()
  return [
    {
      id: 'warning',
      header: t('warning'),
      isRowHeader: true,
      cell: (draft) => (
        <>
          <TextLink
            href={pagePath('draft', { draftId: draft.id })}
            hiddenSuffix={t('hiddenOpen', { date: formatInstant(Temporal.Instant.from(draft.changedAt), language, { seconds: true }) })}
          >
            {pick(draftTitle(draft))}
          </TextLink>
          {draft.campaignId !== null && <span className="block text-solid-gray-700">{t('fromCampaign')}</span>}
          {draft.reportId !== null && <span className="block text-solid-gray-700">{t('fromReport')}</span>}
        </>
      ),
    },
    {
      id: 'state',
      header: t('state'),
      cell: ({ state, refused, signers }) => (
        <span className="flex flex-wrap gap-2">
          <StatusBadge tone={draftTones[state]}>{pick(draftStateTexts[state])}</StatusBadge>
          {refused !== null && <StatusBadge tone="danger">{t('sentBack')}</StatusBadge>}
          {signers.includes(session.person.id) && <StatusBadge tone="neutral">{t('ownSignature')}</StatusBadge>}
        </span>
      ),
    },
    { id: 'changed', header: t('changed'), cell: ({ changedAt }) => <InstantText at={changedAt} /> },
  ]
}
