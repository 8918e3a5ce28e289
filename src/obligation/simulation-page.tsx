import { useState, type ReactNode } from 'react'
import { largestSeed } from '#rulebook/simulation/generate-incidents.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { withDrafts, type RuleSet } from '#rulebook/simulation/rule-set.ts'
import { ruleSetText } from '#rulebook/simulation/simulation-text.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { useFormErrors } from '#ui/form-errors.ts'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { Page } from '#ui/page.tsx'
import { ProgressBar } from '#ui/progress.tsx'
import { useText } from '#ui/use-text.ts'
import { IncidentFields, type ChosenIncidents } from './incident-fields.tsx'
import { needsDraft, RuleSetFields, type ChosenRules, type RulesChoice } from './rule-set-fields.tsx'
import { mostIncidents, type PageOutcome, type PageRun } from './simulate-in-browser.ts'
import { simulationPageText } from './simulation-page-text.ts'
import { SimulationResults } from './simulation-results.tsx'
import { useSimulation } from './use-simulation.ts'

/** Rule sets tried on incidents, by anybody and in the browser alone: what they bring, and what a draft changes. */
export function SimulationPage(): ReactNode {
  const t = useText(simulationPageText)
  const errors = useFormErrors()
  const { state, start, stop } = useSimulation()
  const [rules, setRules] = useState<ChosenRules>({ rules: 'in-force', against: 'proposed', draft: null })
  const [incidents, setIncidents] = useState<ChosenIncidents>({ kind: 'generated', count: '2000', seed: '1', file: null })
  const run = () => {
    const problems = problemsOf(rules, incidents)
    errors.show(problems.map(({ field, key }) => ({ fieldId: field, message: t(key, { most: mostIncidents }) })))
    if (problems.length === 0) void start(runOf(rules, incidents))
  }
  return (
    <Page title={t('title')} lead={t('lead')} width="wide" errors={errors}>
      <RuleSetFields chosen={rules} onChange={setRules} error={errors.of('draft')} />
      <IncidentFields
        chosen={incidents}
        onChange={setIncidents}
        errors={{ count: errors.of('count'), seed: errors.of('seed'), file: errors.of('incidents') }}
      />
      <ButtonRow>
        <Button size="large" onPress={run} isDisabled={state.kind === 'running'}>
          {t('run')}
        </Button>
        {state.kind === 'running' && (
          <Button variant="secondary" size="large" onPress={stop}>
            {t('stop')}
          </Button>
        )}
      </ButtonRow>
      {state.kind === 'running' && (
        <ProgressBar
          label={t('running')}
          value={state.total === null ? null : state.count}
          total={state.total ?? undefined}
          note={t('progress', { count: state.count })}
        />
      )}
      {state.kind === 'ended' && <Outcome outcome={state.outcome} />}
    </Page>
  )
}

function Outcome({ outcome }: { outcome: PageOutcome }): ReactNode {
  const t = useText(simulationPageText)
  const { pick } = useLanguage()
  switch (outcome.kind) {
    case 'done':
      return <SimulationResults result={outcome.result} />
    case 'stopped':
      return null
    case 'too-many':
      return (
        <NotificationBanner tone="error" title={t('fileFaulty')} isLive>
          <p>{t('tooMany', { most: mostIncidents })}</p>
        </NotificationBanner>
      )
    case 'faulty':
      return (
        <NotificationBanner tone="error" title={t('fileFaulty')} isLive>
          <p>{t('fileFaultyBody')}</p>
          <ul className="mt-2 grid list-disc gap-1 ps-6">
            {outcome.faults.map(({ line, pointer, code, message }) => (
              <li key={`${line} ${pointer} ${code}`}>
                {`${t('faultAt', { file: '', line: String(line), pointer })} ${code}: ${pick(message)}`}
              </li>
            ))}
          </ul>
        </NotificationBanner>
      )
  }
}

type Problem = { readonly field: string; readonly key: 'draftMissing' | 'countWrong' | 'seedWrong' | 'fileMissing' }

function problemsOf(rules: ChosenRules, { kind, count, seed, file }: ChosenIncidents): readonly Problem[] {
  const problems: Problem[] = []
  if (needsDraft(rules) && (rules.draft?.rulebook ?? null) === null) problems.push({ field: 'draft', key: 'draftMissing' })
  if (kind === 'file') return file === null ? [...problems, { field: 'incidents', key: 'fileMissing' }] : problems
  if (!isWhole(count, 1, mostIncidents)) problems.push({ field: 'count', key: 'countWrong' })
  if (!isWhole(seed, 0, largestSeed)) problems.push({ field: 'seed', key: 'seedWrong' })
  return problems
}

function isWhole(text: string, lowest: number, highest: number): boolean {
  const value = /^\d{1,10}$/u.test(text) ? Number(text) : Number.NaN
  return value >= lowest && value <= highest
}

function runOf(rules: ChosenRules, { kind, count, seed, file }: ChosenIncidents): PageRun {
  return {
    rules: ruleSetOf(rules.rules, rules),
    against: rules.against === 'none' ? null : ruleSetOf(rules.against, rules),
    source: kind === 'file' && file !== null ? { kind, file } : { kind: 'generated', count: Number(count), seed: Number(seed) },
  }
}

function ruleSetOf(choice: RulesChoice, { draft }: ChosenRules): RuleSet {
  const inForce = { name: ruleSetText.inForce, rulebooks: allRulebooks(), includeProposed: false, judgedAt: null }
  if (choice === 'in-force') return inForce
  if (choice === 'proposed') return { ...inForce, name: ruleSetText.proposed, includeProposed: true }
  const rulebook = draft?.rulebook ?? null
  const drafts = rulebook === null ? [] : [rulebook]
  return { ...inForce, name: ruleSetText.draft(draft?.name ?? ''), rulebooks: withDrafts(inForce.rulebooks, drafts) }
}
