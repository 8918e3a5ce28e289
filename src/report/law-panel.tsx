import type { ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import type { AssessedObligation, AssessedStage, Assessment, CitedClause, MissingFact, Reason, Verdict } from '#rulebook/assessment.ts'
import { verdictText } from '#rulebook/assessment-text.ts'
import { coreField } from '#rulebook/core-field.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { StatusBadge, type StatusTone } from '#ui/status-badge.tsx'
import { useText } from '#ui/use-text.ts'
import { lawText } from './law-text.ts'
import { isFromRegistry, topicOf, type TopicId } from './report-topic.ts'

type LawPanelProps = {
  assessment: Assessment
  /** Where a topic is answered, for the facts that would decide. */
  linkTo: (topic: TopicId) => { href: string; search: Readonly<Record<string, string>> }
}

/** What the law asks for after the answers so far: duty, due instants, recipients, reasons. */
export function LawPanel({ assessment, linkTo }: LawPanelProps): ReactNode {
  const t = useText(lawText)
  const { pick } = useLanguage()
  return (
    <aside
      aria-labelledby="law-panel"
      className="min-w-0 self-start desktop-admin:sticky desktop-admin:top-4 desktop-admin:max-h-[calc(100dvh-2rem)] desktop-admin:overflow-y-auto rounded-12 border border-solid-gray-420 bg-solid-gray-50 p-4"
    >
      <Heading level={2} looksLike={4} id="law-panel" isFlush>
        {t('title')}
      </Heading>
      <p className="mt-1 text-std-16N-170 text-solid-gray-700">{t('note')}</p>
      {assessment.obligations.map((duty) => (
        <Duty key={duty.id} duty={duty} linkTo={linkTo} />
      ))}
      <p className="mt-4 text-std-16N-170 text-solid-gray-700">
        {t('rulebook', { name: pick(assessment.rulebook.name), version: assessment.rulebook.version })}
      </p>
    </aside>
  )
}

const tones: Readonly<Record<Verdict, StatusTone>> = { due: 'danger', 'may-be-due': 'warning', 'not-due': 'neutral' }

function Duty({ duty, linkTo }: { duty: AssessedObligation; linkTo: LawPanelProps['linkTo'] }): ReactNode {
  const t = useText(lawText)
  const { pick } = useLanguage()
  return (
    <section className="mt-4 border-t border-solid-gray-420 pt-4">
      <div aria-live="polite">
        <StatusBadge tone={tones[duty.verdict]}>{pick(verdictText[duty.verdict])}</StatusBadge>
        <p className="mt-2 text-std-16B-170">{pick(duty.title)}</p>
      </div>
      <p className="text-std-16N-170 text-solid-gray-700">{pick(duty.law)}</p>
      <Missing facts={duty.missing} linkTo={linkTo} />
      {duty.stages.length > 0 && <Stages duty={duty} />}
      {duty.recipients.length > 0 && (
        <>
          <SmallHeading>{t('recipients')}</SmallHeading>
          <ul className="list-disc ps-6">
            {duty.recipients.map(({ text }) => (
              <li key={text.ja}>{pick(text)}</li>
            ))}
          </ul>
        </>
      )}
      <Disclosure summary={t('reasons')}>
        <ul className="grid gap-3">
          {duty.reasons.map((reason) => (
            <ReasonLine key={reason.id} reason={reason} />
          ))}
        </ul>
        <Notes notes={duty.notes} />
      </Disclosure>
    </section>
  )
}

function SmallHeading({ children }: { children: ReactNode }): ReactNode {
  return <h3 className="mt-4 mb-1 text-std-16B-170 text-solid-gray-900">{children}</h3>
}

function Missing({ facts, linkTo }: { facts: readonly MissingFact[]; linkTo: LawPanelProps['linkTo'] }): ReactNode {
  const t = useText(lawText)
  const { pick } = useLanguage()
  if (facts.length === 0) return null
  return (
    <>
      <SmallHeading>{t('missing')}</SmallHeading>
      <ul className="list-disc ps-6">
        {facts.map((fact) => {
          const field = coreField(fact.field)
          const link = field === null || isFromRegistry(field) ? null : linkTo(topicOf(field))
          return <li key={fact.field}>{link === null ? pick(fact.label) : <TextLink {...link}>{pick(fact.label)}</TextLink>}</li>
        })}
      </ul>
    </>
  )
}

function Stages({ duty }: { duty: AssessedObligation }): ReactNode {
  const t = useText(lawText)
  const { pick } = useLanguage()
  return (
    <>
      <SmallHeading>{t('stages')}</SmallHeading>
      <dl className="grid gap-2">
        {duty.stages.map((stage) => (
          <div key={stage.stage}>
            <dt className="font-700">{pick(stage.name)}</dt>
            <dd>
              <StageLimit stage={stage} />
              {stage.adjustments.map((text) => (
                <p key={text.ja}>{pick(text)}</p>
              ))}
              {stage.serviceTarget !== null && <p>{t('serviceTarget', { text: pick(stage.serviceTarget.text) })}</p>}
              {stage.explanation !== null && (
                <Disclosure summary={t('arithmetic')}>
                  <p>{pick(stage.limit)}</p>
                  <ol className="list-decimal ps-6">
                    <li>
                      {pick(stage.explanation.start.text)} {pick(stage.explanation.start.event)}
                    </li>
                    {stage.explanation.arithmetic.map((step) => (
                      <li key={`${step.at} ${step.text.ja}`}>
                        {pick(step.reached)} {pick(step.text)}
                      </li>
                    ))}
                  </ol>
                  <Cited clause={stage.clause} />
                </Disclosure>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** A stage without clauses about counting is owed "promptly": it has no due instant, whatever becomes known. */
function StageLimit({ stage }: { stage: AssessedStage }): ReactNode {
  const t = useText(lawText)
  const { pick } = useLanguage()
  if (stage.explanation !== null) return <p>{t('dueBy', { due: pick(stage.explanation.due), zone: pick(stage.explanation.zone.name) })}</p>
  return (
    <>
      <p>{pick(stage.limit)}</p>
      {stage.waitingFor !== null && stage.counting.length > 0 && <p>{t('waitingFor', { label: pick(stage.waitingFor.label) })}</p>}
    </>
  )
}

const marks = { yes: 'holdsYes', no: 'holdsNo', unknown: 'holdsUnknown' } as const

function ReasonLine({ reason }: { reason: Reason }): ReactNode {
  const t = useText(lawText)
  const { pick } = useLanguage()
  return (
    <li>
      <strong>{t(marks[reason.holds])}</strong> {pick(reason.text)}
      <Cited clause={reason.clause} />
    </li>
  )
}

function Cited({ clause }: { clause: CitedClause }): ReactNode {
  const t = useText(lawText)
  const { pick, language } = useLanguage()
  const words = [`${pick(clause.short)} ${pick(clause.clause)}`, ...(clause.verified ? [] : [t('unverified')])]
  return <p className="text-solid-gray-700">{words.join(language === 'ja' ? '。' : '; ')}</p>
}

function Notes({ notes }: { notes: readonly { readonly text: LocalText }[] }): ReactNode {
  const t = useText(lawText)
  const { pick } = useLanguage()
  if (notes.length === 0) return null
  return (
    <>
      <SmallHeading>{t('notes')}</SmallHeading>
      {notes.map(({ text }) => (
        <p key={text.ja}>{pick(text)}</p>
      ))}
    </>
  )
}
