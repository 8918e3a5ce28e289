import type { ReactNode } from 'react'
import { coreField } from '#rulebook/core-field.ts'
import { CheckboxChoice } from '#ui/choice.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { useText } from '#ui/use-text.ts'
import { denyOriginTexts, denyText } from './deny-text.ts'
import { ownWordsField, type DenyTerm } from './deny-terms.ts'
import { gateTerms, type PreparedReport } from './prepare-report.ts'
import { topicOf } from './report-topic.ts'
import type { Wizard } from './wizard.ts'

/** What must not get out: the filer's own words, and names found in the sealed answers, of which the filer may let some pass. */
export function DenyListSection({ wizard, prepared }: { wizard: Wizard; prepared: PreparedReport }): ReactNode {
  const t = useText(denyText)
  const { language } = useLanguage()
  const own = prepared.denyTerms.filter(({ origin }) => origin === 'own-word')
  const found = prepared.denyTerms.filter(({ origin }) => origin !== 'own-word')
  const field = coreField(ownWordsField)
  return (
    <section>
      <Heading level={3}>{t('title')}</Heading>
      <p>{t('lead')}</p>
      {(wizard.directory.gate ?? null) === null && <NotificationBanner tone="warning" title={t('noGate')} level={3} />}
      <Heading level={4}>{t('own')}</Heading>
      <p>{own.length === 0 ? t('ownNone') : own.map(({ term }) => term).join(language === 'ja' ? '、' : ', ')}</p>
      {field !== null && wizard.draft.stage !== 'withdrawal' && (
        <p>
          <TextLink {...wizard.addressOf(topicOf(field), { isFromCheck: true })}>{t('change')}</TextLink>
        </p>
      )}
      <Found wizard={wizard} found={found} />
      <p role="status">{t('count', { count: gateTerms(prepared).length })}</p>
    </section>
  )
}

function Found({ wizard, found }: { wizard: Wizard; found: readonly DenyTerm[] }): ReactNode {
  const t = useText(denyText)
  const { pick } = useLanguage()
  if (found.length === 0) return <p>{t('foundNone')}</p>
  const letPass = new Set(wizard.draft.letPass ?? [])
  const terms = found.map(({ term }) => term)
  const change = (kept: readonly string[]) => wizard.setDraft({ ...wizard.draft, letPass: terms.filter((term) => !kept.includes(term)) })
  return (
    <Disclosure summary={t('showAll', { count: found.length })}>
      <CheckboxChoice
        id="deny-terms"
        label={t('found')}
        hint={t('foundHint')}
        values={terms.filter((term) => !letPass.has(term))}
        onChange={change}
        options={found.map(({ term, origin }) => ({ value: term, label: `${term}（${pick(denyOriginTexts[origin])}）` }))}
      />
    </Disclosure>
  )
}
