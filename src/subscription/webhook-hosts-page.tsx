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
    { id: 'act', header: t('act'), cell: (one) => <Confirming asked={one} /> },
  ]
}

/** Confirming sends the contents of warnings there, so it takes two presses. */
function Confirming({ asked }: { asked: AskedHost }): ReactNode {
  const t = useText(webhookHostsText)
  const { pick } = useLanguage()
  const queries = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const { host, organisationId } = asked
  const confirm = useMutation({
    mutationFn: () => request<null>(hostsPath, { method: 'POST', body: { host, organisationId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: hostsQuery.queryKey }),
  })
  const suffix = t('ofHost', { host, organisation: pick(asked.name) })
  if (!isAsked)
    return (
      <Button variant="secondary" size="small" label={t('confirm') + suffix} onPress={() => setAsked(true)}>
        {t('confirm')}
      </Button>
    )
  return (
    <Focused>
      <p>{t('sure', { host, organisation: pick(asked.name) })}</p>
      {confirm.error !== null && <ErrorNotice error={confirm.error} />}
      <ButtonRow>
        <Button size="small" label={t('confirmSure') + suffix} isPending={confirm.isPending} onPress={() => confirm.mutate()}>
          {t('confirmSure')}
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
  ]
}

function hostKey({ host, organisationId }: AskedHost): string {
  return `${organisationId} ${host}`
}
