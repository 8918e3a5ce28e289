import { useMemo, type ReactNode } from 'react'
import type { JsonObject } from '#base/canonical-json.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { useGoTo, usePageQuery } from '#ui/page-address.ts'
import { StepNavigation } from '#ui/step-navigation.tsx'
import { useText } from '#ui/use-text.ts'
import { CheckStep } from './check-step.tsx'
import { readDraft } from './draft.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { assessAll, type AssessmentOfAll } from '#rulebook/assess-all.ts'
import type { OwnOperator } from './prepare-report.ts'
import { PreviewStep } from './preview-step.tsx'
import { formText } from './report-form-text.ts'
import { topicsAt } from './report-topic.ts'
import { TopicStep } from './topic-step.tsx'
import type { StepId, StepOptions, Wizard } from './wizard.ts'

type WizardProps = Pick<Wizard, 'draft' | 'setDraft' | 'operator' | 'directory' | 'onFiled' | 'goal' | 'Expected'> & {
  /** Address of the page that the form stands on; its query tells the step. */
  href: string
  /** The step that seals the report and sends or saves it. */
  LastStep: (props: { wizard: Wizard }) => ReactNode
}

/** The guided form: one topic a page, then check, then who sees what, then seal and send. The step is in the address, so the browser's back button works. */
export function ReportWizard({ href, LastStep, ...parts }: WizardProps): ReactNode {
  const goTo = useGoTo()
  const query = usePageQuery()
  const reading = useMemo(() => readDraft(parts.draft), [parts.draft])
  const assessment = useAssessment(reading.answers, parts.operator)
  const topics = useMemo(() => {
    const decisive = new Set([...assessment.missing.map(({ field }) => field), ...Object.keys(parts.draft.entries)])
    return topicsAt(parts.draft.stage, { known: reading.known, decisive })
  }, [parts.draft, reading, assessment])
  const addressOf: Wizard['addressOf'] = (step, options) => ({ href, search: queryOf(step, options) })
  const wizard: Wizard = {
    ...parts,
    reading,
    assessment,
    topics,
    addressOf,
    goTo: (step, options) => goTo(href, { search: queryOf(step, options) }),
  }
  // Once sealed, nothing but these bytes may be sent, so there is nothing to go back to.
  const step = parts.draft.isSealed ? 'send' : query['step']
  const topic = topics.find(({ id }) => id === step)
  return (
    <>
      <Steps wizard={wizard} step={topic === undefined ? step : 'answer'} />
      {topic !== undefined ? (
        <TopicStep
          key={topic.id}
          wizard={wizard}
          topic={topic}
          isFromCheck={query['from'] === 'check'}
          showsErrors={query['show'] === 'errors'}
        />
      ) : (
        <LaterStep wizard={wizard} step={step} LastStep={LastStep} />
      )}
    </>
  )
}

function useAssessment(answers: JsonObject, operator: OwnOperator): AssessmentOfAll {
  return useMemo(() => {
    const facts = { ...answers, 'ent.sector': operator.sectors, 'ent.designations': operator.designations }
    return assessAll(facts, allRulebooks(), browserNow())
  }, [answers, operator])
}

function LaterStep({ wizard, step, LastStep }: { wizard: Wizard; step: string | undefined } & Pick<WizardProps, 'LastStep'>): ReactNode {
  if (step === 'preview') return <PreviewStep wizard={wizard} />
  if (step === 'send') return <LastStep wizard={wizard} />
  return <CheckStep wizard={wizard} />
}

function Steps({ wizard, step }: { wizard: Wizard; step: string | undefined }): ReactNode {
  const t = useText(formText)
  const steps = [
    { id: 'answer', label: t('stepAnswer') },
    { id: 'check', label: t('stepCheck') },
    { id: 'preview', label: t('stepPreview') },
    { id: 'send', label: t(wizard.goal === 'send' ? 'stepSend' : 'stepFile') },
  ]
  const current = steps.some(({ id }) => id === step) ? (step ?? 'check') : 'check'
  const select = (id: string) => {
    const first = wizard.topics.find(({ isOnPath }) => isOnPath) ?? wizard.topics[0]
    if (id === 'preview' || id === 'check') wizard.goTo(id)
    else if (first !== undefined) wizard.goTo(first.id)
  }
  return <StepNavigation label={t('steps')} steps={steps} current={current} onSelect={wizard.draft.isSealed ? undefined : select} />
}

function queryOf(step: StepId, options: StepOptions = {}): Readonly<Record<string, string>> {
  return {
    step,
    ...(options.isFromCheck === true ? { from: 'check' } : {}),
    ...(options.showsErrors === true ? { show: 'errors' } : {}),
  }
}
