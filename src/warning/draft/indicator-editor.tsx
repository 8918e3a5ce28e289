import { useState, type ReactNode } from 'react'
import { extractIndicators } from '#indicator/extract-indicators.ts'
import { isObservable } from '#indicator/indicator.ts'
import { Button } from '#ui/button.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Select } from '#ui/select.tsx'
import { Table, type Column } from '#ui/table.tsx'
import { TextArea } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { visibleControls } from '#ui/visible-controls.ts'
import { defang } from '#indicator/defang.ts'
import { indicatorTypeName } from '#indicator/indicator-type-name.ts'
import { adviceTexts } from '../warning-text.ts'
import { advices } from '../warning.ts'
import type { EditableWarning } from './draft-schema.ts'
import { editorText } from './draft-text.ts'

type Editable = EditableWarning['indicators'][number]
type EditorProps = { written: EditableWarning; set: (change: Partial<EditableWarning>) => void }

/** The indicators of a draft: what to do on meeting each, and which to leave out; further ones are read out of any text. */
export function IndicatorEditor({ written, set }: EditorProps): ReactNode {
  const t = useText(editorText)
  const columns = useColumns({ written, set })
  return (
    <section>
      <Heading level={3}>{t('indicators')}</Heading>
      <Table
        caption={t('indicators')}
        isCaptionHidden
        columns={columns}
        rows={written.indicators}
        rowKey={({ type, value }) => `${type} ${value}`}
        empty={t('noIndicators')}
      />
      <AddIndicators written={written} set={set} />
    </section>
  )
}

function useColumns({ written, set }: EditorProps): readonly Column<Editable>[] {
  const t = useText(editorText)
  const { pick } = useLanguage()
  const shown = ({ type, value }: Editable) => visibleControls(defang(type, value))
  const change = (one: Editable, to: Editable | null) =>
    set({ indicators: written.indicators.flatMap((each) => (each === one ? (to === null ? [] : [to]) : [each])) })
  return [
    {
      id: 'value',
      header: t('value'),
      isRowHeader: true,
      cell: (one) => (
        <>
          <span className="block text-solid-gray-700">{pick(indicatorTypeName(one.type))}</span>
          <span className="font-mono break-all">{shown(one)}</span>
        </>
      ),
    },
    {
      id: 'advice',
      header: t('advice'),
      cell: (one) => (
        <Select
          id={`advice-${one.type}-${one.value}`}
          label={t('adviceOf', { value: shown(one) })}
          value={one.advice}
          onChange={(advice) => change(one, { ...one, advice })}
          options={advices.map((value) => ({ value, label: pick(adviceTexts[value]) }))}
        />
      ),
    },
    {
      id: 'remove',
      header: t('action'),
      cell: (one) => (
        <Button variant="text" size="small" label={t('removeOf', { value: shown(one) })} onPress={() => change(one, null)}>
          {t('remove')}
        </Button>
      ),
    },
  ]
}

function AddIndicators({ written, set }: EditorProps): ReactNode {
  const t = useText(editorText)
  const [text, setText] = useState('')
  const [added, setAdded] = useState<number | null>(null)
  const add = () => {
    const known = new Set(written.indicators.map(({ type, value }) => `${type} ${value}`))
    const found = indicatorsIn(text, written).filter(({ type, value }) => !known.has(`${type} ${value}`))
    set({ indicators: [...written.indicators, ...found] })
    setAdded(found.length)
    setText('')
  }
  return (
    <>
      <TextArea id="add-indicators" label={t('add')} hint={t('addHint')} rows={3} isCode value={text} onChange={setText} />
      <p className="mt-4 flex flex-wrap items-center gap-4">
        <Button variant="secondary" onPress={add}>
          {t('addButton')}
        </Button>
        <span role="status">{added !== null && t('added', { count: added })}</span>
      </p>
    </>
  )
}

/** An officer who adds an indicator stands for it; whether it may be blocked is for the officer to say. */
function indicatorsIn(text: string, { validUntil }: EditableWarning): Editable[] {
  return extractIndicators(text).indicators.flatMap((indicator) =>
    isObservable(indicator)
      ? [{ type: indicator.type, value: indicator.value, role: null, advice: 'monitor', confidence: 'confirmed', validUntil }]
      : [],
  )
}
