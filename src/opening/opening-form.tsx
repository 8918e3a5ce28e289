import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useHasKeys } from '#identity/key-ring.ts'
import { hasKnownPassphrase } from '#identity/own-keys-client.ts'
import type { SignedIn } from '#identity/session-client.ts'
import { UnlockPanel, useIsLocked } from '#identity/unlock-panel.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { RadioChoice } from '#ui/choice.tsx'
import type { FormErrors } from '#ui/form-errors.ts'
import { formatInstant } from '#ui/format-time.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { openingText } from './incident-text.ts'
import { checkWish, type WishEntry } from './opening-wish.ts'
import { OpeningFailure } from './opening-failure.tsx'
import { openReportHere } from './opened-reports.ts'
import { describePurpose, longestPurposeWords, purposeCodes, writePurpose } from './purpose.ts'
import { purposeNames } from './purpose-text.ts'
import { quotaQuery, type ReceivedReport } from './received-incident.ts'
import { useReportName } from './report-name.ts'

type OpeningFormProps = { report: ReceivedReport; session: SignedIn; errors: FormErrors }

/** Asks why a report shall be opened and says, before anything happens, exactly what will be logged and who will see it. */
export function OpeningForm({ report, session, errors }: OpeningFormProps): ReactNode {
  const t = useText(openingText)
  const [wish, setWish] = useState<WishEntry>({ choice: null, words: '' })
  const isUnlocked = useHasKeys(session.person.id)
  const isLocked = useIsLocked(session)
  const opening = useOpening(report, session)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const problems = checkWish(wish)
    errors.show(problems.map(({ field, text }) => ({ fieldId: field, message: t(text, { limit: longestPurposeWords }) })))
    if (problems.length === 0) opening.mutate(wish)
  }
  if (isLocked) {
    return (
      <>
        <p>{t('intro')}</p>
        <UnlockPanel session={session} />
      </>
    )
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-8">
      <p>{t('intro')}</p>
      <PurposeFields wish={wish} onChange={setWish} errors={errors} />
      <KeyNotice session={session} isUnlocked={isUnlocked} />
      <WhatIsLogged wish={wish} report={report} session={session} />
      <QuotaNotice />
      {opening.error !== null && <OpeningFailure error={opening.error} reportId={report.reportId} />}
      <ButtonRow>
        <Button type="submit" size="large" isPending={opening.isPending}>
          {t('open')}
        </Button>
      </ButtonRow>
    </form>
  )
}

/** What is left to open; nothing while that is not known, since the log service decides. */
function QuotaNotice(): ReactNode {
  const t = useText(openingText)
  const { language } = useLanguage()
  const { data: quota } = useQuery(quotaQuery)
  if (quota === undefined) return null
  if (quota.left > 0) return <p>{t('quota', { left: quota.left, perHour: quota.perHour, perDay: quota.perDay })}</p>
  const at = quota.goesOnAt === null ? '―' : formatInstant(Temporal.Instant.from(quota.goesOnAt), language)
  return (
    <NotificationBanner tone="warning" title={t('quotaReached')}>
      {t('quotaReachedBody', { at })}
    </NotificationBanner>
  )
}

function useOpening(report: ReceivedReport, session: SignedIn) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ choice, words }: WishEntry) =>
      openReportHere({
        filing: report.filing,
        added: report.added,
        purpose: writePurpose(choice ?? 'other', words),
        session,
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['openings'] }),
  })
}

function PurposeFields(props: { wish: WishEntry; onChange: (wish: WishEntry) => void; errors: FormErrors }): ReactNode {
  const t = useText(openingText)
  const { pick } = useLanguage()
  const { wish, onChange, errors } = props
  const options = [
    ...purposeCodes.map((value) => ({ value, label: pick(purposeNames[value]) })),
    { value: 'other' as const, label: t('otherPurpose') },
  ]
  return (
    <>
      <RadioChoice
        id="purpose"
        label={t('purpose')}
        hint={t('purposeHint')}
        requirement="required"
        value={wish.choice}
        onChange={(choice) => onChange({ ...wish, choice })}
        options={options}
        error={errors.of('purpose')}
      />
      <TextInput
        id="words"
        label={t('words')}
        hint={t('wordsHint', { limit: longestPurposeWords })}
        requirement={wish.choice === 'other' ? 'required' : 'optional'}
        value={wish.words}
        onChange={(words) => onChange({ ...wish, words })}
        error={errors.of('words')}
      />
    </>
  )
}

function KeyNotice({ session, isUnlocked }: { session: SignedIn; isUnlocked: boolean }): ReactNode {
  const t = useText(openingText)
  const { pick } = useLanguage()
  if (isUnlocked) return <p className="text-solid-gray-700">{t('keyHeld')}</p>
  if (!hasKnownPassphrase(session)) return null
  return (
    <NotificationBanner tone="info" title={t('demoKey')}>
      {t('demoKeyBody', { name: pick(session.person.name) })}
    </NotificationBanner>
  )
}

function WhatIsLogged({ wish, report, session }: { wish: WishEntry; report: ReceivedReport; session: SignedIn }): ReactNode {
  const t = useText(openingText)
  const { pick } = useLanguage()
  const nameOf = useReportName()
  const purpose = wish.choice === null ? '' : pick(describePurpose(writePurpose(wish.choice, wish.words)))
  return (
    <section aria-labelledby="logged" className="rounded-12 border-2 border-blue-900 p-4 desktop:p-6">
      <Heading level={2} id="logged" looksLike={3} isFlush>
        {t('logged')}
      </Heading>
      <SummaryList
        rows={[
          { term: t('loggedPurpose'), value: purpose === '' ? t('purposeMissing') : <OutsideText text={purpose} /> },
          { term: t('loggedReport'), value: `${nameOf(report)}\n${report.reportId}` },
          { term: t('loggedAuthority'), value: pick(session.organisation.name) },
          { term: t('loggedOfficer'), value: t('loggedOfficerValue') },
          { term: t('loggedAt'), value: t('loggedAtValue') },
        ]}
      />
      <p className="font-700">{t('operatorSees')}</p>
    </section>
  )
}
