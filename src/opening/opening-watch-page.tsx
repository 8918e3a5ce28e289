import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { signSealedOpening } from '#envelope/sealed-opening-request.ts'
import { unlockOwnKeys } from '#identity/own-keys-client.ts'
import { useSignedIn, type SignedIn } from '#identity/session-client.ts'
import { UnlockPanel, useIsLocked } from '#identity/unlock-panel.tsx'
import { request } from '#ui/api.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { Page } from '#ui/page.tsx'
import { StatusBadge } from '#ui/status-badge.tsx'
import { Table, type Column } from '#ui/table.tsx'
import { useText } from '#ui/use-text.ts'
import { alarmNames } from './alarm-text.ts'
import type { OpeningAlarm } from './opening-alarm.ts'
import { openingWatchText } from './opening-watch-text.ts'
import { describePurpose } from './purpose.ts'
import type { ShownSealedOpening } from './shown-sealed-opening.ts'

const alarmsKey = ['openings', 'alarms']
const sealedKey = ['openings', 'sealed']

/** What administrators of an authority watch over: unusual openings, and openings that the operator is told of later. */
export function OpeningWatchPage(): ReactNode {
  const t = useText(openingWatchText)
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <Alarms />
      <SealedOpenings />
    </Page>
  )
}

function Alarms(): ReactNode {
  const t = useText(openingWatchText)
  const queries = useQueryClient()
  const alarms = useQuery({
    queryKey: alarmsKey,
    queryFn: ({ signal }) => request<{ alarms: readonly OpeningAlarm[] }>('/api/v1/openings/alarms', { signal }),
  })
  const seen = useMutation({
    mutationFn: () =>
      request<unknown>('/api/v1/openings/alarms/seen', { method: 'POST', body: { until: browserNow().round('millisecond').toString() } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: alarmsKey }),
  })
  const columns = useAlarmColumns()
  return (
    <section aria-labelledby="alarms">
      <Heading level={2} id="alarms">
        {t('alarms')}
      </Heading>
      <Loaded query={alarms}>
        {(answer) => (
          <>
            <Table
              caption={t('alarms')}
              isCaptionHidden
              columns={columns}
              rows={answer.alarms}
              rowKey={({ id }) => id}
              empty={t('noAlarms')}
            />
            {seen.error !== null && <ErrorNotice error={seen.error} />}
            {answer.alarms.some(({ seenAt }) => seenAt === null) && (
              <Button variant="secondary" isPending={seen.isPending} onPress={() => seen.mutate()}>
                {t('markSeen')}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

function useAlarmColumns(): readonly Column<OpeningAlarm>[] {
  const t = useText(openingWatchText)
  const { pick } = useLanguage()
  return [
    { id: 'at', header: t('at'), isRowHeader: true, cell: ({ raisedAt }) => <InstantText at={raisedAt} isExact withUtc /> },
    {
      id: 'officer',
      header: t('officer'),
      cell: ({ officer }) => t('officerValue', { name: pick(officer.name), pseudonym: officer.pseudonym }),
    },
    { id: 'why', header: t('why'), cell: ({ kind }) => pick(alarmNames[kind]) },
    { id: 'purpose', header: t('purpose'), cell: ({ purpose }) => <OutsideText text={pick(describePurpose(purpose))} /> },
    {
      id: 'state',
      header: t('state'),
      cell: ({ seenAt }) => (
        <StatusBadge tone={seenAt === null ? 'warning' : 'neutral'}>{seenAt === null ? t('unseen') : t('seen')}</StatusBadge>
      ),
    },
  ]
}

function SealedOpenings(): ReactNode {
  const t = useText(openingWatchText)
  const session = useSignedIn()
  const isLocked = useIsLocked(session)
  const wishes = useQuery({
    queryKey: sealedKey,
    queryFn: ({ signal }) => request<{ sealedOpenings: readonly ShownSealedOpening[] }>('/api/v1/sealed-openings', { signal }),
  })
  const consent = useConsent(session)
  const columns = useSealedColumns(session, consent)
  return (
    <section aria-labelledby="sealed">
      <Heading level={2} id="sealed">
        {t('sealed')}
      </Heading>
      <p>{t('sealedLead')}</p>
      {consent.error !== null && <ErrorNotice error={consent.error} />}
      <Loaded query={wishes}>
        {({ sealedOpenings }) => (
          <>
            {isLocked && sealedOpenings.some(({ approvedAt }) => approvedAt === null) && <UnlockPanel session={session} />}
            <Table
              caption={t('sealed')}
              isCaptionHidden
              columns={columns}
              rows={sealedOpenings}
              rowKey={({ id }) => id}
              empty={t('noSealed')}
            />
          </>
        )}
      </Loaded>
    </section>
  )
}

function useConsent(session: SignedIn) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (wish: ShownSealedOpening) => {
      const keys = await unlockOwnKeys(session)
      const signature = await signSealedOpening('approval', wish, keys.person)
      return request<unknown>(`/api/v1/sealed-openings/${encodeURIComponent(wish.id)}/consent`, { method: 'POST', body: { signature } })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: sealedKey }),
  })
}

function useSealedColumns(session: SignedIn, consent: ReturnType<typeof useConsent>): readonly Column<ShownSealedOpening>[] {
  const t = useText(openingWatchText)
  const { pick } = useLanguage()
  const stateOf = (wish: ShownSealedOpening): ReactNode => {
    if (wish.openedAt !== null) return t('opened')
    if (wish.approvedAt !== null) return t('consented')
    if (wish.personId === session.person.id) return t('own')
    return (
      <Button size="small" isPending={consent.isPending} onPress={() => consent.mutate(wish)}>
        {t('consent')}
      </Button>
    )
  }
  return [
    { id: 'at', header: t('at'), isRowHeader: true, cell: ({ requestedAt }) => <InstantText at={requestedAt} isExact withUtc /> },
    { id: 'officer', header: t('officer'), cell: ({ pseudonym }) => pseudonym },
    { id: 'purpose', header: t('purpose'), cell: ({ purpose }) => <OutsideText text={pick(describePurpose(purpose))} /> },
    { id: 'reveal', header: t('revealAt'), cell: ({ revealAt }) => <InstantText at={revealAt} isExact withUtc /> },
    { id: 'action', header: t('action'), cell: stateOf },
  ]
}
