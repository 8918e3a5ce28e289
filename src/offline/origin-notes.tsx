import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useLanguage } from '#ui/language-context.ts'
import { formatInstant } from '#ui/format-time.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { useText } from '#ui/use-text.ts'
import type { HandedInAnswer } from './handed-in.ts'
import { originQuery } from './phone-client.ts'
import type { PhoneNotice } from './phone-notice.ts'
import { phoneText } from './phone-text.ts'

type OriginProps = { readonly incidentId: string }

/** Tells the operator how reports of its incident came that were not sent over the network. */
export function OwnOriginNotes({ incidentId }: OriginProps): ReactNode {
  return <OriginNotes incidentId={incidentId} isOperator />
}

/** Tells an officer the same. */
export function ReceivedOriginNotes({ incidentId }: OriginProps): ReactNode {
  return <OriginNotes incidentId={incidentId} isOperator={false} />
}

function OriginNotes({ incidentId, isOperator }: OriginProps & { isOperator: boolean }): ReactNode {
  const { data } = useQuery(originQuery(incidentId))
  if (data === undefined) return null
  return (
    <>
      {data.notice !== null && <NoticeBanner notice={data.notice} isOperator={isOperator} />}
      {data.offlineReports.map((one) => (
        <HandedInBanner key={one.reportId} report={one} />
      ))}
    </>
  )
}

function NoticeBanner({ notice, isOperator }: { notice: PhoneNotice; isOperator: boolean }): ReactNode {
  const t = useText(phoneText)
  const { pick } = useLanguage()
  const code = `${t('readBack')} ${notice.readBackCode}`
  if (notice.state !== 'unconfirmed')
    return (
      <NotificationBanner tone="info" title={t(notice.state === 'confirmed' ? 'confirmedTitle' : 'withdrawnTitle')}>
        <p>{code}</p>
      </NotificationBanner>
    )
  const authority = notice.authority === null ? '' : pick(notice.authority)
  return (
    <NotificationBanner tone="warning" title={t('unconfirmedTitle')}>
      <p>{isOperator ? t('unconfirmedOperator', { authority }) : t('unconfirmedOfficer')}</p>
      <p>{code}</p>
    </NotificationBanner>
  )
}

function HandedInBanner({ report }: { report: HandedInAnswer }): ReactNode {
  const t = useText(phoneText)
  const { language } = useLanguage()
  const at = (instant: string) => formatInstant(Temporal.Instant.from(instant), language)
  return (
    <NotificationBanner tone="info" title={t('handedInTitle')}>
      <p>{t('handedInBody', { received: at(report.receivedAt) })}</p>
      {report.reachedOfficerAt !== null && <p>{t('handedInReached', { reached: at(report.reachedOfficerAt) })}</p>}
    </NotificationBanner>
  )
}
