import type { ReactNode } from 'react'
import type { SignedIn } from '#identity/session-client.ts'
import { UnlockPanel, useIsLocked } from '#identity/unlock-panel.tsx'
import type { WarningPart } from '#envelope/warning-wish.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage, type PageLanguage } from '#ui/language-context.ts'
import { LinkButton } from '#ui/link.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { useSignDraft } from './draft-client.ts'
import { draftText } from './draft-text.ts'
import type { ShownDraft, ShownSigner } from './shown-draft.ts'
import { partToSign } from './to-sign.ts'

type SigningProps = { draft: ShownDraft; session: SignedIn }

/** Who signed a draft, and what the person at the screen can do about it now. */
export function DraftSigning({ draft, session }: SigningProps): ReactNode {
  const t = useText(draftText)
  return (
    <section className="my-6">
      <NextStep draft={draft} session={session} />
      {draft.overrule !== null && <p className="my-4">{t('overruled', { reason: draft.overrule })}</p>}
      {draft.approvals > 1 && draft.state !== 'published' && (
        <p className="my-4 font-700">{t(draft.overrule === null ? 'twoReleasers' : 'twoReleasersOverruled')}</p>
      )}
      <Heading level={2} looksLike={3}>
        {t('signatures')}
      </Heading>
      <Signers signers={draft.signers} />
    </section>
  )
}

function NextStep({ draft, session }: SigningProps): ReactNode {
  const t = useText(draftText)
  const part = partToSign(draft, session.person)
  if (part !== null) return <SignBox draft={draft} session={session} part={part} />
  switch (draft.state) {
    case 'draft':
    case 'submitted':
      return <WaitingStep hasSigned={draft.signers.some(({ personId }) => personId === session.person.id)} />
    case 'approved':
      return (
        <NotificationBanner tone="info" title={t('waitsGate')} isLive>
          {t('waitsGateBody')}
        </NotificationBanner>
      )
    case 'published':
      return (
        <NotificationBanner
          tone="success"
          title={t('isOut')}
          isLive
          actions={<LinkButton href={pagePath('warning', { warningId: draft.warningId })}>{t('toWarning')}</LinkButton>}
        />
      )
    case 'dropped':
      return <NotificationBanner tone="info" title={t('isDropped')} />
  }
}

function WaitingStep({ hasSigned }: { hasSigned: boolean }): ReactNode {
  const t = useText(draftText)
  if (!hasSigned) return <NotificationBanner tone="info" title={t('waitsReleaser')} />
  return (
    <NotificationBanner tone="info" title={t('ownDraft')}>
      {t('ownDraftBody')}
    </NotificationBanner>
  )
}

function SignBox({ draft, session, part }: SigningProps & { part: WarningPart }): ReactNode {
  const t = useText(draftText)
  const isLocked = useIsLocked(session)
  const sign = useSignDraft(session, part)
  const isApproval = part === 'approval'
  const words = isApproval ? t(draft.act === 'recall' || draft.content === null ? 'approveRecall' : 'approveBody') : t('signBody')
  return (
    <>
      {isLocked && <UnlockPanel session={session} />}
      <section className="rounded-12 border-2 border-blue-900 p-4 desktop:p-6" aria-labelledby="sign">
        <Heading level={2} id="sign" looksLike={3} isFlush>
          {t(isApproval ? 'approveTitle' : 'signTitle')}
        </Heading>
        <p className="my-2">{words}</p>
        {sign.error !== null && <ErrorNotice error={sign.error} />}
        <ButtonRow>
          <Button
            size="large"
            variant={isApproval && draft.content === null ? 'danger' : 'primary'}
            isDisabled={isLocked}
            isPending={sign.isPending}
            onPress={() => sign.mutate(draft)}
          >
            {t(isApproval ? 'approve' : 'sign')}
          </Button>
        </ButtonRow>
      </section>
    </>
  )
}

function Signers({ signers }: { signers: readonly ShownSigner[] }): ReactNode {
  const t = useText(draftText)
  return (
    <Table
      caption={t('signatures')}
      isCaptionHidden
      columns={columnsOf(t, useLanguage())}
      rows={signers}
      rowKey={({ personId }) => personId}
      empty={t('noSignatures')}
    />
  )
}

function columnsOf(t: Translate<typeof draftText>, { pick }: PageLanguage): readonly Column<ShownSigner>[] {
  return [
    { id: 'who', header: t('signer'), isRowHeader: true, cell: ({ name }) => pick(name) },
    { id: 'part', header: t('part'), cell: ({ part }) => t(part === 'draft' ? 'drafter' : 'approver') },
    { id: 'at', header: t('at'), cell: ({ signedAt }) => <InstantText at={signedAt} isExact /> },
  ]
}
