import type { ReactNode } from 'react'
import { OwedCalendar } from '#obligation/owed-calendar.tsx'
import { useOwedList, type OwedWish } from '#obligation/owed-client.ts'
import { OwedFreshness } from '#obligation/owed-freshness.tsx'
import { owedStandings } from '#obligation/owed-standing.ts'
import { owedPageText, owedStandingNames } from '#obligation/owed-text.ts'
import { homeRulebook } from '#rulebook/all-rulebooks.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { useGoTo, usePageQuery } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { Loading } from '#ui/progress.tsx'
import { Select } from '#ui/select.tsx'
import { useText } from '#ui/use-text.ts'
import { DutyTable } from './duty-table.tsx'
import { receivedDutiesText } from './received-duties-text.ts'

/** What the own authority owes, then what its operators owe, the next limit first; its filters are part of its address. */
export function ReceivedDuties(): ReactNode {
  const t = useText(receivedDutiesText)
  const shared = useText(owedPageText)
  const filter = readFilter(usePageQuery())
  return (
    <Page title={shared('title')} lead={t('lead')} width="wide">
      <section aria-labelledby="own-duties">
        <Heading level={2} id="own-duties">
          {t('own')}
        </Heading>
        <Duties wish={{ party: 'authority' }} caption={t('own')} empty={t('ownEmpty')} saysWhen />
      </section>
      <section aria-labelledby="operator-duties">
        <Heading level={2} id="operator-duties">
          {t('operators')}
        </Heading>
        <Filters filter={filter} />
        <Duties wish={{ party: 'operator', ...filter }} caption={t('operators')} empty={t('operatorsEmpty')} />
      </section>
      <OwedCalendar />
    </Page>
  )
}

type DutiesProps = { wish: OwedWish; caption: string; empty: string; saysWhen?: boolean }

function Duties({ wish, caption, empty, saysWhen = false }: DutiesProps): ReactNode {
  const t = useText(receivedDutiesText)
  const shared = useText(owedPageText)
  const { query, list } = useOwedList(wish)
  if (list === null) return query.error === null ? <Loading /> : <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
  const count = list.entries.length
  return (
    <>
      {saysWhen && <OwedFreshness fetchedAt={list.fetchedAt} />}
      {!saysWhen && <p role="status">{query.hasNextPage ? t('shownSoFar', { count }) : t('shown', { count })}</p>}
      <DutyTable entries={list.entries} now={list.now} caption={caption} empty={empty} />
      {query.hasNextPage && (
        <Button variant="secondary" isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {shared('more')}
        </Button>
      )}
    </>
  )
}

const everything = 'all'
const filterNames = ['standing', 'law'] as const

function readFilter(query: Readonly<Record<string, string>>): OwedWish {
  const { standing = '', law = '' } = query
  return {
    ...(owedStandings.some((one) => one === standing) ? { standing } : {}),
    ...(dutyTitles().has(law) ? { law } : {}),
  }
}

function Filters({ filter }: { filter: OwedWish }): ReactNode {
  const t = useText(receivedDutiesText)
  const { pick } = useLanguage()
  const goTo = useGoTo()
  const choose = (name: (typeof filterNames)[number], value: string) => {
    const search = Object.fromEntries(Object.entries({ ...filter, [name]: value }).filter(([, chosen]) => chosen !== everything))
    goTo(pagePath('owed'), { search, replace: true })
  }
  const options = {
    standing: owedStandings.map((value) => ({ value, label: pick(owedStandingNames[value]) })),
    law: [...dutyTitles()].map(([value, title]) => ({ value, label: pick(title) })),
  }
  return (
    <search aria-label={t('filters')} className="mb-6 rounded-12 bg-solid-gray-50 p-4 desktop:p-6">
      <div className="grid gap-x-6 gap-y-4 desktop:grid-cols-2">
        {filterNames.map((name) => (
          <Select
            key={name}
            id={`filter-${name}`}
            label={t(name)}
            value={filter[name] ?? everything}
            onChange={(value) => choose(name, value)}
            options={[{ value: everything, label: t('all') }, ...options[name]]}
          />
        ))}
      </div>
    </search>
  )
}

/** Titles of the duties of the law that governs here, by its id. */
function dutyTitles() {
  const duties = homeRulebook().laws.filter(({ data }) => data.nature === 'duty')
  return new Map(duties.map(({ data }) => [data.id, data.title]))
}
