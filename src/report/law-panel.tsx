import type { ReactNode } from 'react'
import { assessedDutyText } from '#obligation/assessed-duty-text.ts'
import { CitedTexts, DutyReasons, DutyRecipients, DutyStages, useNames, VerdictBadge } from '#obligation/assessed-duty.tsx'
import { assessmentViewText } from '#obligation/assessment-view-text.ts'
import type { AssessmentOfAll } from '#rulebook/assess-all.ts'
import type { AssessedObligation, MissingFact } from '#rulebook/assessment.ts'
import { coreField } from '#rulebook/core-field.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { useText } from '#ui/use-text.ts'
import { lawText } from './law-text.ts'
import { isFromRegistry, topicOf, type TopicId } from './report-topic.ts'

type LawPanelProps = {
  assessment: AssessmentOfAll
  /** Where a topic is answered, for the facts that would decide. */
  linkTo: (topic: TopicId) => { href: string; search: Readonly<Record<string, string>> }
}

/** What every law that may bind asks for after the answers so far: duty, due instants, what would decide; recipients, reasons and what is not due on request. */
export function LawPanel({ assessment, linkTo }: LawPanelProps): ReactNode {
  const t = useText(lawText)
  const view = useText(assessmentViewText)
  const names = useNames()
  const open = assessment.obligations.filter(({ verdict }) => verdict !== 'not-due')
  const versions = assessment.rulebooks.map(({ name, version }) => ({ ja: `${name.ja} ${version}`, en: `${name.en} ${version}` }))
  return (
    <aside
      aria-labelledby="law-panel"
      className="min-w-0 self-start desktop-admin:sticky desktop-admin:top-4 desktop-admin:max-h-[calc(100dvh-2rem)] desktop-admin:overflow-y-auto rounded-12 border border-solid-gray-420 bg-solid-gray-50 p-4"
    >
      <Heading level={2} looksLike={4} id="law-panel" isFlush>
        {t('title')}
      </Heading>
      <p className="mt-1 text-std-16N-170 text-solid-gray-700">{t('note')}</p>
      {open.map((duty) => (
        <Duty key={duty.id} duty={duty} linkTo={linkTo} />
      ))}
      <NotDue duties={assessment.obligations.filter(({ verdict }) => verdict === 'not-due')} />
      <p className="mt-4 text-std-16N-170 text-solid-gray-700">{view('rulebooks', { names: names(versions) })}</p>
    </aside>
  )
}

function Duty({ duty, linkTo }: { duty: AssessedObligation; linkTo: LawPanelProps['linkTo'] }): ReactNode {
  const t = useText(lawText)
  const words = useText(assessedDutyText)
  const { pick } = useLanguage()
  return (
    <section className="mt-4 border-t border-solid-gray-420 pt-4">
      <div aria-live="polite">
        <VerdictBadge verdict={duty.verdict} />
        <h3 className="mt-2 text-std-16B-170">{pick(duty.title)}</h3>
      </div>
      <p className="text-std-16N-170 text-solid-gray-700">{pick(duty.law)}</p>
      <Missing facts={duty.missing} linkTo={linkTo} />
      <div className="mt-3">
        <DutyStages stages={duty.stages} />
      </div>
      <Disclosure summary={t('details')}>
        <DutyRecipients duty={duty} />
        <div className="mt-3">
          <DutyReasons reasons={duty.reasons} />
        </div>
        <CitedTexts title={words('notes')} texts={duty.notes} />
      </Disclosure>
    </section>
  )
}

function NotDue({ duties }: { duties: readonly AssessedObligation[] }): ReactNode {
  const t = useText(lawText)
  const { pick } = useLanguage()
  if (duties.length === 0) return null
  return (
    <div className="mt-4 border-t border-solid-gray-420">
      <Disclosure summary={t('notDue', { count: duties.length })}>
        <ul className="grid gap-3">
          {duties.map(({ id, summary }) => (
            <li key={id}>{pick(summary)}</li>
          ))}
        </ul>
      </Disclosure>
    </div>
  )
}

function Missing({ facts, linkTo }: { facts: readonly MissingFact[]; linkTo: LawPanelProps['linkTo'] }): ReactNode {
  const t = useText(lawText)
  const { pick } = useLanguage()
  if (facts.length === 0) return null
  return (
    <>
      <p className="mt-3 text-std-16B-170 text-solid-gray-900">{t('missing')}</p>
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
