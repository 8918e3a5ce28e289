import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useSignedIn } from '#identity/session-client.ts'
import { TokenSection } from '#identity/token-section.tsx'
import { request } from '#ui/api.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Focused } from '#ui/focused.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { Table, type Column } from '#ui/table.tsx'
import { TextArea } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import type { SubscriptionBody, SubscriptionList } from './shown-subscription.ts'
import { productsQuery, subscriptionsQuery } from './subscription-client.ts'
import { linesOf } from './subscription-draft.ts'
import { SubscriptionForm, type MadeSubscription } from './subscription-form.tsx'
import { SubscriptionState } from './subscription-state.tsx'
import { cadenceNames, formNames, subscriptionsText } from './subscriptions-text.ts'

/** The subscriptions of the own organisation, a form for one more, its products, and the channels that need no subscription. */
export function SubscriptionsPage(): ReactNode {
  const t = useText(subscriptionsText)
  const list = useQuery(subscriptionsQuery)
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <Loaded query={list}>
        {(known) => (
          <>
            <List list={known} />
            <Adding list={known} />
          </>
        )}
      </Loaded>
      <OwnProducts />
      <PullChannels />
      <TokenSection />
    </Page>
  )
}

function List({ list }: { list: SubscriptionList }): ReactNode {
  const t = useText(subscriptionsText)
  const columns = useListColumns()
  return (
    <section aria-labelledby="list">
      <Heading level={2} id="list">
        {t('list')}
      </Heading>
      <Table caption={t('list')} isCaptionHidden columns={columns} rows={list.subscriptions} rowKey={({ id }) => id} empty={t('empty')} />
    </section>
  )
}

function useListColumns(): readonly Column<SubscriptionBody>[] {
  const t = useText(subscriptionsText)
  const { pick } = useLanguage()
  return [
    {
      id: 'name',
      header: t('name'),
      isRowHeader: true,
      cell: ({ id, name }) => (
        <TextLink href={pagePath('subscription', { subscriptionId: id })}>
          <OutsideText text={name} />
        </TextLink>
      ),
    },
    {
      id: 'destination',
      header: t('destination'),
      cell: ({ destination, form }) => t('destinationForm', { destination, form: pick(formNames[form]) }),
    },
    { id: 'cadence', header: t('cadence'), cell: ({ timing }) => pick(cadenceNames[timing.cadence]) },
    { id: 'state', header: t('state'), cell: (one) => <SubscriptionState subscription={one} /> },
  ]
}

function Adding({ list }: { list: SubscriptionList }): ReactNode {
  const t = useText(subscriptionsText)
  const session = useSignedIn()
  const [isOpen, setOpen] = useState(false)
  const [made, setMade] = useState<MadeSubscription | null>(null)
  const done = (one: MadeSubscription) => {
    setMade(one)
    setOpen(false)
  }
  return (
    <section aria-labelledby="add">
      {made !== null && <Made made={made} />}
      <Heading level={2} id="add">
        {t('add')}
      </Heading>
      {isOpen ? (
        <Focused>
          <SubscriptionForm list={list} clearance={session.clearance} onDone={done} onCancel={() => setOpen(false)} />
        </Focused>
      ) : (
        <ButtonRow>
          <Button onPress={() => setOpen(true)}>{t('add')}</Button>
        </ButtonRow>
      )}
    </section>
  )
}

function Made({ made }: { made: MadeSubscription }): ReactNode {
  const t = useText(subscriptionsText)
  return (
    <NotificationBanner tone="success" title={t('saved')} isLive>
      <p>
        <TextLink href={pagePath('subscription', { subscriptionId: made.id })}>
          <OutsideText text={made.name} />
        </TextLink>
      </p>
      {made.secret !== null && (
        <>
          <p>
            {t('secretTitle')}: <CopyableCode value={made.secret} name={t('secretTitle')} />
          </p>
          <p>{t('secretLead')}</p>
        </>
      )}
    </NotificationBanner>
  )
}

function OwnProducts(): ReactNode {
  const t = useText(subscriptionsText)
  const products = useQuery(productsQuery)
  return (
    <section aria-labelledby="own-products">
      <Heading level={2} id="own-products">
        {t('ownList')}
      </Heading>
      <p className="mb-4">{t('ownListLead')}</p>
      <Loaded query={products}>{(known) => <ProductList products={known.products} />}</Loaded>
    </section>
  )
}

function ProductList({ products }: { products: readonly string[] }): ReactNode {
  const t = useText(subscriptionsText)
  const queries = useQueryClient()
  const [text, setText] = useState(products.join('\n'))
  const save = useMutation({
    mutationFn: () =>
      request<{ products: readonly string[] }>('/api/v1/organisation/products', { method: 'PUT', body: { products: linesOf(text) } }),
    onSuccess: ({ products: saved }) => {
      setText(saved.join('\n'))
      return queries.invalidateQueries({ queryKey: productsQuery.queryKey })
    },
  })
  return (
    <>
      <TextArea id="own-list" label={t('ownList')} rows={4} value={text} onChange={setText} />
      {save.error !== null && <ErrorNotice error={save.error} />}
      <ButtonRow>
        <Button variant="secondary" isPending={save.isPending} onPress={() => save.mutate()}>
          {t('ownListSave')}
        </Button>
        <span role="status">{save.isSuccess && t('ownListSaved')}</span>
      </ButtonRow>
    </>
  )
}

const pullChannels = [
  ['pullTaxii', '/taxii2/'],
  ['pullMisp', '/feeds/misp'],
  ['pullCsv', '/feeds/indicators.csv'],
  ['pullList', '/feeds/domains.txt'],
  ['pullAtom', '/feeds/warnings.atom'],
  ['pullStream', '/api/v1/warnings/stream'],
] as const

function PullChannels(): ReactNode {
  const t = useText(subscriptionsText)
  return (
    <section aria-labelledby="pull">
      <Heading level={2} id="pull">
        {t('pull')}
      </Heading>
      <p>{t('pullLead')}</p>
      <ul className="my-4 grid gap-2">
        {pullChannels.map(([name, path]) => (
          <li key={path}>
            <p>{t(name)}</p>
            <CopyableCode value={window.location.origin + path} name={t(name)} />
          </li>
        ))}
      </ul>
    </section>
  )
}
