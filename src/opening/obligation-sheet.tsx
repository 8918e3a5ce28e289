import type { ReactNode } from 'react'
import { formatDue } from '#obligation/format-due.ts'
import { obligationStateNames } from '#obligation/obligation-text.ts'
import { obligationTones } from '#obligation/obligation-tones.ts'
import { reportStages } from '#rulebook/core-field.ts'
import { isReportStage } from '#report/report.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { formatInstant, formatSpan } from '#ui/format-time.ts'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { inboxText } from './inbox-text.ts'
import { incidentText } from './incident-text.ts'
import type { ShownStage } from '#obligation/show-obligations.ts'
import type { ReceivedIncident } from './received-incident.ts'

/** What every law asks for an incident, stage by stage, with the reasons and the arithmetic of each due instant. */
export function ObligationSheet({ incident, now }: { incident: ReceivedIncident; now: Temporal.Instant }): ReactNode {
  const t = useText(incidentText)
  const owed = incident.obligations.filter(({ party }) => party === 'operator')
  const inOrder = owed.toSorted((left, right) => left.law.localeCompare(right.law) || stageRank(left) - stageRank(right))
  return (
    <section aria-labelledby="obligations">
      <Heading level={2} id="obligations">
        {t('obligations')}
      </Heading>
      {inOrder.length === 0 && <p>{t('noObligations')}</p>}
      {inOrder.map((stage) => (
        <StageSheet key={`${stage.law} ${stage.stage} ${stage.round}`} stage={stage} now={now} />
      ))}
    </section>
  )
}

function stageRank({ stage }: ShownStage): number {
  return isReportStage(stage) ? reportStages.indexOf(stage) : reportStages.length
}

function StageSheet({ stage, now }: { stage: ShownStage; now: Temporal.Instant }): ReactNode {
  const t = useText(incidentText)
  const { pick } = useLanguage()
  const [summary, ...arithmetic] = stage.explanation
  return (
    <section>
      <Heading level={3}>
        {pick(stage.name)}{' '}
        <span className="ms-2 inline-block align-middle">
          <StatusBadge tone={obligationTones[stage.state]} isStrong={stage.state === 'overdue'}>
            {pick(obligationStateNames[stage.state])}
          </StatusBadge>
        </span>
      </Heading>
      {summary !== undefined && <p>{pick(summary)}</p>}
      <SummaryList
        rows={[
          { term: t('dueAt'), value: stage.dueAt === null ? t('promptly') : <DueWords dueAt={stage.dueAt} stage={stage} now={now} /> },
          { term: t('startsAt'), value: stage.startsAt === null ? t('startUnknown') : <InstantText at={stage.startsAt} withUtc /> },
          { term: t('metAt'), value: stage.metAt === null ? t('notMet') : <InstantText at={stage.metAt} withUtc isExact /> },
        ]}
      />
      <Disclosure summary={t('reasons')}>
        <ul className="list-disc ps-6">
          {arithmetic.map((line) => (
            <li key={line.en}>{pick(line)}</li>
          ))}
          <li>
            {t('rulebook')}
            {': '}
            {stage.law} {stage.rulebookVersion}
          </li>
        </ul>
      </Disclosure>
    </section>
  )
}

function DueWords({ dueAt, stage, now }: { dueAt: string; stage: ShownStage; now: Temporal.Instant }): ReactNode {
  const t = useText(inboxText)
  const { language } = useLanguage()
  const instant = Temporal.Instant.from(dueAt)
  const span = formatSpan(now, instant, language)
  const isOpen = stage.metAt === null
  const isPast = Temporal.Instant.compare(now, instant) > 0
  return (
    <time dateTime={dueAt}>
      {formatDue(instant, language)}
      <span className="block text-solid-gray-700">{formatInstant(instant, language, { zone: 'UTC' })}</span>
      {isOpen && <strong className="block">{isPast ? t('passed', { span }) : t('left', { span })}</strong>}
    </time>
  )
}
