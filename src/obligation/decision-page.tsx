import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import { EnvelopeError } from '#envelope/envelope-error.ts'
import { useHasKeys } from '#identity/key-ring.ts'
import { useSignedIn } from '#identity/session-client.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { verdictText } from '#rulebook/assessment-text.ts'
import type { Verdict } from '#rulebook/assessment.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { usePagePart } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { Table } from '#ui/table.tsx'
import { useText } from '#ui/use-text.ts'
import { AssessmentView } from './assessment-view.tsx'
import { decisionQuery, openHere, type KeptDecision, type ShownDecision } from './decision-client.ts'
import { DecisionError } from './decision.ts'
import { decisionSince, type ChangedVerdict } from './decision-since.ts'
import { decisionText } from './decision-text.ts'
import { FactsList } from './facts-list.tsx'
import { UnlockStep } from './unlock-step.tsx'

/** One recorded decision: opened with the own keys, as it was decided, and beside it what the rules of today say where they have changed. */
export function DecisionPage(): ReactNode {
  const t = useText(decisionText)
  const decisionId = usePagePart('decisionId')
  const kept = useQuery(decisionQuery(decisionId))
  return (
    <Page title={t('title', { number: decisionId.slice(0, 8) })} back={{ href: pagePath('decisions'), label: t('back') }}>
      <Loaded query={kept}>{(found) => <Kept key={found.decisionId} kept={found} />}</Loaded>
    </Page>
  )
}

function Kept({ kept }: { kept: KeptDecision }): ReactNode {
  const t = useText(decisionText)
  const session = useSignedIn()
  const hasKeys = useHasKeys(session.person.id)
  const rows = useKeptRows(kept)
  const opening = useMutation({ mutationFn: () => openHere(kept, session) })
  // What was read with keys goes when they go.
  if (opening.data !== undefined && hasKeys) return <Opened kept={kept} decision={opening.data} />
  const isBroken = isUnreadable(opening.error)
  return (
    <>
      <p>{t('openLead')}</p>
      <SummaryList rows={rows} />
      {isBroken && (
        <NotificationBanner tone="error" title={t('unreadable')} isLive>
          <p>{t('unreadableBody')}</p>
        </NotificationBanner>
      )}
      <UnlockStep
        session={session}
        label={t('open')}
        isPending={opening.isPending}
        error={isBroken ? null : opening.error}
        onPress={() => opening.mutate()}
      />
    </>
  )
}

/** Tells whether a record itself does not open. */
function isUnreadable(error: Error | null): boolean {
  if (error instanceof DecisionError) return true
  return error instanceof EnvelopeError && (error.code === 'RECORD_ALTERED' || error.code === 'ENVELOPE_UNREADABLE')
}

function useKeptRows({ recordedAt, rulebooks, digest }: KeptDecision) {
  const t = useText(decisionText)
  return [
    { term: t('at'), value: <InstantText at={recordedAt} isExact withUtc /> },
    { term: t('rulebooks'), value: rulebooks.map(({ id, version }) => `${id} ${version}`).join(', ') },
    { term: t('digest'), value: <code className="font-mono break-all">{digest}</code> },
  ]
}

function Opened({ kept, decision }: { kept: KeptDecision; decision: ShownDecision }): ReactNode {
  const t = useText(decisionText)
  const signer = decision.isOwnSignature ? t('signerOwn') : t('signerOther', { keyId: decision.signer.keyId })
  const rows = [
    ...useKeptRows(kept),
    { term: t('decidedAt'), value: <InstantText at={decision.decidedAt} isExact /> },
    { term: t('signer'), value: signer },
  ]
  return (
    <>
      <SummaryList rows={rows} />
      <Since decision={decision} />
      <Heading level={2}>{t('facts')}</Heading>
      <FactsList facts={decision.facts} />
      <Heading level={2}>{t('before')}</Heading>
      <AssessmentView assessment={decision.assessment} />
    </>
  )
}

function Since({ decision }: { decision: ShownDecision }): ReactNode {
  const t = useText(decisionText)
  const since = useMemo(() => decisionSince(decision, allRulebooks(), browserNow()), [decision])
  if (!since.rulesChanged) return <p>{t('unchanged')}</p>
  return (
    <section>
      <Heading level={2}>{t('today')}</Heading>
      <p>{since.changed.length === 0 ? t('changedSame') : t('changedOther', { count: since.changed.length })}</p>
      {since.changed.length > 0 && <ChangedVerdicts changed={since.changed} />}
      <Disclosure summary={t('whole')}>
        <AssessmentView assessment={since.today} />
      </Disclosure>
    </section>
  )
}

function ChangedVerdicts({ changed }: { changed: readonly ChangedVerdict[] }): ReactNode {
  const t = useText(decisionText)
  const { pick } = useLanguage()
  const word = (verdict: Verdict | null) => (verdict === null ? t('notAsked') : pick(verdictText[verdict]))
  return (
    <Table
      caption={t('today')}
      isCaptionHidden
      rows={changed}
      rowKey={({ id }) => id}
      empty=""
      columns={[
        { id: 'duty', header: t('duty'), isRowHeader: true, cell: ({ title }) => pick(title) },
        { id: 'before', header: t('before'), cell: ({ before }) => word(before) },
        { id: 'today', header: t('today'), cell: ({ today }) => word(today) },
      ]}
    />
  )
}
