import type { ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import type { AssessedObligation, AssessedStage, CitedClause, CitedText, Reason, Verdict } from '#rulebook/assessment.ts'
import { verdictText } from '#rulebook/assessment-text.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { StatusBadge, type StatusTone } from '#ui/status-badge.tsx'
import { useText } from '#ui/use-text.ts'
import { assessedDutyText } from './assessed-duty-text.ts'

const tones: Readonly<Record<Verdict, StatusTone>> = { due: 'danger', 'may-be-due': 'warning', 'not-due': 'neutral' }

/** Whether a law asks for a report, in a word. */
export function VerdictBadge({ verdict }: { verdict: Verdict }): ReactNode {
  const { pick } = useLanguage()
  return <StatusBadge tone={tones[verdict]}>{pick(verdictText[verdict])}</StatusBadge>
}

/** The stages of a duty, each with its due instant and how that is counted. */
export function DutyStages({ stages }: { stages: readonly AssessedStage[] }): ReactNode {
  const { pick } = useLanguage()
  return (
    <dl className="grid gap-2">
      {stages.map((stage) => (
        <div key={stage.stage}>
          <dt className="font-700">{pick(stage.name)}</dt>
          <dd>
            <StageLimit stage={stage} />
            {stage.adjustments.map((text) => (
              <p key={text.ja}>{pick(text)}</p>
            ))}
            <StageRemarks stage={stage} />
            {stage.explanation !== null && <Arithmetic stage={stage} explanation={stage.explanation} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A stage without clauses about counting is owed "promptly": it has no due instant, whatever becomes known. */
function StageLimit({ stage }: { stage: AssessedStage }): ReactNode {
  const t = useText(assessedDutyText)
  const { pick } = useLanguage()
  if (stage.explanation !== null) return <p>{t('dueBy', { due: pick(stage.explanation.due), zone: pick(stage.explanation.zone.name) })}</p>
  return (
    <>
      <p>{pick(stage.limit)}</p>
      {stage.waitingFor !== null && stage.counting.length > 0 && <p>{t('waitingFor', { label: pick(stage.waitingFor.label) })}</p>}
    </>
  )
}

function StageRemarks({ stage }: { stage: AssessedStage }): ReactNode {
  const t = useText(assessedDutyText)
  const { pick } = useLanguage()
  return (
    <>
      {stage.exists === 'unknown' && <p>{t('ifApplies')}</p>}
      {stage.repeats && <p>{t('each')}</p>}
      {stage.serviceTarget !== null && <p>{t('serviceTarget', { text: pick(stage.serviceTarget.text) })}</p>}
      {stage.otherClocks.map(({ text }) => (
        <p key={text.ja}>{t('otherClock', { text: pick(text) })}</p>
      ))}
    </>
  )
}

function Arithmetic({ stage, explanation }: { stage: AssessedStage; explanation: NonNullable<AssessedStage['explanation']> }): ReactNode {
  const t = useText(assessedDutyText)
  const { pick } = useLanguage()
  return (
    <Disclosure summary={t('arithmetic')}>
      <p>{pick(stage.limit)}</p>
      <ol className="list-decimal ps-6">
        <li>
          {pick(explanation.start.text)} {pick(explanation.start.event)}
        </li>
        {explanation.arithmetic.map((step) => (
          <li key={`${step.at} ${step.text.ja}`}>
            {pick(step.reached)} {pick(step.text)}
          </li>
        ))}
      </ol>
      <Cited clause={stage.clause} />
      {stage.counting.map((clause) => (
        <Cited key={`${clause.short.ja} ${clause.clause.ja}`} clause={clause} />
      ))}
    </Disclosure>
  )
}

/** The bodies that a report under a duty goes to. */
export function DutyRecipients({ duty }: { duty: AssessedObligation }): ReactNode {
  const { pick } = useLanguage()
  return (
    <ul className="list-disc ps-6">
      {duty.recipients.map(({ text }) => (
        <li key={text.ja}>{pick(text)}</li>
      ))}
    </ul>
  )
}

const marks = { yes: 'holdsYes', no: 'holdsNo', unknown: 'holdsUnknown' } as const

/** The conditions of a law and what became of them, those that decided first; `withFacts` adds the answers that each looked at. */
export function DutyReasons({ reasons, withFacts = false }: { reasons: readonly Reason[]; withFacts?: boolean | undefined }): ReactNode {
  const t = useText(assessedDutyText)
  const { pick, language } = useLanguage()
  const colon = language === 'ja' ? '：' : ': '
  return (
    <ul className="grid gap-3">
      {reasons.map((reason) => (
        <li key={reason.id}>
          <strong>{t(marks[reason.holds])}</strong> {pick(reason.text)}
          {withFacts && reason.facts.length > 0 && (
            <ul className="list-disc ps-6">
              {reason.facts.map((fact) => (
                <li key={fact.field}>{`${pick(fact.label)}${colon}${pick(fact.answer)}`}</li>
              ))}
            </ul>
          )}
          <Cited clause={reason.clause} />
        </li>
      ))}
    </ul>
  )
}

function Cited({ clause }: { clause: CitedClause }): ReactNode {
  const t = useText(assessedDutyText)
  const { pick, language } = useLanguage()
  const words = [`${pick(clause.short)} ${pick(clause.clause)}`, ...(clause.verified ? [] : [t('unverified')])]
  return <p className="text-solid-gray-700">{words.join(language === 'ja' ? '。' : '; ')}</p>
}

/** Sentences of a law with their clauses, below a heading; nothing where there are none. */
export function CitedTexts({ title, texts }: { title: string; texts: readonly CitedText[] }): ReactNode {
  const { pick } = useLanguage()
  if (texts.length === 0) return null
  return (
    <>
      <p className="mt-3 font-700">{title}</p>
      {texts.map(({ text, clause }) => (
        <div key={text.ja} className="mt-1">
          <p>{pick(text)}</p>
          <Cited clause={clause} />
        </div>
      ))}
    </>
  )
}

/** Returns a function that lists names in the language of the page. */
export function useNames(): (names: readonly LocalText[]) => string {
  const { language, pick } = useLanguage()
  return (names) => names.map(pick).join(language === 'ja' ? '、' : ', ')
}
