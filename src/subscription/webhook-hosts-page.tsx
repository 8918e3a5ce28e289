import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { request } from '#ui/api.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Focused } from '#ui/focused.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { Page } from '#ui/page.tsx'
import { Table, type Column } from '#ui/table.tsx'
import { useText } from '#ui/use-text.ts'
import type { AskedHost, ConfirmedHost } from './shown-subscription.ts'
import { webhookHostsText } from './webhook-hosts-text.ts'

const hostsPath = '/api/v1/webhook-hosts'

const hostsQuery = queryOptions({
  queryKey: ['webhook-hosts'],
  queryFn: ({ signal }) => request<{ hosts: readonly AskedHost[]; confirmed: readonly ConfirmedHost[] }>(hostsPath, { signal }),
  refetchInterval: 30_000,
})

/** Hosts to which organisations want warnings sent: those that wait for the registrar, and those that were confirmed. */
export function WebhookHostsPage(): ReactNode {
  const t = useText(webhookHostsText)
  const hosts = useQuery(hostsQuery)
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <Loaded query={hosts}>
        {(known) => (
          <>
            <Waiting hosts={known.hosts} />
            <Confirmed hosts={known.confirmed} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Waiting({ hosts }: { hosts: readonly AskedHost[] }): ReactNode {
  const t = useText(webhookHostsText)
  const columns = useWaitingColumns()
  return (
    <section aria-labelledby="waiting">
      <Heading level={2} id="waiting">
        {t('waiting')}
      </Heading>
      <p className="mb-4">{t('waitingLead')}</p>
      <Table caption={t('waiting')} isCaptionHidden rows={hosts} rowKey={hostKey} empty={t('noneWaiting')} columns={columns} />
    </section>
  )
}

function useWaitingColumns(): readonly Column<AskedHost>[] {
  const t = useText(webhookHostsText)
  const { pick } = useLanguage()
  return [
    { id: 'host', header: t('host'), isRowHeader: true, cell: ({ host }) => <OutsideText text={host} /> },
    { id: 'organisation', header: t('organisation'), cell: ({ name }) => pick(name) },
    { id: 'since', header: t('since'), cell: ({ since }) => <InstantText at={since} /> },
    { id: 'act', header: t('act'), cell: (one) => <HostAct asked={one} method="POST" /> },
  ]
}

/** Words of an act on a host: its name, what it does, and its name once that has been read. */
const actWords = {
  POST: { name: 'confirm', sure: 'sure', really: 'confirmSure' },
  DELETE: { name: 'withdraw', sure: 'withdrawLead', really: 'withdrawSure' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, keyof typeof webhookHostsText>>>>

/** Confirms a host, or takes that back: it begins or ends what is sent there, so it takes two presses. */
function HostAct({ asked, method }: { asked: AskedHost; method: keyof typeof actWords }): ReactNode {
  const t = useText(webhookHostsText)
  const { pick } = useLanguage()
  const queries = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const { host, organisationId } = asked
  const act = useMutation({
    mutationFn: () => request<null>(hostsPath, { method, body: { host, organisationId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: hostsQuery.queryKey }),
  })
  const words = actWords[method]
  const named = { host, organisation: pick(asked.name) }
  const suffix = t('ofHost', named)
  if (!isAsked)
    return (
      <Button variant="secondary" size="small" label={t(words.name) + suffix} onPress={() => setAsked(true)}>
        {t(words.name)}
      </Button>
    )
  return (
    <Focused>
      <p>{t(words.sure, named)}</p>
      {act.error !== null && <ErrorNotice error={act.error} />}
      <ButtonRow>
        <Button
          size="small"
          variant={method === 'DELETE' ? 'danger' : 'primary'}
          label={t(words.really) + suffix}
          isPending={act.isPending}
          onPress={() => act.mutate()}
        >
          {t(words.really)}
        </Button>
        <Button variant="secondary" size="small" onPress={() => setAsked(false)}>
          {t('cancel')}
        </Button>
      </ButtonRow>
    </Focused>
  )
}

function Confirmed({ hosts }: { hosts: readonly ConfirmedHost[] }): ReactNode {
  const t = useText(webhookHostsText)
  const columns = useConfirmedColumns()
  return (
    <section aria-labelledby="confirmed">
      <Heading level={2} id="confirmed">
        {t('confirmed')}
      </Heading>
      <Table caption={t('confirmed')} isCaptionHidden rows={hosts} rowKey={hostKey} empty={t('noneConfirmed')} columns={columns} />
    </section>
  )
}

function useConfirmedColumns(): readonly Column<ConfirmedHost>[] {
  const t = useText(webhookHostsText)
  const { pick } = useLanguage()
  return [
    { id: 'host', header: t('host'), isRowHeader: true, cell: ({ host }) => <OutsideText text={host} /> },
    { id: 'organisation', header: t('organisation'), cell: ({ name }) => pick(name) },
    { id: 'at', header: t('at'), cell: ({ since }) => <InstantText at={since} /> },
    { id: 'by', header: t('by'), cell: ({ by }) => (by === null ? '―' : pick(by)) },
    { id: 'act', header: t('act'), cell: (one) => <HostAct asked={one} method="DELETE" /> },
  ]
}

function hostKey({ host, organisationId }: AskedHost): string {
  return `${organisationId} ${host}`
}
