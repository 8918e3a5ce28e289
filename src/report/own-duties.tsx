import { useState, type ReactNode } from 'react'
import { OwedCalendar } from '#obligation/owed-calendar.tsx'
import { useOwedList, type OwedList } from '#obligation/owed-client.ts'
import { OwedFreshness } from '#obligation/owed-freshness.tsx'
import { groupOwed } from '#obligation/owed-groups.ts'
import { owedPageText, owedStandingNames } from '#obligation/owed-text.ts'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Page } from '#ui/page.tsx'
import { Loading } from '#ui/progress.tsx'
import { useText } from '#ui/use-text.ts'
import { OwnDuty } from './own-duty.tsx'
import { ownDutiesText } from './own-duties-text.ts'
import { SettledDuties } from './settled-duties.tsx'
import { WaitingReports } from './waiting-reports.tsx'

/** What the own operator owes over all laws and incidents, the next limit first, with the way to file each. */
export function OwnDuties(): ReactNode {
  const t = useText(ownDutiesText)
  const shared = useText(owedPageText)
  const { query, list } = useOwedList({ party: 'operator' })
  return (
    <Page title={shared('title')} lead={t('lead')}>
      <WaitingReports />
      {list === null && query.error === null && <Loading />}
      {list === null && query.error !== null && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {list !== null && <OpenDuties list={list} />}
      {query.hasNextPage && (
        <Button variant="secondary" isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {shared('more')}
        </Button>
      )}
      <Settled />
      <OwedCalendar />
    </Page>
  )
}

function OpenDuties({ list: { entries, now, fetchedAt } }: { list: OwedList }): ReactNode {
  const t = useText(ownDutiesText)
  const { pick } = useLanguage()
  return (
    <>
      <OwedFreshness fetchedAt={fetchedAt} />
      {entries.length === 0 && <p className="my-6 rounded-12 bg-solid-gray-50 p-6">{t('empty')}</p>}
      {groupOwed(entries, now).map(({ standing, entries: owed }) => (
        <section key={standing} aria-labelledby={`owed-${standing}`}>
          <Heading level={2} id={`owed-${standing}`}>
            {pick(owedStandingNames[standing])}
          </Heading>
          {owed.map((entry) => (
            <OwnDuty key={`${entry.incidentId} ${entry.law} ${entry.stage} ${entry.round}`} entry={entry} now={now} />
          ))}
        </section>
      ))}
    </>
  )
}

/** Fetched only once somebody wants to see it. */
function Settled(): ReactNode {
  const t = useText(ownDutiesText)
  const [isWanted, setWanted] = useState(false)
  return (
    <Disclosure summary={t('settled')} onOpen={() => setWanted(true)}>
      {isWanted && <SettledDuties />}
    </Disclosure>
  )
}
