import type { ReactNode } from 'react'
import { statusText } from '#rulebook/assessment-text.ts'
import type { AssessmentOfAll } from '#rulebook/assess-all.ts'
import type { AssessedObligation, Verdict } from '#rulebook/assessment.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { useText } from '#ui/use-text.ts'
import { assessedDutyText } from './assessed-duty-text.ts'
import { CitedTexts, DutyReasons, DutyRecipients, DutyStages, useNames, VerdictBadge } from './assessed-duty.tsx'
import { assessmentViewText } from './assessment-view-text.ts'

/** What every law that was asked says: what is due, what may be, what is not, each with its reasons; apart from these, what is voluntary or not in force. */
export function AssessmentView({ assessment }: { assessment: AssessmentOfAll }): ReactNode {
  const t = useText(assessmentViewText)
  const { pick } = useLanguage()
  const names = useNames()
  const versions = assessment.rulebooks.map(({ name, version }) => ({ ja: `${name.ja} ${version}`, en: `${name.en} ${version}` }))
  return (
    <>
      <Duties title={t('due')} verdict="due" assessment={assessment} />
      <Duties title={t('mayBeDue')} verdict="may-be-due" assessment={assessment} />
      <NotDue assessment={assessment} />
      <Voluntary assessment={assessment} />
      <Elsewhere assessment={assessment} />
      <p className="mt-8 text-solid-gray-700">{t('rulebooks', { names: names(versions) })}</p>
      <p className="text-solid-gray-700">{t('notAdvice')}</p>
      {assessment.ignored.map(({ pointer, message }) => (
        <p key={pointer}>{`${pointer} ${pick(message)}`}</p>
      ))}
    </>
  )
}

function Duties({ title, verdict, assessment }: { title: string; verdict: Verdict; assessment: AssessmentOfAll }): ReactNode {
  const duties = assessment.obligations.filter((duty) => duty.verdict === verdict)
  if (duties.length === 0) return null
  return (
    <section>
      <Heading level={2}>{title}</Heading>
      <div className="grid gap-6">
        {duties.map((duty) => (
          <Duty key={duty.id} duty={duty} />
        ))}
      </div>
    </section>
  )
}

function Duty({ duty }: { duty: AssessedObligation }): ReactNode {
  const t = useText(assessedDutyText)
  const { pick } = useLanguage()
  return (
    <article className="min-w-0 rounded-12 border border-solid-gray-420 p-4 desktop:p-6">
      <VerdictBadge verdict={duty.verdict} />
      <Heading level={3} isFlush>
        {pick(duty.title)}
      </Heading>
      <p className="text-solid-gray-700">{pick(duty.law)}</p>
      {!duty.verified && <p className="text-solid-gray-700">{t('unverifiedDuty')}</p>}
      <p className="mt-3">{pick(duty.summary)}</p>
      <Missing duty={duty} />
      <Lane duty={duty} />
      <SmallHeading>{t('stages')}</SmallHeading>
      <DutyStages stages={duty.stages} />
      <SmallHeading>{t('recipients')}</SmallHeading>
      <DutyRecipients duty={duty} />
      <Forms duty={duty} />
      <Disclosure summary={t('reasons')}>
        <DutyReasons reasons={duty.reasons} withFacts />
      </Disclosure>
      <FieldsMissing duty={duty} />
      <Consequences duty={duty} />
    </article>
  )
}

function SmallHeading({ children }: { children: ReactNode }): ReactNode {
  return <h4 className="mt-4 mb-1 text-std-16B-170 text-solid-gray-900">{children}</h4>
}

function Missing({ duty }: { duty: AssessedObligation }): ReactNode {
  const t = useText(assessedDutyText)
  const { pick } = useLanguage()
  if (duty.missing.length === 0) return null
  return (
    <>
      <SmallHeading>{t('missing')}</SmallHeading>
      <ul className="list-disc ps-6">
        {duty.missing.map(({ field, label }) => (
          <li key={field}>{pick(label)}</li>
        ))}
      </ul>
    </>
  )
}

function Lane({ duty: { lane } }: { duty: AssessedObligation }): ReactNode {
  const t = useText(assessedDutyText)
  const { pick } = useLanguage()
  const names = useNames()
  if (lane === null) return null
  return (
    <>
      <SmallHeading>{t('lane')}</SmallHeading>
      <p>{pick(lane.name)}</p>
      {lane.open && <p>{t('laneOpen', { facts: names(lane.missing.map(({ label }) => label)) })}</p>}
    </>
  )
}

function Forms({ duty: { forms } }: { duty: AssessedObligation }): ReactNode {
  const t = useText(assessedDutyText)
  const { pick } = useLanguage()
  if (forms.length === 0) return null
  return (
    <>
      <SmallHeading>{t('forms')}</SmallHeading>
      <ul className="list-disc ps-6">
        {forms.map(({ id, name }) => (
          <li key={id}>{pick(name)}</li>
        ))}
      </ul>
    </>
  )
}

function FieldsMissing({ duty }: { duty: AssessedObligation }): ReactNode {
  const t = useText(assessedDutyText)
  const { pick } = useLanguage()
  const names = useNames()
  const stages = duty.stages.filter(({ missing }) => missing.length > 0)
  const count = new Set(stages.flatMap(({ missing }) => missing.map(({ field }) => field))).size
  if (count === 0) return null
  return (
    <Disclosure summary={t('fieldsMissing', { count })}>
      <dl>
        {stages.map(({ stage, name, missing }) => (
          <div key={stage}>
            <dt className="font-700">{pick(name)}</dt>
            <dd>{names(missing.map(({ label }) => label))}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  )
}

const consequences = ['penalties', 'confidentiality', 'shield', 'adjustable', 'notes'] as const

function Consequences({ duty }: { duty: AssessedObligation }): ReactNode {
  const t = useText(assessedDutyText)
  if (consequences.every((kind) => duty[kind].length === 0)) return null
  return (
    <Disclosure summary={t('consequences')}>
      {consequences.map((kind) => (
        <CitedTexts key={kind} title={t(kind)} texts={duty[kind]} />
      ))}
    </Disclosure>
  )
}

function NotDue({ assessment }: { assessment: AssessmentOfAll }): ReactNode {
  const t = useText(assessmentViewText)
  const words = useText(assessedDutyText)
  const { pick } = useLanguage()
  const duties = assessment.obligations.filter(({ verdict }) => verdict === 'not-due')
  if (duties.length === 0) return null
  return (
    <section>
      <Heading level={2}>{t('notDue')}</Heading>
      <ul className="grid gap-4">
        {duties.map((duty) => (
          <li key={duty.id}>
            <Heading level={3} looksLike={4} isFlush>
              {pick(duty.title)}
            </Heading>
            <p className="text-solid-gray-700">{pick(duty.law)}</p>
            <p>{pick(duty.summary)}</p>
            {duty.followUp !== null && <CitedTexts title={words('followUp')} texts={[duty.followUp]} />}
            <Disclosure summary={words('reasons')}>
              <DutyReasons reasons={duty.reasons} withFacts />
            </Disclosure>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Voluntary({ assessment }: { assessment: AssessmentOfAll }): ReactNode {
  const t = useText(assessmentViewText)
  const { pick } = useLanguage()
  const open = assessment.voluntary.filter(({ verdict }) => verdict !== 'not-due')
  if (open.length === 0) return null
  return (
    <section>
      <Heading level={2}>{t('voluntary')}</Heading>
      <ul className="list-disc ps-6">
        {open.map(({ id, title }) => (
          <li key={id}>{pick(title)}</li>
        ))}
      </ul>
    </section>
  )
}

function Elsewhere({ assessment: { outOfForce, notAssessed } }: { assessment: AssessmentOfAll }): ReactNode {
  const t = useText(assessmentViewText)
  const { pick, language } = useLanguage()
  const colon = language === 'ja' ? '：' : ': '
  const countries = notAssessed.map(({ name, duties }) => t('duties', { name: pick(name), count: duties }))
  return (
    <>
      {outOfForce.length > 0 && (
        <Disclosure summary={t('outOfForce')}>
          <p>{t('outOfForceBody')}</p>
          <ul className="list-disc ps-6">
            {outOfForce.map(({ id, status, law, title }) => (
              <li key={id}>{`${pick(law)}${colon}${pick(title)} (${pick(statusText[status])})`}</li>
            ))}
          </ul>
        </Disclosure>
      )}
      {countries.length > 0 && (
        <Disclosure summary={t('notAssessed')}>
          <p>{t('notAssessedBody', { names: countries.join(language === 'ja' ? '、' : ', ') })}</p>
        </Disclosure>
      )}
    </>
  )
}
