import type { ReactNode } from 'react'
import { Button } from '#ui/button.tsx'
import { Heading } from '#ui/heading.tsx'
import { Select } from '#ui/select.tsx'
import { TextArea, TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { detectionLanguages } from '../warning.ts'
import type { EditableWarning } from './draft-schema.ts'
import { editorText } from './draft-text.ts'

type Rule = EditableWarning['detections'][number]

const languageNames = { sigma: 'Sigma', yara: 'YARA', suricata: 'Suricata' } as const

/** The detection rules of a draft. */
export function RuleEditor({ written, set }: { written: EditableWarning; set: (change: Partial<EditableWarning>) => void }): ReactNode {
  const t = useText(editorText)
  const { detections } = written
  const change = (at: number, to: Rule | null) =>
    set({ detections: detections.flatMap((rule, index) => (index === at ? (to === null ? [] : [to]) : [rule])) })
  return (
    <section className="grid gap-6">
      <Heading level={3}>{t('rules')}</Heading>
      {detections.map((rule, index) => (
        // Rules have no id, and nothing reorders them.
        <RuleFields key={index} index={index} rule={rule} onChange={(to) => change(index, to)} />
      ))}
      <p>
        <Button variant="secondary" onPress={() => set({ detections: [...detections, { language: 'sigma', name: '', text: '' }] })}>
          {t('addRule')}
        </Button>
      </p>
    </section>
  )
}

function RuleFields({ index, rule, onChange }: { index: number; rule: Rule; onChange: (rule: Rule | null) => void }): ReactNode {
  const t = useText(editorText)
  return (
    <div className="grid gap-4 rounded-12 border border-solid-gray-420 p-4">
      <Select
        id={`rule-language-${index}`}
        label={t('ruleLanguage')}
        value={rule.language}
        onChange={(language) => onChange({ ...rule, language })}
        options={detectionLanguages.map((value) => ({ value, label: languageNames[value] }))}
      />
      <TextInput id={`rule-name-${index}`} label={t('ruleName')} value={rule.name} onChange={(name) => onChange({ ...rule, name })} />
      <TextArea id={`rule-text-${index}`} label={t('ruleText')} isCode value={rule.text} onChange={(text) => onChange({ ...rule, text })} />
      <p>
        <Button variant="text" size="small" onPress={() => onChange(null)}>
          {t('removeRule')}
        </Button>
      </p>
    </div>
  )
}
