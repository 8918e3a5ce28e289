import type { ReactNode } from 'react'
import { useSignedIn } from '#identity/session-client.ts'
import { OwedDue } from '#obligation/due-words.tsx'
import { HowCounted } from '#obligation/how-counted.tsx'
import { obligationStateNames } from '#obligation/obligation-text.ts'
import { obligationTones } from '#obligation/obligation-tones.ts'
import type { OwedEntry } from '#obligation/owed-entry.ts'
import { stateSince } from '#obligation/owed-groups.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { ExternalLink, LinkButton } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { ElsewhereForm } from './elsewhere-form.tsx'
import { IncidentLink } from './incident-link.tsx'
import { shortNumber } from './kind-name.ts'
import { ownDutiesText } from './own-duties-text.ts'

type DutyProps = { entry: OwedEntry; now: Temporal.Instant }

/** One stage that the own operator owes: by when, why, how that was counted, and how to report it. */
export function OwnDuty({ entry, now }: DutyProps): ReactNode {
  const t = useText(ownDutiesText)
  const { pick, language } = useLanguage()
  const state = stateSince(entry, now)
  const [why] = entry.explanation
  const recipients = entry.reporting?.recipients.map(pick).join(language === 'ja' ? '、' : ', ') ?? ''
  return (
    <article className="my-6 rounded-12 border border-solid-gray-420 p-4 desktop:p-6">
      <Heading level={3} isFlush>
        {t('duty', { title: pick(entry.title), stage: pick(entry.name) })}
        {entry.round > 1 && t('round', { round: entry.round })}{' '}
        <span className="ms-1 inline-block align-middle">
          <StatusBadge tone={obligationTones[state]} isStrong={state === 'overdue'}>
            {pick(obligationStateNames[state])}
          </StatusBadge>
        </span>
      </Heading>
      <SummaryList
        rows={[
          { term: t('due'), value: <OwedDue owed={{ ...entry, state }} now={now} /> },
          { term: t('incident'), value: <IncidentLink entry={entry} /> },
          ...(why === undefined ? [] : [{ term: t('why'), value: pick(why) }]),
          ...(recipients === '' ? [] : [{ term: t('recipients'), value: recipients }]),
        ]}
      />
      <HowCounted owed={entry} />
      <Reporting entry={entry} />
    </article>
  )
}

function Reporting({ entry }: { entry: OwedEntry }): ReactNode {
  const t = useText(ownDutiesText)
  const { pick } = useLanguage()
  const mayFile = useSignedIn().person.roles.includes('filer')
  const { reporting, incidentId, stage } = entry
  if (reporting === null) return null
  const words = { title: pick(entry.title), stage: pick(entry.name), number: shortNumber({ id: incidentId }) }
  return (
    <>
      {reporting.isHere && mayFile && (
        <LinkButton href={pagePath('followUp', { incidentId })} search={{ stage }} hiddenSuffix={t('fileSuffix', words)}>
          {t('file')}
        </LinkButton>
      )}
      {!reporting.isHere && <p className="my-4 border-s-4 border-yellow-700 ps-4">{t('elsewhere')}</p>}
      {!reporting.isHere && reporting.source !== null && (
        <p>
          <ExternalLink href={reporting.source.url}>{t('source', { name: pick(reporting.source.name) })}</ExternalLink>
        </p>
      )}
      {mayFile && <ElsewhereForm entry={entry} />}
    </>
  )
}
