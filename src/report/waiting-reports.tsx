import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { unlockOwnKeys } from '#identity/own-keys-client.ts'
import { useSignedIn, type SignedIn } from '#identity/session-client.ts'
import { UnlockPanel, useIsLocked } from '#identity/unlock-panel.tsx'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { ProgressBar } from '#ui/progress.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { useGoTo } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { attachmentText } from './attachment-text.ts'
import type { KeptReport } from './browser-outbox.ts'
import { deviceAttachments } from './device-attachments.ts'
import { deviceOutbox } from './device-outbox.ts'
import { releaseDraft } from './held-draft.ts'
import { sendEnclosed, type UploadProgress } from './send-enclosed.ts'
import { sendSealed, type SendOutcome } from './send-sealed.ts'
import { sendText } from './send-text.ts'

const waitingKey = ['waiting-reports']

/** Sealed reports that this device keeps and no server has acknowledged, each with the means to send or discard it; nothing while there are none. */
export function WaitingReports(): ReactNode {
  const t = useText(sendText)
  const session = useSignedIn()
  const waiting = useQuery({ queryKey: waitingKey, queryFn: async () => (await deviceOutbox()).waiting(), staleTime: 0 }).data ?? []
  const own = waiting.filter(({ personId }) => personId === session.person.id)
  const others = waiting.length - own.length
  if (waiting.length === 0) return null
  return (
    <NotificationBanner tone="warning" title={own.length > 0 ? t('listTitle', { count: own.length }) : t('listOtherTitle')}>
      {own.length > 0 && <p>{t('listBody')}</p>}
      {own.length > 0 && <UnlockPanel session={session} />}
      {own.map((report) => (
        <KeptReportCard key={report.reportId} report={report} />
      ))}
      {others > 0 && <p>{t('listOther', { count: others })}</p>}
    </NotificationBanner>
  )
}

function KeptReportCard({ report }: { report: KeptReport }): ReactNode {
  const t = useText(sendText)
  const words = useText(attachmentText)
  const session = useSignedIn()
  const isLocked = useIsLocked(session)
  const { outcome, failure, isPending, progress, send } = useKeptReport(report, session)
  return (
    <section>
      <SummaryList
        rows={[
          { term: t('number'), value: <code className="font-mono break-all">{report.reportId}</code> },
          { term: t('keptAt'), value: <InstantText at={report.keptAt} /> },
        ]}
      />
      {outcome?.state === 'waiting' && (
        <p role="alert">
          {t(
            outcome.error.kind === 'offline' ? 'waitingOffline' : outcome.error.kind === 'signed-out' ? 'waitingSignedOut' : 'waitingBusy',
          )}
        </p>
      )}
      {outcome?.state === 'refused' && <ErrorNotice error={outcome.error} />}
      {progress !== null && <ProgressBar label={words('uploading')} value={progress.sent} total={progress.total} />}
      {failure !== null && <ErrorNotice error={failure} />}
      {isLocked && <p>{t('unlockFirst')}</p>}
      <div className="mt-4 flex flex-wrap gap-3">
        <Button variant="secondary" isPending={isPending} isDisabled={isLocked} onPress={send}>
          {t('sendKept')}
        </Button>
        <Discard report={report} />
      </div>
    </section>
  )
}

type KeptReportState = {
  readonly outcome: SendOutcome | null
  readonly failure: unknown
  readonly isPending: boolean
  readonly progress: UploadProgress | null
  readonly send: () => void
}

function useKeptReport(report: KeptReport, session: SignedIn): KeptReportState {
  const goTo = useGoTo()
  const queryClient = useQueryClient()
  const [outcome, setOutcome] = useState<SendOutcome | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const [progress, setProgress] = useState<UploadProgress | null>(null)
  const act = async () => {
    setPending(true)
    setFailure(null)
    try {
      const outbox = await deviceOutbox()
      const bytes = outbox.bytesAtHand(report.reportId) ?? (await outbox.open(report, (await unlockOwnKeys(session)).person.encryption))
      const result = await sendSealed({ reportId: report.reportId, bytes }, { outbox, send: sendEnclosed(setProgress) })
      setOutcome(result)
      if (result.state !== 'filed') return
      releaseDraft(report.reportId, 'filed')
      void queryClient.invalidateQueries({ queryKey: waitingKey })
      void queryClient.invalidateQueries({ queryKey: ['incidents'] })
      goTo(pagePath('filedReport', { reportId: result.report.reportId }), { search: { filed: 'now' } })
    } catch (error) {
      setFailure(error)
    } finally {
      setPending(false)
      setProgress(null)
    }
  }
  return { outcome, failure, isPending, progress, send: () => void act() }
}

function Discard({ report }: { report: KeptReport }): ReactNode {
  const t = useText(sendText)
  const queryClient = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const discard = async () => {
    await (await deviceOutbox()).forget(report.reportId)
    await (await deviceAttachments()).forget((report.attachmentIds ?? []).map((id) => ({ id })))
    releaseDraft(report.reportId, 'discarded')
    await queryClient.invalidateQueries({ queryKey: waitingKey })
  }
  if (!isAsked)
    return (
      <Button variant="text" onPress={() => setAsked(true)}>
        {t('discard')}
      </Button>
    )
  return (
    <div role="alert" className="w-full">
      <p>{t('discardConfirm')}</p>
      <div className="mt-2 flex flex-wrap gap-3">
        <Button variant="danger" onPress={() => void discard()}>
          {t('discardYes')}
        </Button>
        <Button variant="secondary" onPress={() => setAsked(false)}>
          {t('discardNo')}
        </Button>
      </div>
    </div>
  )
}
