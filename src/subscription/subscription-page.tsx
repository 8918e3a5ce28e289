import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useSignedIn } from '#identity/session-client.ts'
import { request } from '#ui/api.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Focused } from '#ui/focused.tsx'
import { formatInstant } from '#ui/format-time.ts'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { usePagePart } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { Table, type Column } from '#ui/table.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { tlpLabel } from '#stix/tlp-marking.ts'
import type { ShownDelivery, SubscriptionBody } from './shown-subscription.ts'
import { attemptNames, failureText } from './delivery-failure-text.ts'
import { deliveriesQuery, subscriptionQuery, subscriptionsPath, subscriptionsQuery } from './subscription-client.ts'
import { minuteText } from './subscription-draft.ts'
import { SubscriptionForm } from './subscription-form.tsx'
import { SubscriptionState } from './subscription-state.tsx'
import { cadenceNames, deliveryStateNames, formNames, occasionNames, subscribedKindNames, subscriptionsText } from './subscriptions-text.ts'

/** One subscription: what it asks for, how it stands, the acts on it, and what was sent. */
export function SubscriptionPage(): ReactNode {
  const t = useText(subscriptionsText)
  const id = usePagePart('subscriptionId')
  const subscription = useQuery(subscriptionQuery(id))
  return (
    <Page title={subscription.data?.name ?? t('title')} back={{ href: pagePath('subscriptions'), label: t('back') }} width="wide">
      <Loaded query={subscription}>
        {(known) => (
          <>
            <Parked subscription={known} />
            <Unconfirmed subscription={known} />
            <Settings subscription={known} />
            <Changing subscription={known} />
            <Acts subscription={known} />
          </>
        )}
      </Loaded>
      <Deliveries id={id} />
    </Page>
  )
}

type Answer = SubscriptionBody & { readonly secret?: string }

/** Returns the mutation that does something with a subscription; what is shown of it is read again. */
function useSubscriptionAct(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ act, body }: { act: string; body?: { readonly code: string } }) =>
      request<Answer>(`${subscriptionsPath}/${id}/${act}`, { method: 'POST', ...(body === undefined ? {} : { body }) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: subscriptionsQuery.queryKey }),
  })
}

function Parked({ subscription: { id, circuit } }: { subscription: SubscriptionBody }): ReactNode {
  const t = useText(subscriptionsText)
  const { language, pick } = useLanguage()
  const act = useSubscriptionAct(id)
  if (circuit?.parkedAt === undefined || circuit.parkedAt === null) return null
  const since = formatInstant(Temporal.Instant.from(circuit.failingSince), language, { seconds: false })
  return (
    <NotificationBanner
      tone="error"
      title={t('parkedTitle')}
      actions={
        <Button isPending={act.isPending} onPress={() => act.mutate({ act: 'resume' })}>
          {t('resume')}
        </Button>
      }
    >
      <p>{t('parkedBody', { since, failure: pick(failureText(circuit.failure)) })}</p>
    </NotificationBanner>
  )
}

/** An address that is not confirmed yet: the only one, or one that is to take the place of the present one. */
function Unconfirmed({
  subscription: { id, state, channel, destination, pendingDestination },
}: {
  subscription: SubscriptionBody
}): ReactNode {
  const t = useText(subscriptionsText)
  const act = useSubscriptionAct(id)
  const [code, setCode] = useState('')
  if (state !== 'unconfirmed' && pendingDestination === null) return null
  const moving = pendingDestination !== null && <p>{t('pendingBody', { from: destination, to: pendingDestination })}</p>
  if (channel === 'webhook')
    return (
      <NotificationBanner tone="warning" title={t('waitsForHost')}>
        {moving}
      </NotificationBanner>
    )
  return (
    <section className="my-6 grid gap-4">
      {moving}
      <TextInput id="code" label={t('code')} hint={t('codeHint')} value={code} onChange={setCode} width="medium" />
      {act.error !== null && <ErrorNotice error={act.error} />}
      <ButtonRow>
        <Button isDisabled={code.trim() === ''} isPending={act.isPending} onPress={() => act.mutate({ act: 'confirm', body: { code } })}>
          {t('confirm')}
        </Button>
        <Button variant="secondary" onPress={() => act.mutate({ act: 'test' })}>
          {t('resend')}
        </Button>
      </ButtonRow>
    </section>
  )
}

function Settings({ subscription }: { subscription: SubscriptionBody }): ReactNode {
  const t = useText(subscriptionsText)
  const { pick } = useLanguage()
  const { filter, timing, form, destination } = subscription
  const groups = useQuery(subscriptionsQuery).data?.sectorGroups ?? []
  const groupName = (code: string): string => pick(groups.find((one) => one.code === code)?.name ?? { ja: code, en: code })
  const asked = [
    { term: t('kinds'), value: filter.kinds.map((kind) => pick(subscribedKindNames[kind])).join('\n') },
    { term: t('groups'), value: filter.sectorGroups.map(groupName).join('\n') },
    { term: t('techniques'), value: filter.techniques.join(' ') },
    { term: t('products'), value: filter.products.join('\n') },
    {
      term: t('narrowing'),
      value: (['ownProducts', 'confirmedOnly'] as const)
        .filter((one) => filter[one])
        .map((one) => t(one))
        .join('\n'),
    },
  ]
  const narrowed = asked.filter(({ value }) => value !== '')
  return (
    <section>
      <Heading level={2}>{t('settings')}</Heading>
      <SummaryList
        rows={[
          { term: t('state'), value: <SubscriptionState subscription={subscription} /> },
          { term: t('destination'), value: t('destinationForm', { destination, form: pick(formNames[form]) }) },
          {
            term: t('cadence'),
            value: `${pick(cadenceNames[timing.cadence])}${timing.cadence === 'daily' ? ` ${minuteText(timing.digestMinute)} (${timing.zone})` : ''}`,
          },
          { term: t('language'), value: t(subscription.language === 'ja' ? 'japanese' : 'english') },
          { term: t('tlp'), value: tlpLabel(filter.tlp) },
          ...(narrowed.length === 0 ? [{ term: t('filter'), value: t('everything') }] : narrowed),
        ]}
      />
    </section>
  )
}

function Changing({ subscription }: { subscription: SubscriptionBody }): ReactNode {
  const t = useText(subscriptionsText)
  const session = useSignedIn()
  const list = useQuery(subscriptionsQuery)
  const [state, setState] = useState<'untouched' | 'open' | 'left' | 'done'>('untouched')
  if (state === 'open' && list.data !== undefined)
    return (
      <Focused>
        <section aria-labelledby="change">
          <Heading level={2} id="change">
            {t('change')}
          </Heading>
          <SubscriptionForm
            list={list.data}
            clearance={session.clearance}
            known={subscription}
            onDone={() => setState('done')}
            onCancel={() => setState('left')}
          />
        </section>
      </Focused>
    )
  const row = (
    <ButtonRow>
      <Button variant="secondary" isPending={state === 'open'} onPress={() => setState('open')}>
        {t('change')}
      </Button>
      <span role="status">{state === 'done' && t('changed')}</span>
    </ButtonRow>
  )
  return state === 'left' || state === 'done' ? <Focused key={state}>{row}</Focused> : row
}

function Acts({ subscription: { id, state, channel } }: { subscription: SubscriptionBody }): ReactNode {
  const t = useText(subscriptionsText)
  const act = useSubscriptionAct(id)
  const [doing, setDoing] = useState<string | null>(null)
  const run = (name: string) => {
    setDoing(name)
    act.mutate({ act: name })
  }
  return (
    <section>
      {act.error !== null && <ErrorNotice error={act.error} />}
      <p role="status">{act.isSuccess && doing === 'test' && t('sent')}</p>
      {act.data?.secret !== undefined && (
        <NotificationBanner tone="success" title={t('secretTitle')} isLive>
          <CopyableCode value={act.data.secret} name={t('secretTitle')} />
          <p>{t('secretLead')}</p>
        </NotificationBanner>
      )}
      {state !== 'unconfirmed' && (
        <>
          <ButtonRow>
            <Button onPress={() => run('test')} isPending={act.isPending && doing === 'test'}>
              {t('test')}
            </Button>
            <Button variant="secondary" onPress={() => run(state === 'paused' ? 'resume' : 'pause')}>
              {t(state === 'paused' ? 'resume' : 'pause')}
            </Button>
            {channel === 'webhook' && (
              <Button variant="secondary" onPress={() => run('secret')}>
                {t('newSecret')}
              </Button>
            )}
          </ButtonRow>
          <p className="my-3 text-solid-gray-700">{t('pauseNote')}</p>
        </>
      )}
      <Removing id={id} />
    </section>
  )
}

function Removing({ id }: { id: string }): ReactNode {
  const t = useText(subscriptionsText)
  const queries = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const remove = useMutation({
    mutationFn: () => request<null>(`${subscriptionsPath}/${id}`, { method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: subscriptionsQuery.queryKey, exact: true }),
  })
  if (remove.isSuccess) return <TextLink href={pagePath('subscriptions')}>{t('back')}</TextLink>
  if (!isAsked)
    return (
      <Button variant="text" onPress={() => setAsked(true)}>
        {t('remove')}
      </Button>
    )
  return (
    <>
      <p>{t('removeNote')}</p>
      {remove.error !== null && <ErrorNotice error={remove.error} />}
      <ButtonRow>
        <Button variant="danger" isPending={remove.isPending} onPress={() => remove.mutate()}>
          {t('removeSure')}
        </Button>
        <Button variant="secondary" onPress={() => setAsked(false)}>
          {t('cancel')}
        </Button>
      </ButtonRow>
    </>
  )
}

function Deliveries({ id }: { id: string }): ReactNode {
  const t = useText(subscriptionsText)
  const deliveries = useQuery(deliveriesQuery(id))
  const columns = useLogColumns()
  return (
    <section aria-labelledby="log">
      <Heading level={2} id="log">
        {t('log')}
      </Heading>
      <Loaded query={deliveries}>
        {(known) => (
          <Table
            caption={t('log')}
            isCaptionHidden
            columns={columns}
            rows={known.deliveries}
            rowKey={(one) => one.id}
            empty={t('logEmpty')}
          />
        )}
      </Loaded>
    </section>
  )
}

function useLogColumns(): readonly Column<ShownDelivery>[] {
  const t = useText(subscriptionsText)
  const { pick } = useLanguage()
  return [
    { id: 'at', header: t('logAt'), isRowHeader: true, cell: ({ sendAt }) => <InstantText at={sendAt} isExact /> },
    { id: 'what', header: t('logWhat'), cell: ({ occasion }) => pick(occasionNames[occasion] ?? { ja: occasion, en: occasion }) },
    { id: 'outcome', header: t('logOutcome'), cell: ({ state }) => pick(deliveryStateNames[state]) },
    { id: 'tries', header: t('logTries'), cell: (one) => <Tries delivery={one} /> },
  ]
}

function Tries({ delivery: { attempts, nextAttemptAt } }: { delivery: ShownDelivery }): ReactNode {
  const t = useText(subscriptionsText)
  const { pick } = useLanguage()
  return (
    <ul>
      {attempts.map(({ at, outcome, code }) => (
        <li key={at}>
          <InstantText at={at} isExact />{' '}
          {pick(code === null ? (attemptNames[outcome] ?? { ja: outcome, en: outcome }) : failureText(code))}
        </li>
      ))}
      {nextAttemptAt !== null && (
        <li>
          {t('nextAt')}
          <InstantText at={nextAttemptAt} isExact />
        </li>
      )}
    </ul>
  )
}
