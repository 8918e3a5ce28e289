import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { reportStages } from '#rulebook/core-field.ts'
import { stageNames } from '#report/stage-text.ts'
import { useBrowserNow } from '#ui/browser-clock.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { useGoTo, usePageQuery } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { Loading } from '#ui/progress.tsx'
import { Select, type SelectOption } from '#ui/select.tsx'
import { useText } from '#ui/use-text.ts'
import { dueStandings, filterNames, isShown, readFilter, type FilterName, type InboxFilter } from './inbox-filter.ts'
import { InboxTable, type InboxMark } from './inbox-table.tsx'
import { inboxText, standingNames } from './inbox-text.ts'
import { optionsOf } from './incident-name.ts'
import { inboxQuery, type ReceivedIncident } from './received-incident.ts'

/**
 * The incidents that the own authority received, the next deadline first; its filters are part of its address.
 *
 * @param props `Mark` stands beside each incident and says what else is known of it.
 */
export function InboxPage({ Mark }: { readonly Mark: InboxMark }): ReactNode {
  const t = useText(inboxText)
  const inbox = useInfiniteQuery(inboxQuery)
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      {inbox.data === undefined && inbox.error === null && <Loading />}
      {inbox.error !== null && <ErrorNotice error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.data !== undefined && (
        <InboxContent incidents={inbox.data.pages.flatMap(({ incidents }) => incidents)} isWhole={!inbox.hasNextPage} Mark={Mark} />
      )}
      {inbox.hasNextPage && (
        <Button variant="secondary" isPending={inbox.isFetchingNextPage} onPress={() => void inbox.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Page>
  )
}

function InboxContent({
  incidents,
  isWhole,
  Mark,
}: {
  incidents: readonly ReceivedIncident[]
  isWhole: boolean
  Mark: InboxMark
}): ReactNode {
  const t = useText(inboxText)
  const now = useBrowserNow()
  const filter = readFilter(usePageQuery())
  const shown = incidents.filter((incident) => isShown(incident, filter, now))
  const count = { shown: shown.length, total: incidents.length }
  return (
    <>
      <InboxFilters filter={filter} />
      <p role="status">{isWhole ? t('count', count) : t('countSoFar', count)}</p>
      {shown.length > 1 && <p className="mt-1 hidden text-solid-gray-700 desktop:block">{t('keys')}</p>}
      <InboxTable incidents={shown} now={now} empty={incidents.length === 0 ? t('empty') : t('emptyFiltered')} Mark={Mark} />
    </>
  )
}

function InboxFilters({ filter }: { filter: InboxFilter }): ReactNode {
  const t = useText(inboxText)
  const choose = useChooseFilter()
  const options = useFilterOptions()
  return (
    <search aria-label={t('filters')} className="mb-6 rounded-12 bg-solid-gray-50 p-4 desktop:p-6">
      <div className="grid gap-x-6 gap-y-4 desktop:grid-cols-3">
        {filterNames.map((name) => (
          <Select
            key={name}
            id={`filter-${name}`}
            label={t(name)}
            value={filter[name] ?? everything}
            onChange={(value) => choose({ ...filter, [name]: value })}
            options={[{ value: everything, label: t('all') }, ...options[name]]}
          />
        ))}
      </div>
      {Object.keys(filter).length > 0 && (
        <p className="mt-4">
          <Button variant="text" size="small" onPress={() => choose({})}>
            {t('clear')}
          </Button>
        </p>
      )}
    </search>
  )
}

const everything = 'all'

function useChooseFilter(): (filter: InboxFilter) => void {
  const goTo = useGoTo()
  return (filter) => {
    const search = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== everything))
    goTo(pagePath('inbox'), { search, replace: true })
  }
}

function useFilterOptions(): Readonly<Record<FilterName, readonly SelectOption<string>[]>> {
  const { pick } = useLanguage()
  const coded = (field: string) => optionsOf(field).map(({ code, label }) => ({ value: code, label: pick(label) }))
  return {
    standing: dueStandings.map((value) => ({ value, label: pick(standingNames[value]) })),
    kind: coded('inc.kind'),
    stage: reportStages.map((value) => ({ value, label: pick(stageNames[value]) })),
    certainty: coded('inc.certainty'),
    effect: coded('svc.effect'),
  }
}
