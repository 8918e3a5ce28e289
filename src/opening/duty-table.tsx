import type { ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import { OwedDue } from '#obligation/due-words.tsx'
import { HowCounted } from '#obligation/how-counted.tsx'
import { obligationStateNames } from '#obligation/obligation-text.ts'
import { obligationTones } from '#obligation/obligation-tones.ts'
import type { OwedEntry } from '#obligation/owed-entry.ts'
import { stateSince } from '#obligation/owed-groups.ts'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { labelOf, shortNumber } from './incident-name.ts'
import { receivedDutiesText } from './received-duties-text.ts'

type DutyTableProps = { entries: readonly OwedEntry[]; now: Temporal.Instant; caption: string; empty: string }

/** Stages that are owed, one a row: by when, which duty, for which incident, why and how that was counted. */
export function DutyTable({ entries, now, caption, empty }: DutyTableProps): ReactNode {
  const t = useText(receivedDutiesText)
  const { pick } = useLanguage()
  return (
    <Table
      caption={caption}
      isCaptionHidden
      columns={columnsOf(t, pick, now)}
      rows={entries}
      rowKey={({ incidentId, law, stage, round }) => `${incidentId} ${law} ${stage} ${round}`}
      empty={empty}
    />
  )
}

function columnsOf(
  t: Translate<typeof receivedDutiesText>,
  pick: (text: LocalText) => string,
  now: Temporal.Instant,
): readonly Column<OwedEntry>[] {
  return [
    { id: 'due', header: t('due'), cell: (entry) => <OwedDue owed={entry} now={now} /> },
    {
      id: 'incident',
      header: t('incident'),
      isRowHeader: true,
      cell: ({ incidentId, incidentKind }) => (
        <TextLink href={pagePath('receivedIncident', { incidentId })}>
          {pick(labelOf('inc.kind', incidentKind))} <span className="font-mono">{shortNumber({ id: incidentId })}</span>
        </TextLink>
      ),
    },
    { id: 'duty', header: t('duty'), cell: (entry) => <Duty entry={entry} now={now} /> },
    {
      id: 'why',
      header: t('why'),
      cell: (entry) => (
        <>
          {entry.explanation.slice(0, 1).map(pick)}
          <HowCounted owed={entry} />
        </>
      ),
    },
  ]
}

function Duty({ entry, now }: { entry: OwedEntry; now: Temporal.Instant }): ReactNode {
  const { pick } = useLanguage()
  const state = stateSince(entry, now)
  return (
    <>
      {pick(entry.title) !== pick(entry.name) && pick(entry.title)}
      <span className="block font-700">{pick(entry.name)}</span>
      <StatusBadge tone={obligationTones[state]} isStrong={state === 'overdue'}>
        {pick(obligationStateNames[state])}
      </StatusBadge>
    </>
  )
}
