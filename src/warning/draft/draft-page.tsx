import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useSignedIn } from '#identity/session-client.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { usePagePart } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { StatusBadge } from '#ui/status-badge.tsx'
import { useText } from '#ui/use-text.ts'
import { WarningSheet } from '../warning-sheet.tsx'
import { draftQuery, useWithdrawDraft } from './draft-client.ts'
import { DraftEditor } from './draft-editor.tsx'
import { DraftFindings, DraftRefused } from './draft-findings.tsx'
import { HeldBeside, WhoCouldBeGuessed } from './draft-preview.tsx'
import { DraftSigning } from './draft-signing.tsx'
import { draftsText, draftStateTexts, draftText } from './draft-text.ts'
import { draftTitle } from './draft-title.ts'
import { RecallSummary } from './recall-summary.tsx'
import type { ShownDraft } from './shown-draft.ts'
import { partToSign } from './to-sign.ts'

/** One draft: what would go out, what the gate finds, who could be guessed from it, and the signatures that it takes. */
export function DraftPage(): ReactNode {
  const t = useText(draftText)
  const list = useText(draftsText)
  const { pick } = useLanguage()
  const draft = useQuery(draftQuery(usePagePart('draftId')))
  const { data } = draft
  const shown = data?.content ?? data?.standing ?? null
  const title = data === undefined ? null : draftTitle({ act: data.act, kind: shown?.kind ?? null, confidence: shown?.confidence ?? null })
  return (
    <Page
      title={title === null ? t('loading') : pick(title)}
      back={{ href: pagePath('drafts'), label: list('title') }}
      badges={data !== undefined && <StatusBadge tone="info">{pick(draftStateTexts[data.state])}</StatusBadge>}
      width="wide"
    >
      <Loaded query={draft}>{(found) => <DraftContent key={found.changedAt} draft={found} />}</Loaded>
    </Page>
  )
}

function DraftContent({ draft }: { draft: ShownDraft }): ReactNode {
  const t = useText(draftText)
  const session = useSignedIn()
  const [isEdited, setEdited] = useState(false)
  const isToSign = partToSign(draft, session.person) !== null
  const isOpen = draft.state === 'draft' || draft.state === 'submitted'
  if (isEdited && draft.editable !== null) return <DraftEditor draft={draft} written={draft.editable} onEnd={() => setEdited(false)} />
  return (
    <>
      <DraftRefused draft={draft} />
      {!isToSign && <DraftSigning draft={draft} session={session} />}
      <DraftActs draft={draft} onEdit={draft.editable !== null && isOpen ? () => setEdited(true) : null} />
      {isOpen && draft.content !== null && <DraftFindings findings={draft.findings} />}
      {draft.content === null ? (
        <RecallSummary draft={draft} />
      ) : (
        <section>
          <Heading level={2}>{t('content')}</Heading>
          <div className="rounded-12 border border-solid-gray-420 p-4 desktop:p-6">
            <WarningSheet content={draft.content} level={3} />
          </div>
        </section>
      )}
      {draft.campaignId !== null && <OfCampaign campaignId={draft.campaignId} reports={draft.reportIds.length} />}
      {draft.reportId !== null && isOpen && <HeldBeside draft={draft} reportId={draft.reportId} />}
      {draft.anonymity !== null && <WhoCouldBeGuessed anonymity={draft.anonymity} />}
      {/* Whoever signs has read first. */}
      {isToSign && <DraftSigning draft={draft} session={session} />}
    </>
  )
}

function OfCampaign({ campaignId, reports }: { campaignId: string; reports: number }): ReactNode {
  const t = useText(draftText)
  const mayRead = useSignedIn().person.roles.includes('officer')
  return (
    <section>
      <Heading level={2}>{t('rests')}</Heading>
      <p>{t('restsOn', { count: reports })}</p>
      {mayRead && (
        <p className="mt-2">
          <TextLink href={pagePath('campaign', { campaignId })}>{t('toCampaign')}</TextLink>
        </p>
      )}
    </section>
  )
}

/** @param props `onEdit` is null where it can no longer be changed. */
function DraftActs({ draft, onEdit }: { draft: ShownDraft; onEdit: (() => void) | null }): ReactNode {
  const t = useText(draftText)
  const withdraw = useWithdrawDraft()
  if (draft.state === 'published' || draft.state === 'dropped') return null
  return (
    <>
      {withdraw.error !== null && <ErrorNotice error={withdraw.error} />}
      <ButtonRow>
        {onEdit !== null && (
          <Button variant="secondary" onPress={onEdit}>
            {t('edit')}
          </Button>
        )}
        {draft.state !== 'draft' && (
          <Button variant="secondary" isPending={withdraw.isPending} onPress={() => withdraw.mutate({ id: draft.id, isDropped: false })}>
            {t('takeBack')}
          </Button>
        )}
        <Button variant="text" isPending={withdraw.isPending} onPress={() => withdraw.mutate({ id: draft.id, isDropped: true })}>
          {t('drop')}
        </Button>
      </ButtonRow>
    </>
  )
}
