import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { request } from '#ui/api.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { CheckboxChoice, RadioChoice } from '#ui/choice.tsx'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Focused } from '#ui/focused.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { Table, type Column } from '#ui/table.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { grantable, type Grantable, type ShownToken } from './api-token.ts'
import { grantNames, tokenText } from './token-text.ts'

const tokensPath = '/api/v1/tokens'

const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => request<{ tokens: readonly ShownToken[] }>(tokensPath, { signal }),
})

/** The own API tokens: those that count, one more, and their end. */
export function TokenSection(): ReactNode {
  const t = useText(tokenText)
  const tokens = useQuery(tokensQuery)
  return (
    <section aria-labelledby="tokens">
      <Heading level={2} id="tokens">
        {t('title')}
      </Heading>
      <p className="mb-4">{t('lead')}</p>
      <Loaded query={tokens}>{(known) => <TokenList tokens={known.tokens} />}</Loaded>
      <MakingToken />
    </section>
  )
}

function TokenList({ tokens }: { tokens: readonly ShownToken[] }): ReactNode {
  const t = useText(tokenText)
  return <Table caption={t('title')} isCaptionHidden rows={tokens} rowKey={({ id }) => id} empty={t('none')} columns={useTokenColumns()} />
}

function useTokenColumns(): readonly Column<ShownToken>[] {
  const t = useText(tokenText)
  const { pick, language } = useLanguage()
  return [
    { id: 'label', header: t('label'), isRowHeader: true, cell: ({ label }) => <OutsideText text={label} /> },
    {
      id: 'grants',
      header: t('grants'),
      cell: ({ scopes }) =>
        grantable
          .filter((one) => scopes?.includes(one) ?? true)
          .map((one) => pick(grantNames[one]))
          .join(language === 'ja' ? '、' : ', ') || '―',
    },
    { id: 'expires', header: t('expires'), cell: ({ expiresAt }) => <InstantText at={expiresAt} /> },
    { id: 'act', header: t('act'), cell: (token) => <EndingToken token={token} /> },
  ]
}

/** Ends a token with a second press: programs that use it are refused, and it does not come back. */
function EndingToken({ token: { id, label } }: { token: ShownToken }): ReactNode {
  const t = useText(tokenText)
  const queries = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const end = useMutation({
    mutationFn: () => request<null>(`${tokensPath}/${id}`, { method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  })
  const named = (words: 'end' | 'endSure' | 'cancel') => t(words) + t('ofToken', { label })
  if (!isAsked)
    return (
      <Button variant="text" size="small" label={named('end')} onPress={() => setAsked(true)}>
        {t('end')}
      </Button>
    )
  return (
    <Focused>
      <p>{t('endNote')}</p>
      {end.error !== null && <ErrorNotice error={end.error} />}
      <ButtonRow>
        <Button variant="danger" size="small" label={named('endSure')} isPending={end.isPending} onPress={() => end.mutate()}>
          {t('endSure')}
        </Button>
        <Button variant="text" size="small" label={named('cancel')} onPress={() => setAsked(false)}>
          {t('cancel')}
        </Button>
      </ButtonRow>
    </Focused>
  )
}

const spans = ['30', '90', '365'] as const

function MakingToken(): ReactNode {
  const t = useText(tokenText)
  const { pick } = useLanguage()
  const queries = useQueryClient()
  const [label, setLabel] = useState('')
  const [days, setDays] = useState<(typeof spans)[number]>('365')
  const [grants, setGrants] = useState<readonly Grantable[]>([])
  const make = useMutation({
    mutationFn: () => request<{ token: string }>(tokensPath, { method: 'POST', body: { label: label.trim(), days: Number(days), grants } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  })
  return (
    <div className="mt-6 grid gap-6">
      {make.data !== undefined && (
        <NotificationBanner tone="success" title={t('made')} isLive level={3}>
          <CopyableCode value={make.data.token} name={t('made')} />
          <p>{t('madeLead')}</p>
        </NotificationBanner>
      )}
      <TextInput id="token-label" label={t('label')} hint={t('labelHint')} value={label} onChange={setLabel} width="medium" />
      <RadioChoice
        id="token-days"
        label={t('days')}
        value={days}
        onChange={setDays}
        options={spans.map((value) => ({ value, label: t('dayCount', { days: Number(value) }) }))}
        isInRow
      />
      <CheckboxChoice
        id="token-grants"
        label={t('grants')}
        values={grants}
        onChange={setGrants}
        options={grantable.map((value) => ({ value, label: pick(grantNames[value]) }))}
        isInRow
      />
      {make.error !== null && <ErrorNotice error={make.error} />}
      {label.trim() === '' && <p>{t('labelMissing')}</p>}
      <ButtonRow>
        <Button variant="secondary" isDisabled={label.trim() === ''} isPending={make.isPending} onPress={() => make.mutate()}>
          {t('make')}
        </Button>
      </ButtonRow>
    </div>
  )
}
