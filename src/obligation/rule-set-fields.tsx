import { useState, type ReactNode } from 'react'
import { Heading } from '#ui/heading.tsx'
import { FilesInput } from '#ui/file-input.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { Select } from '#ui/select.tsx'
import { useText } from '#ui/use-text.ts'
import { openDraft } from './open-draft.ts'
import type { CheckedRulebook, PlacedFault } from './rulebook-folder.ts'
import { simulationPageText } from './simulation-page-text.ts'

/** A rule set as the person chooses it. */
export type RulesChoice = 'in-force' | 'proposed' | 'draft'

/** The rule sets that the person has chosen. */
export type ChosenRules = { readonly rules: RulesChoice; readonly against: RulesChoice | 'none'; readonly draft: CheckedRulebook | null }

/** Faults of a draft that are shown. */
const mostFaults = 30

/** Lets the person choose two rule sets, and open a draft from files of its device. */
export function RuleSetFields(props: { chosen: ChosenRules; onChange: (chosen: ChosenRules) => void; error: string | null }): ReactNode {
  const t = useText(simulationPageText)
  const { chosen, onChange } = props
  const choices = (
    [
      ['in-force', 'inForce'],
      ['proposed', 'proposed'],
      ['draft', 'draft'],
    ] as const
  ).map(([value, key]) => ({ value, label: t(key) }))
  return (
    <section>
      <Heading level={2}>{t('rulesTitle')}</Heading>
      <div className="grid gap-6 desktop:grid-cols-2">
        <Select
          id="rules"
          label={t('rules')}
          value={chosen.rules}
          onChange={(rules: RulesChoice) => onChange({ ...chosen, rules })}
          options={choices}
        />
        <Select
          id="against"
          label={t('against')}
          value={chosen.against}
          onChange={(against: ChosenRules['against']) => onChange({ ...chosen, against })}
          options={[{ value: 'none' as const, label: t('none') }, ...choices]}
        />
      </div>
      {needsDraft(chosen) && <DraftField {...props} />}
    </section>
  )
}

/** Tells whether one of the rule sets is a draft. */
export function needsDraft({ rules, against }: ChosenRules): boolean {
  return rules === 'draft' || against === 'draft'
}

function DraftField({ chosen, onChange, error }: Parameters<typeof RuleSetFields>[0]): ReactNode {
  const t = useText(simulationPageText)
  const [isOpening, setOpening] = useState(false)
  const open = async (files: readonly File[]) => {
    setOpening(true)
    const draft = await openDraft(files)
    setOpening(false)
    onChange({ ...chosen, draft })
  }
  return (
    <div className="mt-6">
      <FilesInput
        id="draft"
        label={t('draftFiles')}
        hint={t('draftHint')}
        accept=".json"
        error={error}
        isDisabled={isOpening}
        onChoose={(files) => void open(files)}
      />
      {chosen.draft !== null && <DraftNotice draft={chosen.draft} />}
    </div>
  )
}

function DraftNotice({ draft: { name, laws, rulebook, faults } }: { draft: CheckedRulebook }): ReactNode {
  const t = useText(simulationPageText)
  if (rulebook === null) {
    return (
      <NotificationBanner tone="error" title={t('draftFaulty', { name })} level={3} isLive>
        <FaultList faults={faults} />
      </NotificationBanner>
    )
  }
  return (
    <NotificationBanner tone={faults.length === 0 ? 'success' : 'warning'} title={t('draftOpen', { name, laws })} level={3} isLive>
      {faults.length > 0 && (
        <>
          <p>{t('draftRemarks')}</p>
          <FaultList faults={faults} />
        </>
      )}
    </NotificationBanner>
  )
}

/** Faults as the check of a rulebook shows them: file, line and place, then what was expected. */
function FaultList({ faults }: { faults: readonly PlacedFault[] }): ReactNode {
  const t = useText(simulationPageText)
  return (
    <ul className="mt-2 grid list-disc gap-2 ps-6">
      {faults.slice(0, mostFaults).map((fault) => (
        <li key={`${fault.file} ${fault.pointer} ${fault.code} ${fault.message}`}>
          <p>{t('faultAt', { file: fault.file, line: String(fault.line), pointer: fault.pointer })}</p>
          <p lang="en">{`${fault.code}: ${fault.message}`}</p>
        </li>
      ))}
    </ul>
  )
}
