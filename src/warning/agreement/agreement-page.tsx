import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useSignedIn } from '#identity/session-client.ts'
import { UnlockStep } from '#obligation/unlock-step.tsx'
import { agreedTlpLevels, factKinds, type AgreedTlp, type FactKind } from '#rulebook/release-rules-schema.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { CheckboxChoice, RadioChoice } from '#ui/choice.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { useFormErrors } from '#ui/form-errors.ts'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { Page } from '#ui/page.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { agreementQuery, giveAgreement, takeAgreementBack, type WantedAgreement } from './agreement-client.ts'
import type { CurrentAgreement } from './expected-agreement.ts'
import { agreedTlpTexts, agreementText, factKindTexts } from './agreement-text.ts'

const choosableMonths = ['3', '6', '12'] as const

type Months = (typeof choosableMonths)[number]
type Done = 'given' | 'revoked'

/** Shows to what the own operator agreed beforehand; its administrators agree anew and take it back. */
export function AgreementPage(): ReactNode {
  const t = useText(agreementText)
  const { person } = useSignedIn()
  const errors = useFormErrors()
  const current = useQuery(agreementQuery)
  const [done, setDone] = useState<Done | null>(null)
  const isAdministrator = person.roles.includes('operator-administrator')
  return (
    <Page title={t('title')} lead={t('lead')} errors={errors}>
      <p>{t('bounds')}</p>
      {done !== null && (
        <NotificationBanner tone="success" title={t(done)} isLive>
          {done === 'revoked' && <p>{t('revokedNote')}</p>}
        </NotificationBanner>
      )}
      <Heading level={2}>{t('current')}</Heading>
      <Loaded query={current}>{(known) => <Current known={known} onRevoked={isAdministrator ? () => setDone('revoked') : null} />}</Loaded>
      {isAdministrator ? <Give errors={errors} onGiven={() => setDone('given')} /> : <p>{t('administratorsOnly')}</p>}
    </Page>
  )
}

function Current({ known, onRevoked }: { known: CurrentAgreement; onRevoked: (() => void) | null }): ReactNode {
  const t = useText(agreementText)
  const { pick, language } = useLanguage()
  const { agreement, isInForce } = known
  if (agreement === null) return <p>{t('none')}</p>
  const facts = agreement.facts.map((kind) => pick(factKindTexts[kind])).join(language === 'ja' ? '、' : ', ')
  return (
    <>
      {!isInForce && <NotificationBanner tone="warning" title={t('runOut')} />}
      <SummaryList
        rows={[
          { term: t('facts'), value: facts },
          { term: t('tlp'), value: pick(agreedTlpTexts[agreement.tlp]) },
          { term: t('agreedAt'), value: <InstantText at={agreement.agreedAt} /> },
          { term: t('until'), value: <InstantText at={agreement.until} /> },
        ]}
      />
      {onRevoked !== null && <Revoke onRevoked={onRevoked} />}
    </>
  )
}

function Revoke({ onRevoked }: { onRevoked: () => void }): ReactNode {
  const t = useText(agreementText)
  const queryClient = useQueryClient()
  const revoking = useMutation({
    mutationFn: takeAgreementBack,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: agreementQuery.queryKey })
      onRevoked()
    },
  })
  return (
    <>
      {revoking.error !== null && <ErrorNotice error={revoking.error} />}
      <ButtonRow>
        <Button variant="secondary" isPending={revoking.isPending} onPress={() => revoking.mutate()}>
          {t('revoke')}
        </Button>
      </ButtonRow>
    </>
  )
}

function Give({ errors, onGiven }: { errors: ReturnType<typeof useFormErrors>; onGiven: () => void }): ReactNode {
  const t = useText(agreementText)
  const { pick } = useLanguage()
  const session = useSignedIn()
  const queryClient = useQueryClient()
  const [facts, setFacts] = useState<readonly FactKind[]>([])
  const [tlp, setTlp] = useState<AgreedTlp | null>(null)
  const [months, setMonths] = useState<Months | null>(null)
  const giving = useMutation({
    mutationFn: (wanted: WantedAgreement) => giveAgreement(wanted, session),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: agreementQuery.queryKey })
      onGiven()
    },
  })
  const give = () => {
    errors.show([
      ...(facts.length === 0 ? [{ fieldId: 'facts', message: t('factsMissing') }] : []),
      ...(tlp === null ? [{ fieldId: 'tlp', message: t('tlpMissing') }] : []),
      ...(months === null ? [{ fieldId: 'months', message: t('monthsMissing') }] : []),
    ])
    if (facts.length > 0 && tlp !== null && months !== null) giving.mutate({ facts: [...facts], tlp, months: Number(months) })
  }
  return (
    <section>
      <Heading level={2}>{t('giveTitle')}</Heading>
      <div className="my-6 flex flex-col gap-8">
        <CheckboxChoice
          id="facts"
          label={t('facts')}
          hint={t('factsHint')}
          values={facts}
          onChange={setFacts}
          error={errors.of('facts')}
          options={factKinds.map((kind) => ({ value: kind, label: pick(factKindTexts[kind]) }))}
        />
        <RadioChoice
          id="tlp"
          label={t('tlp')}
          hint={t('tlpHint')}
          value={tlp}
          onChange={setTlp}
          error={errors.of('tlp')}
          options={agreedTlpLevels.map((level) => ({ value: level, label: pick(agreedTlpTexts[level]) }))}
        />
        <RadioChoice
          id="months"
          label={t('months')}
          value={months}
          onChange={setMonths}
          error={errors.of('months')}
          options={choosableMonths.map((count) => ({ value: count, label: t('monthsOption', { count: Number(count) }) }))}
        />
      </div>
      <p>{t('giveNote')}</p>
      <UnlockStep session={session} label={t('give')} isPending={giving.isPending} error={giving.error} onPress={give} />
    </section>
  )
}
