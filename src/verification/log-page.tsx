import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { utf8 } from '#base/bytes.ts'
import { Button } from '#ui/button.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { Page } from '#ui/page.tsx'
import { saveFile } from '#ui/save-file.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { LeafSearch } from './leaf-search.tsx'
import { followedQuery, logStateQuery, sealedOpeningsQuery, type ShownLogState, type ShownWitness } from './log-client.ts'
import { logPageText } from './log-page-text.ts'
import { policyQuery, readKeptPolicy } from './policy-choice.ts'
import { LogAlarm, type FollowedHead } from './watch-log.ts'

/** The auditor's page: follows the heads of the log in the browser, shows witnesses and growth, and looks for one entry. */
export function LogPage(): ReactNode {
  const t = useText(logPageText)
  const kept = readKeptPolicy()
  const site = useQuery({ ...policyQuery, enabled: kept === null })
  const policy = kept?.text ?? site.data
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      {policy === undefined ? <Loaded query={site}>{() => null}</Loaded> : <Followed policy={policy} />}
      <State />
      <SealedOpenings />
    </Page>
  )
}

function Followed({ policy }: { policy: string }): ReactNode {
  const t = useText(logPageText)
  const followed = useQuery(followedQuery(useQueryClient(), policy))
  const heads = followed.data ?? []
  const last = heads.at(-1)
  const alarm = followed.error instanceof LogAlarm ? followed.error : null
  return (
    <>
      {alarm !== null && <Alarm alarm={alarm} />}
      <section>
        <Heading level={2}>{t('headsTitle')}</Heading>
        {alarm === null && followed.data === undefined ? (
          <Loaded query={followed}>{() => null}</Loaded>
        ) : (
          <Table
            caption={t('headsTitle')}
            isCaptionHidden
            rows={heads.toReversed().slice(0, 20)}
            rowKey={({ origin, size, witnessedAt }) => `${origin} ${size} ${witnessedAt}`}
            empty={t('headsEmpty')}
            columns={headColumns(t, heads)}
          />
        )}
      </section>
      {last !== undefined && <LeafSearch head={last} />}
    </>
  )
}

function headColumns(t: Translate<typeof logPageText>, heads: readonly FollowedHead[]): readonly Column<FollowedHead>[] {
  return [
    { id: 'seenAt', header: t('seenAt'), isRowHeader: true, cell: ({ seenAt }) => <InstantText at={instantOf(seenAt)} isExact /> },
    { id: 'size', header: t('size'), align: 'end', cell: ({ size }) => size.toLocaleString('en') },
    { id: 'growth', header: t('growth'), align: 'end', cell: (head) => <Growth head={head} heads={heads} /> },
    { id: 'root', header: t('root'), cell: ({ root }) => <code className="font-mono break-all">{root.toHex().slice(0, 16)}…</code> },
    {
      id: 'witnessedAt',
      header: t('witnessedAt'),
      cell: ({ witnessedAt }) => (witnessedAt === null ? t('notWitnessed') : <InstantText at={instantOf(witnessedAt)} isExact />),
    },
  ]
}

function Growth({ head, heads }: { head: FollowedHead; heads: readonly FollowedHead[] }): ReactNode {
  const t = useText(logPageText)
  const before = heads[heads.indexOf(head) - 1]
  return before?.origin === head.origin ? t('growthBy', { count: head.size - before.size }) : t('firstHead')
}

function Alarm({ alarm }: { alarm: LogAlarm }): ReactNode {
  const t = useText(logPageText)
  const { code, evidence } = alarm
  const save = () => saveFile(`${code.toLowerCase()}.txt`, utf8(evidence.join('\n')), 'text/plain')
  return (
    <NotificationBanner
      tone="error"
      title={t('alarm')}
      isLive
      actions={
        evidence.length === 0 ? undefined : (
          <Button variant="secondary" onPress={save}>
            {t('keepEvidence')}
          </Button>
        )
      }
    >
      <p>{t(code)}</p>
    </NotificationBanner>
  )
}

function State(): ReactNode {
  const state = useQuery(logStateQuery)
  return (
    <Loaded query={state}>
      {(found) => (
        <>
          <Witnesses witnesses={found.witnesses} />
          <SelfTold state={found} />
        </>
      )}
    </Loaded>
  )
}

const tones = { cosigned: 'success', away: 'warning', refused: 'warning', ahead: 'danger', forked: 'danger' } as const

function Witnesses({ witnesses }: Pick<ShownLogState, 'witnesses'>): ReactNode {
  const t = useText(logPageText)
  return (
    <section>
      <Heading level={2}>{t('witnessesTitle')}</Heading>
      <Table
        caption={t('witnessesTitle')}
        isCaptionHidden
        rows={witnesses}
        rowKey={({ name }) => name}
        empty={t('witnessesEmpty')}
        columns={witnessColumns(t)}
      />
    </section>
  )
}

function witnessColumns(t: Translate<typeof logPageText>): readonly Column<ShownWitness>[] {
  return [
    { id: 'name', header: t('witness'), isRowHeader: true, cell: ({ name }) => <code className="font-mono break-all">{name}</code> },
    { id: 'outcome', header: t('outcome'), cell: ({ outcome }) => <StatusBadge tone={tones[outcome]}>{t(outcome)}</StatusBadge> },
    { id: 'size', header: t('size'), align: 'end', cell: ({ size }) => size.toLocaleString('en') },
    {
      id: 'cosignedAt',
      header: t('cosignedAt'),
      cell: ({ cosignedAt }) => (cosignedAt === null ? t('never') : <InstantText at={cosignedAt} isExact />),
    },
  ]
}

function SealedOpenings(): ReactNode {
  const t = useText(logPageText)
  const counted = useQuery(sealedOpeningsQuery)
  return (
    <section>
      <Heading level={2}>{t('sealedTitle')}</Heading>
      <p className="mb-3">{t('sealedLead')}</p>
      <Loaded query={counted}>{({ total, withheld }) => <p>{t('sealedCount', { total, withheld })}</p>}</Loaded>
    </section>
  )
}

function SelfTold({ state }: { state: ShownLogState }): ReactNode {
  const t = useText(logPageText)
  const { growth, refusal, origin, shards } = state
  const plan = growth === null ? null : t('planWords', { leaves: growth.leavesPerHead, seconds: growth.headSeconds })
  const overload = growth === null || growth.overload === 1 ? '' : `\n${t('overload', { factor: growth.overload })}`
  return (
    <section>
      <Heading level={2}>{t('stateTitle')}</Heading>
      <SummaryList
        rows={[
          { term: t('origin'), value: origin },
          { term: t('plan'), value: plan === null ? null : `${plan}${overload}` },
          { term: t('refusal'), value: refusal ?? t('signs') },
          { term: t('shards'), value: shards.map(({ origin: name }) => name).join('\n') },
        ]}
      />
    </section>
  )
}

function instantOf(seconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
}
