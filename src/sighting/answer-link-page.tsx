import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ApiError } from '#ui/api-error.ts'
import { request } from '#ui/api.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { RadioChoice } from '#ui/choice.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { LinkButton } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import type { LinkedWarning } from './answers-body.ts'
import { answerLinkText } from './answers-text.ts'
import { sightingKinds, type SightingKind } from './sighting.ts'
import { sightingMeanings, sightingNames } from './sighting-text.ts'

/** What a link in a mail opens: it asks for an answer and takes it when it is confirmed; opening it changes nothing. */
export function AnswerLinkPage(): ReactNode {
  const t = useText(answerLinkText)
  // What stands behind # reaches no server and no log by itself.
  const [token] = useState(() => location.hash.slice(1))
  const link = useQuery({
    queryKey: ['answer-link', token],
    queryFn: ({ signal }) => request<LinkedWarning>('/api/v1/answer-links/read', { method: 'POST', body: { token }, signal }),
    enabled: isToken(token),
  })
  return (
    <Page title={t('title')} lead={t('lead')}>
      {isToken(token) ? (
        <Loaded query={link} Failure={LinkFailure}>
          {(found) => (found.isSpent ? <Done warningId={found.warningId} isNew={false} /> : <Answering token={token} link={found} />)}
        </Loaded>
      ) : (
        <Broken />
      )}
    </Page>
  )
}

function isToken(text: string): boolean {
  return /^[\w-]{20,200}$/.test(text)
}

function Broken(): ReactNode {
  const t = useText(answerLinkText)
  return (
    <NotificationBanner tone="warning" title={t('broken')}>
      {t('brokenBody')}
    </NotificationBanner>
  )
}

function LinkFailure({ error, onRetry }: { error: unknown; onRetry: () => void }): ReactNode {
  const t = useText(answerLinkText)
  const code = error instanceof ApiError ? error.code : null
  if (code === 'LINK_UNKNOWN') return <Broken />
  if (code !== 'LINK_EXPIRED' && code !== 'WARNING_OVER') return <ErrorNotice error={error} onRetry={onRetry} />
  return (
    <NotificationBanner tone="warning" title={code === 'LINK_EXPIRED' ? t('expired') : t('over')}>
      {code === 'LINK_EXPIRED' ? t('expiredBody') : t('overBody')}
    </NotificationBanner>
  )
}

function Done({ warningId, isNew }: { warningId: string; isNew: boolean }): ReactNode {
  const t = useText(answerLinkText)
  return (
    <NotificationBanner
      tone={isNew ? 'success' : 'info'}
      title={isNew ? t('thanks') : t('spent')}
      isLive
      actions={
        <LinkButton variant="secondary" href={pagePath('warning', { warningId })}>
          {t('open')}
        </LinkButton>
      }
    >
      {t('thanksBody')}
    </NotificationBanner>
  )
}

function Answering({ token, link }: { token: string; link: LinkedWarning }): ReactNode {
  const t = useText(answerLinkText)
  const { pick } = useLanguage()
  const [kind, setKind] = useState<SightingKind | null>(null)
  const [isMissing, setMissing] = useState(false)
  const sending = useMutation({
    mutationFn: (said: SightingKind) => request<unknown>('/api/v1/answer-links', { method: 'POST', body: { token, kind: said } }),
  })
  if (sending.isSuccess) return <Done warningId={link.warningId} isNew />
  if (sending.error instanceof ApiError && sending.error.code === 'LINK_SPENT') return <Done warningId={link.warningId} isNew={false} />
  const confirm = () => {
    setMissing(kind === null)
    if (kind !== null) sending.mutate(kind)
  }
  return (
    <>
      <SummaryList
        rows={[
          { term: t('warning'), value: link.title === null ? t('untold') : pick(link.title) },
          { term: t('published'), value: <InstantText at={link.publishedAt} isExact withUtc /> },
          { term: t('number'), value: link.warningId },
        ]}
      />
      <RadioChoice
        id="answer"
        label={t('choose')}
        value={kind}
        onChange={setKind}
        error={isMissing && kind === null ? t('notChosen') : null}
        options={sightingKinds.map((value) => ({ value, label: pick(sightingNames[value]), hint: pick(sightingMeanings[value]) }))}
      />
      {sending.error !== null && <LinkFailure error={sending.error} onRetry={confirm} />}
      <ButtonRow>
        <Button isPending={sending.isPending} onPress={confirm}>
          {t('confirm')}
        </Button>
      </ButtonRow>
    </>
  )
}
