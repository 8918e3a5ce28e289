import { useState, type ReactNode } from 'react'
import { utf8 } from '#base/bytes.ts'
import type { LocalText } from '#base/language.ts'
import { refusalTexts } from '#indicator/indicator-text.ts'
import type { IndicatorReading, RefusedValue } from '#indicator/reading.ts'
import { coreField } from '#rulebook/core-field.ts'
import { Button } from '#ui/button.tsx'
import { CodedError } from '#base/coded-error.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { FileInput } from '#ui/file-input.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { Table, type Column } from '#ui/table.tsx'
import { TextArea } from '#ui/text-input.tsx'
import type { Translate } from '#ui/text-set.ts'
import { UnknownChoice } from '#ui/unknown-choice.tsx'
import { useText } from '#ui/use-text.ts'
import { withReading, type Takeover } from './draft-indicators.ts'
import { indicatorField, type Entry } from './draft-entry.ts'
import { entryIn, withEntry, type Draft } from './draft.ts'
import { NoneChoice } from './field-input.tsx'
import { IndicatorsTable } from './indicators-table.tsx'
import { indicatorsText, placeText } from './indicators-text.ts'

type IndicatorsProps = { draft: Draft; onChange: (draft: Draft) => void; error: string | null }

type Result = Pick<Takeover, 'added' | 'repeated' | 'beyond'> & { readonly reading: IndicatorReading }

/** Takes indicators out of pasted text and files, on this device, and lists them together with every value that was refused. */
export function IndicatorsInput(props: IndicatorsProps): ReactNode {
  const t = useText(indicatorsText)
  const field = coreField(indicatorField)
  const [result, setResult] = useState<Result | null>(null)
  if (field === null) return null
  const entry = entryIn(props.draft, field)
  const setEntry = (next: Entry) => props.onChange(withEntry(props.draft, field.id, next))
  const takeOver = (reading: IndicatorReading) => {
    const { draft, ...counts } = withReading(props.draft, reading)
    props.onChange(draft)
    setResult({ ...counts, reading })
  }
  return (
    <div className="grid gap-8">
      <div>
        <p>{t('lead')}</p>
        <p className="mt-2 text-solid-gray-700">{t('onDevice')}</p>
      </div>
      {entry.mark === null && (
        <>
          <PasteInput {...props} onRead={takeOver} />
          <FileReader onRead={takeOver} />
        </>
      )}
      <div role="status">{result !== null && <ResultBanner result={result} />}</div>
      <IndicatorsTable draft={props.draft} onChange={props.onChange} />
      {props.draft.refused.length > 0 && <RefusedValues refused={props.draft.refused} />}
      <div>
        <NoneChoice shape={field} id={field.id} entry={entry} onChange={setEntry} />
        <UnknownChoice
          id={field.id}
          unknown={{
            isSelected: entry.mark === 'unknown',
            onChange: (isSelected) => setEntry({ ...entry, mark: isSelected ? 'unknown' : null }),
          }}
        />
      </div>
    </div>
  )
}

type ReadProps = { onRead: (reading: IndicatorReading) => void }

function PasteInput({ onRead, error }: ReadProps & Pick<IndicatorsProps, 'error'>): ReactNode {
  const t = useText(indicatorsText)
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const read = async () => {
    if (text.trim() === '') return setProblem(t('pasteEmpty'))
    setProblem(null)
    onRead(await readPasted(text))
    setText('')
  }
  return (
    <div>
      <TextArea id={indicatorField} label={t('paste')} value={text} onChange={setText} rows={8} isCode error={problem ?? error} />
      <div className="mt-3">
        <Button variant="secondary" onPress={() => void read()}>
          {t('takeOver')}
        </Button>
      </div>
    </div>
  )
}

function FileReader({ onRead }: ReadProps): ReactNode {
  const t = useText(indicatorsText)
  const [problem, setProblem] = useState<string | null>(null)
  const read = async (file: File) => {
    try {
      const { readIndicators } = await import('#indicator/read-indicators.ts')
      onRead(readIndicators(new Uint8Array(await file.arrayBuffer()), file.name))
      setProblem(null)
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      setProblem(t(error.code === 'INDICATOR_FILE_TOO_LARGE' ? 'fileTooLarge' : 'fileWrong'))
    }
  }
  return (
    <FileInput
      id="indicator-file"
      label={t('file')}
      hint={t('fileHint')}
      accept=".json,.csv,.tsv,.txt,.stix,.misp"
      error={problem}
      onChoose={(file) => void read(file)}
    />
  )
}

/** The reader is fetched when it is needed: it brings the list of public suffixes. */
async function readPasted(text: string): Promise<IndicatorReading> {
  const { readIndicators } = await import('#indicator/read-indicators.ts')
  return readIndicators(utf8(text), 'pasted.txt')
}

function ResultBanner({ result }: { result: Result }): ReactNode {
  const t = useText(indicatorsText)
  const { language } = useLanguage()
  const { reading, added, repeated, beyond } = result
  const refused = reading.refused.length
  const kinds = Object.entries(reading.counts.notIndicators).map(([kind, count]) => `${kind} ${count}`)
  const tone = refused > 0 || beyond > 0 ? 'warning' : added > 0 ? 'success' : 'info'
  return (
    <NotificationBanner tone={tone} title={t('result', { added, repeated, refused })}>
      {kinds.length > 0 && <p>{t('resultOther', { kinds: kinds.join(language === 'ja' ? '、' : ', ') })}</p>}
      {beyond > 0 && <p>{t('resultBeyond', { count: beyond })}</p>}
    </NotificationBanner>
  )
}

const shownRefusals = 200

/** Every value that was refused, with the reason, folded away: long lists are of no use on a small screen. */
export function RefusedValues({ refused }: { refused: readonly RefusedValue[] }): ReactNode {
  const t = useText(indicatorsText)
  const { pick } = useLanguage()
  return (
    <Disclosure summary={t('refusedTitle', { count: refused.length })} isOpen={refused.length <= 10}>
      <p>{t('refusedBody')}</p>
      <Table
        caption={t('refusedTitle', { count: refused.length })}
        isCaptionHidden
        rows={refused.slice(0, shownRefusals).map((one, index) => ({ ...one, index }))}
        rowKey={({ index }) => String(index)}
        empty={null}
        columns={refusedColumns(t, pick)}
      />
    </Disclosure>
  )
}

function refusedColumns(
  t: Translate<typeof indicatorsText>,
  pick: (text: LocalText) => string,
): readonly Column<RefusedValue & { readonly index: number }>[] {
  return [
    { id: 'value', header: t('value'), isRowHeader: true, cell: ({ value }) => <OutsideText text={value} isCode /> },
    {
      id: 'reason',
      header: t('refusedReason'),
      cell: ({ reason, kept }) => (
        <>
          {pick(refusalTexts[reason])}
          {kept !== undefined && <span className="block">{t('refusedKept', { value: kept.value })}</span>}
        </>
      ),
    },
    { id: 'where', header: t('refusedWhere'), cell: ({ where }) => pick(placeText(where)) },
  ]
}
