import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSession } from '#identity/session-client.ts'
import { request } from '#ui/api.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { StatusBadge } from '#ui/status-badge.tsx'
import { Table, type Column } from '#ui/table.tsx'
import { useText } from '#ui/use-text.ts'
import { channelNames } from './promise-text.ts'
import { byChannel, callList, type ChannelReach, type Reach, type ReachName } from './reach.ts'
import { reachStateNames, reachText } from './reach-text.ts'
import type { WarningBody } from './warning-body.ts'

function reachQuery({ id, version }: WarningBody) {
  return queryOptions({
    queryKey: ['warning-reach', id, version],
    queryFn: ({ signal }) => request<Reach>(`/api/v1/warnings/${encodeURIComponent(id)}/reach`, { signal }),
    refetchInterval: 10_000,
  })
}

/** Whom the newest version of a warning has reached and whom not, for officers and releasers; what a releaser can do about it. Nothing for others. */
export function WarningReach({ warning }: { warning: WarningBody }): ReactNode {
  const t = useText(reachText)
  const session = useSession().data
  const roles = session?.signedIn === true ? session.person.roles : []
  const isReleaser = roles.includes('releaser')
  const mayRead = isReleaser || roles.includes('officer')
  const reach = useQuery({ ...reachQuery(warning), enabled: mayRead })
  if (!mayRead) return null
  return (
    <section aria-labelledby="reach">
      <Heading level={2} id="reach">
        {t(warning.act === 'recall' ? 'titleRecall' : 'title')}
      </Heading>
      <p className="mb-4">{t('lead')}</p>
      <Loaded query={reach}>
        {(found) => (
          <>
            <Channels reach={found} />
            {isReleaser && <Resending warning={warning} reach={found} />}
            {isReleaser && <CallList names={callList(found.names)} />}
          </>
        )}
      </Loaded>
    </section>
  )
}

function Channels({ reach }: { reach: Reach }): ReactNode {
  const t = useText(reachText)
  const columns = useChannelColumns()
  return (
    <Table
      caption={t('byChannel')}
      isCaptionHidden
      rows={byChannel(reach.counts)}
      rowKey={({ channel }) => channel}
      empty={t('nobody')}
      columns={columns}
    />
  )
}

function useChannelColumns(): readonly Column<ChannelReach>[] {
  const t = useText(reachText)
  const { pick } = useLanguage()
  return [
    {
      id: 'channel',
      header: t('channel'),
      isRowHeader: true,
      cell: ({ channel }) => pick(channelNames[channel] ?? { ja: channel, en: channel }),
    },
    { id: 'reached', header: t('reached'), align: 'end', cell: ({ reached }) => t('count', { count: reached }) },
    { id: 'waiting', header: t('waiting'), align: 'end', cell: ({ waiting }) => t('count', { count: waiting }) },
    { id: 'lost', header: t('lost'), align: 'end', cell: ({ lost }) => t('count', { count: lost }) },
  ]
}

function Resending({ warning, reach }: { warning: WarningBody; reach: Reach }): ReactNode {
  const t = useText(reachText)
  const queries = useQueryClient()
  const resend = useMutation({
    mutationFn: () => request<{ count: number }>(`/api/v1/warnings/${encodeURIComponent(warning.id)}/reach/resend`, { method: 'POST' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: reachQuery(warning).queryKey }),
  })
  const isNeeded = reach.counts.some(({ channel, state }) => (channel === 'webhook' || channel === 'mail') && state !== 'reached')
  if (!isNeeded && !resend.isSuccess) return null
  return (
    <>
      {resend.error !== null && <ErrorNotice error={resend.error} />}
      <ButtonRow>
        <Button variant="secondary" isPending={resend.isPending} onPress={() => resend.mutate()}>
          {t('resend')}
        </Button>
        <span role="status">{resend.data !== undefined && t('resent', { count: resend.data.count })}</span>
      </ButtonRow>
      <p className="text-solid-gray-700">{t('resendLead')}</p>
    </>
  )
}

/** Those that have not got it, to be called. */
function CallList({ names }: { names: readonly ReachName[] }): ReactNode {
  const t = useText(reachText)
  const columns = useCallColumns()
  return (
    <>
      <Heading level={3}>{t('callList')}</Heading>
      <p className="mb-4">{t('callListLead')}</p>
      <Table
        caption={t('callList')}
        isCaptionHidden
        rows={names}
        rowKey={({ name, channel, state, at }) => `${name.ja} ${channel} ${state} ${at ?? ''}`}
        empty={t('nobodyToCall')}
        columns={columns}
      />
    </>
  )
}

function useCallColumns(): readonly Column<ReachName>[] {
  const t = useText(reachText)
  const { pick } = useLanguage()
  return [
    { id: 'name', header: t('organisation'), isRowHeader: true, cell: ({ name }) => pick(name) },
    {
      id: 'state',
      header: t('state'),
      cell: ({ state, channel, at }) => (
        <>
          <StatusBadge tone={state === 'lost' ? 'danger' : 'warning'}>{pick(reachStateNames[state])}</StatusBadge>{' '}
          {pick(channelNames[channel] ?? { ja: channel, en: channel })} {at !== null && <InstantText at={at} />}
        </>
      ),
    },
    {
      id: 'phones',
      header: t('phones'),
      cell: ({ phones }) => (phones.length === 0 ? t('noPhone') : phones.join(', ')),
    },
  ]
}
