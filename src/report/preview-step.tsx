import { useMemo, type ReactNode } from 'react'
import type { JsonObject } from '#base/canonical-json.ts'
import { coreField, coreFields } from '#rulebook/core-field.ts'
import { sharingTerms } from '#rulebook/sharing-terms.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Heading } from '#ui/heading.tsx'
import { Icon } from '#ui/icon.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { AnswersList } from './answers-list.tsx'
import { DenyListSection } from './deny-list-section.tsx'
import { prepareReport, type PreparedReport } from './prepare-report.ts'
import { previewText } from './preview-text.ts'
import type { Wizard } from './wizard.ts'

/** Returns the report of the form in its three parts, as it will be sealed. */
export function usePreparedReport({ draft, reading, operator, directory }: Wizard): PreparedReport {
  return useMemo(() => {
    const { stage, reportId, incidentId, previousReportId, letPass = [] } = draft
    const report = { stage, reportId, incidentId, previousReportId, letPass, answers: reading.answers }
    return prepareReport(report, { operator, directory })
  }, [draft, reading, operator, directory])
}

/** Shows the three parts of the report before it is sealed: what others could see, who can read all of it, what the server reads. */
export function PreviewStep({ wizard }: { wizard: Wizard }): ReactNode {
  const t = useText(previewText)
  const prepared = usePreparedReport(wizard)
  return (
    <Page title={t('title')} topic="preview" width="wide" lead={t('lead')}>
      <Shareable wizard={wizard} prepared={prepared} />
      <Sealed prepared={prepared} />
      <section>
        <Heading level={2}>{t('handlingTitle')}</Heading>
        <p>{t('handlingLead')}</p>
        <AnswersList answers={prepared.handling} />
      </section>
      <ButtonRow>
        <Button onPress={() => wizard.goTo('send')}>{t(wizard.goal === 'send' ? 'next' : 'nextFile')}</Button>
        <Button variant="text" onPress={() => wizard.goTo('check')}>
          {t('backToCheck')}
        </Button>
      </ButtonRow>
    </Page>
  )
}

function Shareable({ wizard, prepared }: { wizard: Wizard; prepared: PreparedReport }): ReactNode {
  const t = useText(previewText)
  const { shareable } = prepared
  return (
    <section className="rounded-12 border-2 border-blue-900 p-4 desktop:p-6">
      <Heading level={2} isFlush>
        {t('shareableTitle')}
      </Heading>
      <p className="mt-2">{t('shareableLead')}</p>
      <SharingTermsNote handling={prepared.handling} />
      {Object.keys(shareable).length === 0 ? (
        <p className="my-4">{t('shareableNothing')}</p>
      ) : (
        <wizard.Expected prepared={prepared} operator={wizard.operator} />
      )}
      <DenyListSection wizard={wizard} prepared={prepared} />
      <Disclosure summary={t('exact')}>
        <ExactJson value={shareable} />
      </Disclosure>
      {wizard.draft.stage !== 'withdrawal' && (
        <ul className="flex flex-wrap gap-x-6 gap-y-2">
          <li>
            <TextLink {...wizard.addressOf('sharing', { isFromCheck: true })}>{t('changeSharing')}</TextLink>
          </li>
          <li>
            <TextLink {...wizard.addressOf('indicators', { isFromCheck: true })}>{t('changeIndicators')}</TextLink>
          </li>
        </ul>
      )}
    </section>
  )
}

function SharingTermsNote({ handling }: { handling: JsonObject }): ReactNode {
  const t = useText(previewText)
  const terms = sharingTerms(handling)
  const words = {
    yes: t('consentYes', { tlp: `TLP:${terms.tlp.toUpperCase()}` }),
    no: t('consentNo'),
    unknown: t('consentUnknown'),
  }[terms.consent]
  return (
    <p className="my-4 flex items-start gap-2 font-700">
      <Icon name={terms.consent === 'yes' ? 'check' : 'lock'} className="mt-0.5 size-6" />
      <span>
        {words}
        {terms.embargoUntil === 'open-ended' && ` ${t('embargoOpen')}`}
        {typeof terms.embargoUntil === 'object' && terms.embargoUntil !== null && (
          <span className="block">
            {t('embargo')} <InstantText at={terms.embargoUntil} />
          </span>
        )}
      </span>
    </p>
  )
}

const shownCharacters = 20_000

/** A part of a report exactly as it is sent, in fixed-width type; a very long one is cut. */
export function ExactJson({ value }: { value: JsonObject }): ReactNode {
  const text = JSON.stringify(value, null, 2)
  return (
    <pre className="my-2 font-mono text-mono-16N-150 break-all whitespace-pre-wrap">
      {text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text}
    </pre>
  )
}

function Sealed({ prepared }: { prepared: PreparedReport }): ReactNode {
  const t = useText(previewText)
  const { language, pick } = useLanguage()
  const fields = coreFields.filter((field) => Object.hasOwn(prepared.sealed, field.id))
  const names = fields.map(({ id }) => pick(coreField(id)?.label ?? { ja: id, en: id }))
  return (
    <section>
      <Heading level={2}>{t('sealedTitle')}</Heading>
      <p>{t('sealedLead')}</p>
      <h3 className="mt-4 mb-2 flex items-center gap-2 text-std-18B-160 text-solid-gray-900">
        <Icon name="lock" className="size-6 text-blue-900" />
        {t('readers')}
      </h3>
      <ul className="list-disc ps-6">
        {prepared.recipients.map((one) => (
          <li key={one.organisationId} className="font-700">
            {pick(one.name)}
          </li>
        ))}
      </ul>
      <h3 className="mt-4 mb-2 text-std-18B-160 text-solid-gray-900">{t('sealedFields')}</h3>
      <p>{names.join(language === 'ja' ? '、' : ', ')}</p>
    </section>
  )
}
