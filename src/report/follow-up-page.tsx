import { DraftForm } from './draft-form.tsx'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useSignedIn } from '#identity/session-client.ts'
import { reportStages, type ReportStage } from '#rulebook/core-field.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { RadioChoice } from '#ui/choice.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { useFormErrors } from '#ui/form-errors.ts'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { useGoTo, usePagePart, usePageQuery } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { DraftLoader } from './draft-loader.tsx'
import { useHeldDraft, useLeaveQuestion, type HeldDraft } from './held-draft.ts'
import { followUpDraft, type Draft } from './draft.ts'
import { followUpText } from './follow-up-text.ts'
import { incidentQuery, reportQuery, type ShownReport } from './report-client.ts'
import { mayFollow } from './report.ts'
import { stageNames } from './stage-text.ts'
import { WaitingReports } from './waiting-reports.tsx'
import type { ShowExpected } from './wizard.ts'

/** Follows up on an incident of the own operator: which report, then the form, filled in with what the server can read of the last one. */
export function FollowUpPage({ Expected }: { Expected: ShowExpected }): ReactNode {
  const incidentId = usePagePart('incidentId')
  const session = useSignedIn()
  const held = useHeldDraft(`${session.person.id} ${incidentId}`)
  const incident = useQuery(incidentQuery(incidentId))
  const latestId = incident.data?.reports.at(-1)?.reportId
  const report = useQuery({ ...reportQuery(latestId ?? ''), enabled: latestId !== undefined })
  const step = usePageQuery()['step']
  useLeaveQuestion(held.draft)
  if (held.draft !== null && step !== undefined)
    return <DraftForm held={held} draft={held.draft} href={pagePath('followUp', { incidentId })} Expected={Expected} />
  return <Loaded query={incident}>{() => <Loaded query={report}>{(latest) => <StagePage held={held} latest={latest} />}</Loaded>}</Loaded>
}

const hints = {
  update: 'updateHint',
  detailed: 'detailedHint',
  final: 'finalHint',
  withdrawal: 'withdrawalHint',
} as const satisfies Partial<Record<ReportStage, keyof typeof followUpText>>

type FollowUpStage = keyof typeof hints

function StagePage({ held, latest }: { held: HeldDraft; latest: ShownReport }): ReactNode {
  const t = useText(followUpText)
  const { pick } = useLanguage()
  const goTo = useGoTo()
  const errors = useFormErrors()
  const href = pagePath('followUp', { incidentId: latest.incidentId })
  const stages = reportStages.filter((one): one is FollowUpStage => one !== 'initial' && mayFollow(latest.stage, one))
  // The address may ask for a stage; one that cannot follow is not chosen.
  const asked = usePageQuery()['stage']
  const [stage, setStage] = useState<FollowUpStage | null>(stages.find((one) => one === asked) ?? null)
  const begin = (draft: Draft) => {
    held.set(draft)
    goTo(href, { search: { step: draft.stage === 'withdrawal' ? 'other' : 'check' } })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    errors.show(stage === null ? [{ fieldId: 'stage', message: t('stageMissing') }] : [])
    if (stage !== null) begin(draftAfter(latest, stage))
  }
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      errors={errors}
      back={{ href: pagePath('ownIncident', { incidentId: latest.incidentId }), label: t('backToIncident') }}
    >
      <WaitingReports />
      {held.draft !== null ? (
        <HeldBanner held={held} draft={held.draft} onGoOn={() => goTo(href, { search: { step: 'check' } })} />
      ) : stages.length === 0 ? (
        <NotificationBanner tone="info" title={t('nothingFollows')}>
          <p>{t('nothingFollowsBody')}</p>
        </NotificationBanner>
      ) : (
        <form noValidate onSubmit={submit}>
          <RadioChoice
            id="stage"
            label={t('stage')}
            value={stage}
            onChange={setStage}
            error={errors.of('stage')}
            options={stages.map((one) => ({ value: one, label: pick(stageNames[one]), hint: t(hints[one]) }))}
          />
          <ButtonRow>
            <Button type="submit">{t('begin')}</Button>
          </ButtonRow>
          {stage !== null && (
            <Disclosure summary={t('load')}>
              <DraftLoader fresh={() => draftAfter(latest, stage)} onLoad={({ draft }) => begin(draft)} />
            </Disclosure>
          )}
        </form>
      )}
    </Page>
  )
}

function draftAfter(latest: ShownReport, stage: FollowUpStage): Draft {
  const { handling, shareable } = latest.filing
  return followUpDraft(
    { reportId: latest.reportId, incidentId: latest.incidentId, handling, shareable },
    { stage, reportId: crypto.randomUUID() },
  )
}

function HeldBanner({ held, draft, onGoOn }: { held: HeldDraft; draft: Draft; onGoOn: () => void }): ReactNode {
  const t = useText(followUpText)
  const { pick } = useLanguage()
  return (
    <div className="flex flex-wrap gap-4">
      <Button onPress={onGoOn}>{t('goOn', { stage: pick(stageNames[draft.stage]) })}</Button>
      <Button variant="text" onPress={held.discard}>
        {t('startAnew')}
      </Button>
    </div>
  )
}
