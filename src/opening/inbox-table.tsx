import type { ComponentType, KeyboardEvent, ReactNode } from 'react'
import { isJsonList } from '#base/json-object.ts'
import { obligationStateNames } from '#obligation/obligation-text.ts'
import { unknown } from '#rulebook/answer-value.ts'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage, type PageLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { DueCell } from './due-cell.tsx'
import { inboxText } from './inbox-text.ts'
import { labelOf, shortNumber } from './incident-name.ts'
import type { ReceivedIncident } from './received-incident.ts'
import { stageName } from './stage-name.ts'

/** What stands beside an incident of the inbox and says what else is known of it. */
export type InboxMark = ComponentType<{ readonly incidentId: string }>

type InboxTableProps = { incidents: readonly ReceivedIncident[]; now: Temporal.Instant; empty: ReactNode; Mark: InboxMark }

/** The incidents of the inbox. Inside it the arrow keys, J and K move from one incident's link to the next; outside they do nothing. */
export function InboxTable({ incidents, now, empty, Mark }: InboxTableProps): ReactNode {
  const t = useText(inboxText)
  const language = useLanguage()
  return (
    <div role="presentation" onKeyDown={moveBetweenLinks}>
      <Table
        caption={t('title')}
        isCaptionHidden
        columns={columnsOf(t, language, { now, Mark })}
        rows={incidents}
        rowKey={({ id }) => id}
        empty={empty}
      />
    </div>
  )
}

function columnsOf(
  t: Translate<typeof inboxText>,
  { pick, language }: PageLanguage,
  { now, Mark }: Pick<InboxTableProps, 'now' | 'Mark'>,
): readonly Column<ReceivedIncident>[] {
  const separator = language === 'ja' ? '、' : ', '
  return [
    { id: 'due', header: t('due'), cell: (incident) => <DueCell incident={incident} now={now} /> },
    {
      id: 'incident',
      header: t('incident'),
      isRowHeader: true,
      cell: (incident) => (
        <>
          <TextLink href={pagePath('receivedIncident', { incidentId: incident.id })}>
            {pick(labelOf('inc.kind', incident.kind))} <span className="font-mono">{shortNumber(incident)}</span>
          </TextLink>{' '}
          <Mark incidentId={incident.id} />
        </>
      ),
    },
    {
      id: 'stage',
      header: t('stage'),
      cell: ({ stage, revision }) => (
        <span className="whitespace-nowrap">
          {pick(stageName(stage))}
          <span className="block text-solid-gray-700">{t('version', { revision })}</span>
        </span>
      ),
    },
    { id: 'obligations', header: t('obligations'), cell: (incident) => <ObligationStates incident={incident} /> },
    { id: 'certainty', header: t('certainty'), cell: (incident) => codesOf(incident, 'inc.certainty').map(pick).join(separator) },
    { id: 'effect', header: t('effect'), cell: (incident) => codesOf(incident, 'svc.effect').map(pick).join(separator) },
    { id: 'latest', header: t('latest'), cell: ({ latestReportAt }) => <InstantText at={latestReportAt} /> },
  ]
}

function ObligationStates({ incident }: { incident: ReceivedIncident }): ReactNode {
  const t = useText(inboxText)
  const { pick } = useLanguage()
  const owed = incident.obligations.filter(({ party }) => party === 'operator')
  if (owed.length === 0) return t('noObligation')
  return (
    <ul>
      {owed.map(({ law, stage, round, state }) => (
        <li key={`${law} ${stage} ${round}`}>
          {pick(stageName(stage))}
          {': '}
          {pick(obligationStateNames[state])}
        </li>
      ))}
    </ul>
  )
}

function codesOf({ summary }: ReceivedIncident, field: string): readonly { readonly ja: string; readonly en: string }[] {
  const value = summary[field]
  const codes = isJsonList(value) ? value : [value ?? unknown]
  return codes.filter((code) => typeof code === 'string').map((code) => labelOf(field, code))
}

const steps: Readonly<Record<string, 1 | -1>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }

function moveBetweenLinks(press: KeyboardEvent<HTMLElement>): void {
  const step = steps[press.key]
  if (step === undefined || press.ctrlKey || press.metaKey || press.altKey) return
  const links = [...press.currentTarget.querySelectorAll<HTMLAnchorElement>('th a, [role="rowheader"] a')]
  const here = links.findIndex((link) => link === document.activeElement)
  const next = links[here + step]
  if (here < 0 || next === undefined) return
  press.preventDefault()
  next.focus()
}
