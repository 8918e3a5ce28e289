import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { organisationKindNames } from '#identity/role-text.ts'
import { request } from '#ui/api.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { Page } from '#ui/page.tsx'
import { Select } from '#ui/select.tsx'
import { Table, type Column } from '#ui/table.tsx'
import { useText } from '#ui/use-text.ts'
import type { Answering, AnswerOwner } from './answer-owner.ts'
import { answerOwnerText } from './answer-owner-text.ts'

type Known = { readonly organisations: readonly Answering[]; readonly owners: readonly AnswerOwner[] }

const ownersPath = '/api/v1/answer-owners'

const ownersQuery = queryOptions({
  queryKey: ['answer-owners'],
  queryFn: ({ signal }) => request<Known>(ownersPath, { signal }),
})

/** Which organisations belong to one owner, and so count as one where answers are counted. */
export function AnswerOwnersPage(): ReactNode {
  const t = useText(answerOwnerText)
  const known = useQuery(ownersQuery)
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <Loaded query={known}>
        {(found) => (
          <>
            <OwnerList known={found} />
            <AddingOwner known={found} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function useNaming() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ organisationId, ownerId }: { organisationId: string; ownerId: string | null }) =>
      request<null>(`${ownersPath}/${organisationId}`, { method: 'PUT', body: { ownerId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ownersQuery.queryKey }),
  })
}

function OwnerList({ known: { organisations, owners } }: { known: Known }): ReactNode {
  const t = useText(answerOwnerText)
  const naming = useNaming()
  const columns = useOwnerColumns(organisations, (organisationId) => naming.mutate({ organisationId, ownerId: null }))
  return (
    <section aria-labelledby="list">
      <Heading level={2} id="list">
        {t('list')}
      </Heading>
      {naming.error !== null && <ErrorNotice error={naming.error} />}
      <Table
        caption={t('list')}
        isCaptionHidden
        rows={owners}
        rowKey={({ organisationId }) => organisationId}
        empty={t('none')}
        columns={columns}
      />
    </section>
  )
}

function useOwnerColumns(organisations: readonly Answering[], remove: (organisationId: string) => void): readonly Column<AnswerOwner>[] {
  const t = useText(answerOwnerText)
  const { pick } = useLanguage()
  const names = new Map(organisations.map(({ id, name }) => [id, pick(name)]))
  const nameOf = (id: string): string => names.get(id) ?? id
  return [
    { id: 'organisation', header: t('organisation'), isRowHeader: true, cell: ({ organisationId }) => nameOf(organisationId) },
    { id: 'owner', header: t('owner'), cell: ({ ownerId }) => nameOf(ownerId) },
    {
      id: 'act',
      header: t('act'),
      cell: ({ organisationId }) => (
        <Button
          variant="text"
          size="small"
          label={t('remove') + t('ofOrganisation', { organisation: nameOf(organisationId) })}
          onPress={() => remove(organisationId)}
        >
          {t('remove')}
        </Button>
      ),
    },
  ]
}

function AddingOwner({ known: { organisations } }: { known: Known }): ReactNode {
  const t = useText(answerOwnerText)
  const { pick } = useLanguage()
  const naming = useNaming()
  const [organisationId, setOrganisation] = useState<string | null>(null)
  const [ownerId, setOwner] = useState<string | null>(null)
  const options = Object.entries(organisationKindNames).flatMap(([kind, name]) =>
    organisations.filter((one) => one.kind === kind).map((one) => ({ value: one.id, label: pick(one.name), group: pick(name) })),
  )
  const isChosen = organisationId !== null && ownerId !== null && ownerId !== organisationId
  return (
    <section aria-labelledby="add">
      <Heading level={2} id="add">
        {t('add')}
      </Heading>
      <p className="mb-4">{t('addLead')}</p>
      <div className="grid gap-6">
        <Select id="organisation" label={t('organisation')} value={organisationId} onChange={setOrganisation} options={options} />
        <Select
          id="owner"
          label={t('owner')}
          value={ownerId}
          onChange={setOwner}
          options={options.filter(({ value }) => value !== organisationId)}
        />
      </div>
      {naming.error !== null && <ErrorNotice error={naming.error} />}
      {!isChosen && <p className="mt-4">{t('choose')}</p>}
      <ButtonRow>
        <Button
          isDisabled={!isChosen}
          isPending={naming.isPending}
          onPress={() => naming.mutate({ organisationId: organisationId ?? '', ownerId })}
        >
          {t('save')}
        </Button>
        <span role="status">{naming.isSuccess && t('saved')}</span>
      </ButtonRow>
    </section>
  )
}
