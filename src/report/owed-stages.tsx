import type { ReactNode } from 'react'
import { DueWords } from '#obligation/due-words.tsx'
import { formatDue } from '#obligation/format-due.ts'
import { actStateNames, obligationStateNames } from '#obligation/obligation-text.ts'
import { obligationTones } from '#obligation/obligation-tones.ts'
import { reportStages } from '#rulebook/core-field.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { ownIncidentText } from './own-incident-text.ts'
import type { ShownStage } from '#obligation/show-obligations.ts'
import type { ListedIncident } from './report-client.ts'

/** What the law asks of an incident, stage by stage: where it stands, when it is due, and how that was counted. */
export function OwedStages({ incident, now }: { incident: ListedIncident; now: Temporal.Instant }): ReactNode {
  const t = useText(ownIncidentText)
  const byLaw = Map.groupBy(
    incident.obligations.filter(({ party }) => party === 'operator'),
    ({ law }) => law,
  )
  const acts = incident.obligations.filter(({ party }) => party !== 'operator')
  return (
    <section>
      <Heading level={2}>{t('obligations')}</Heading>
      {byLaw.size === 0 && <p>{t('noObligations')}</p>}
      {[...byLaw].map(([law, owed]) => (
        <LawStages
          key={law}
          owed={owed.toSorted((left, right) => rank(left) - rank(right))}
          now={now}
          isOpen={incident.stage !== 'withdrawal'}
        />
      ))}
      {acts.length > 0 && <ActsOfAuthorities acts={acts} />}
    </section>
  )
}

function ActsOfAuthorities({ acts }: { acts: readonly ShownStage[] }): ReactNode {
  const t = useText(ownIncidentText)
  const { pick, language } = useLanguage()
  return (
    <>
      <Heading level={3}>{t('acts')}</Heading>
      <ul className="list-disc ps-6">
        {acts.map((act) => (
          <li key={`${act.law} ${act.party} ${act.stage} ${act.round}`}>
            {act.explanation[0] !== undefined && pick(act.explanation[0])}{' '}
            <StatusBadge tone={obligationTones[act.state]} isStrong={act.state === 'overdue'}>
              {pick(actStateNames[act.state])}
            </StatusBadge>{' '}
            {act.metAt !== null && <InstantText at={act.metAt} isExact />}
            {act.metAt === null && act.dueAt !== null && t('dueBy', { due: formatDue(Temporal.Instant.from(act.dueAt), language) })}
          </li>
        ))}
      </ul>
    </>
  )
}

function rank({ stage }: ShownStage): number {
  return reportStages.findIndex((known) => known === stage)
}

type OwedProps = { now: Temporal.Instant; isOpen: boolean }

function LawStages({ owed, ...props }: OwedProps & { owed: readonly ShownStage[] }): ReactNode {
  const { pick } = useLanguage()
  // Every stage of a law carries the same summary of it.
  const summary = owed[0]?.explanation[0]
  return (
    <>
      {summary !== undefined && <p>{pick(summary)}</p>}
      {owed.map((one) => (
        <OwedStage key={`${one.stage} ${one.round}`} owed={one} {...props} />
      ))}
    </>
  )
}

function OwedStage({ owed, now, isOpen }: OwedProps & { owed: ShownStage }): ReactNode {
  const t = useText(ownIncidentText)
  const { pick } = useLanguage()
  const lines = owed.explanation.slice(1)
  const isPending = isOpen && owed.metAt === null && owed.dueAt !== null
  const start = owed.startsAt === null ? [] : [{ term: t('startsAt'), value: <InstantText at={owed.startsAt} withUtc /> }]
  return (
    <section>
      <Heading level={3}>
        {pick(owed.name)}{' '}
        <span className="ms-2 inline-block align-middle">
          <StatusBadge tone={obligationTones[owed.state]} isStrong={owed.state === 'overdue'}>
            {pick(obligationStateNames[owed.state])}
          </StatusBadge>
        </span>
      </Heading>
      <SummaryList
        rows={[
          { term: t('due'), value: <Due owed={owed} now={now} isPending={isPending} /> },
          ...start,
          { term: t('metAt'), value: owed.metAt === null ? t('notMet') : <InstantText at={owed.metAt} withUtc isExact /> },
        ]}
      />
      <Disclosure summary={t('arithmetic')}>
        <ul className="list-disc ps-6">
          {lines.map((line) => (
            <li key={line.ja}>{pick(line)}</li>
          ))}
          <li>{t('rulebook', { law: owed.law, version: owed.rulebookVersion })}</li>
        </ul>
      </Disclosure>
    </section>
  )
}

function Due({ owed, now, isPending }: { owed: ShownStage; now: Temporal.Instant; isPending: boolean }): ReactNode {
  const t = useText(ownIncidentText)
  const { pick } = useLanguage()
  if (owed.dueAt === null) return pick(owed.explanation[1] ?? ownIncidentText.noLimit) || t('noLimit')
  if (isPending) return <DueWords dueAt={owed.dueAt} now={now} />
  return <DueInstant dueAt={owed.dueAt} />
}

function DueInstant({ dueAt }: { dueAt: string }): ReactNode {
  const { language } = useLanguage()
  return <time dateTime={dueAt}>{formatDue(Temporal.Instant.from(dueAt), language)}</time>
}
