import { useState, type ReactNode } from 'react'
import { useNames } from '#obligation/assessed-duty.tsx'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { listedCodes } from '#rulebook/listed-codes.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { CheckboxChoice } from '#ui/choice.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { useGoTo, usePageQuery } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { TriageQuestion } from './triage-question.tsx'
import { TriageResult } from './triage-result.tsx'
import { triageText } from './triage-text.ts'
import { useTriage, type TriageControl } from './use-triage.ts'

/**
 * "Must I report?": at most seven questions, one a page, then what every law says. Open to everybody; needs no connection once it is open.
 *
 * The question is in the address, so that the browser's back button works.
 */
export function TriagePage(): ReactNode {
  const control = useTriage()
  const at = usePageQuery()['question']
  const { steps, next } = control.triage
  if (at === undefined) return <BeginPage control={control} />
  const question = steps.find(({ question: asked }) => asked.fact.id === at)?.question ?? next
  if (question === null) return <TriageResult control={control} />
  return <TriageQuestion key={question.fact.id} control={control} question={question} />
}

function BeginPage({ control }: { control: TriageControl }): ReactNode {
  const t = useText(triageText)
  const goTo = useGoTo()
  const { steps, next } = control.triage
  const goOn = () => goTo(pagePath('triage'), { search: { question: next?.fact.id ?? 'result' } })
  return (
    <Page title={t('title')} lead={t('lead')}>
      {steps.length > 0 && (
        <NotificationBanner
          tone="info"
          title={t('held', { count: steps.length })}
          actions={
            <>
              <Button onPress={goOn}>{t(next === null ? 'toResult' : 'goOn')}</Button>
              <Button variant="text" onPress={control.discard}>
                {t('startOver')}
              </Button>
            </>
          }
        />
      )}
      <ul className="list-disc ps-6">
        {(['promiseOpen', 'promiseUnknown', 'promiseOffline'] as const).map((promise) => (
          <li key={promise} className="my-2">
            {t(promise)}
          </li>
        ))}
      </ul>
      {control.registered !== null && <Registered control={control} />}
      <Countries control={control} />
      {steps.length === 0 && (
        <ButtonRow>
          <Button size="large" onPress={goOn}>
            {t('begin')}
          </Button>
        </ButtonRow>
      )}
    </Page>
  )
}

function Registered({ control: { registered } }: { control: TriageControl }): ReactNode {
  const t = useText(triageText)
  const names = useNames()
  const [today] = useState(() => browserNow().toZonedDateTimeISO('Asia/Tokyo').toPlainDate())
  const all = ['ent.sector', 'ent.designations'].flatMap((id) => listedCodes({ id }, allRulebooks(), today) ?? [])
  const held = new Set(Object.values(registered ?? {}).flat())
  const found = all.filter(({ code }) => held.has(code)).map(({ name }) => name)
  return <p className="mt-6">{t('registered', { names: found.length === 0 ? t('registeredNone') : names(found) })}</p>
}

function Countries({ control }: { control: TriageControl }): ReactNode {
  const t = useText(triageText)
  const { pick } = useLanguage()
  const others = allRulebooks().slice(1)
  return (
    <Disclosure summary={t('countries')} isOpen={control.answers.countries.length > 0}>
      <CheckboxChoice
        id="countries"
        label={t('countriesLabel')}
        values={control.answers.countries}
        onChange={control.setCountries}
        options={others.map(({ id, name }) => ({ value: id, label: pick(name) }))}
      />
    </Disclosure>
  )
}
