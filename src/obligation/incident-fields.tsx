import type { ReactNode } from 'react'
import { RadioChoice } from '#ui/choice.tsx'
import { FileInput } from '#ui/file-input.tsx'
import { halfWidth } from '#ui/half-width.ts'
import { Heading } from '#ui/heading.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { mostIncidents } from './simulate-in-browser.ts'
import { simulationPageText } from './simulation-page-text.ts'

/** Where the incidents come from, as the person has entered it. */
export type ChosenIncidents = {
  readonly kind: 'generated' | 'file'
  readonly count: string
  readonly seed: string
  readonly file: File | null
}

/** What is wrong with each field; null where nothing is. */
export type IncidentErrors = Readonly<Record<'count' | 'seed' | 'file', string | null>>

/** Lets the person have incidents generated, or open a file of them. */
export function IncidentFields(props: {
  chosen: ChosenIncidents
  onChange: (chosen: ChosenIncidents) => void
  errors: IncidentErrors
}): ReactNode {
  const t = useText(simulationPageText)
  const { chosen, onChange, errors } = props
  return (
    <section>
      <Heading level={2}>{t('incidentsTitle')}</Heading>
      <RadioChoice
        id="source"
        label={t('source')}
        value={chosen.kind}
        onChange={(kind) => onChange({ ...chosen, kind })}
        options={[
          { value: 'generated' as const, label: t('generated'), hint: t('generatedHint') },
          { value: 'file' as const, label: t('fromFile'), hint: t('fromFileHint', { most: mostIncidents }) },
        ]}
      />
      <div className="mt-6 grid gap-6">
        {chosen.kind === 'generated' ? (
          <GeneratedFields {...props} />
        ) : (
          <FileInput
            id="incidents"
            label={t('incidentsFile')}
            accept=".jsonl,.ndjson,.json"
            error={errors.file}
            onChoose={(file) => onChange({ ...chosen, file })}
          />
        )}
      </div>
    </section>
  )
}

function GeneratedFields({ chosen, onChange, errors }: Parameters<typeof IncidentFields>[0]): ReactNode {
  const t = useText(simulationPageText)
  return (
    <>
      <TextInput
        id="count"
        label={t('count')}
        hint={t('countHint', { most: mostIncidents })}
        value={chosen.count}
        onChange={(count) => onChange({ ...chosen, count })}
        normalise={halfWidth}
        inputMode="numeric"
        width="short"
        error={errors.count}
      />
      <TextInput
        id="seed"
        label={t('seed')}
        value={chosen.seed}
        onChange={(seed) => onChange({ ...chosen, seed })}
        normalise={halfWidth}
        inputMode="numeric"
        width="short"
        error={errors.seed}
      />
    </>
  )
}
