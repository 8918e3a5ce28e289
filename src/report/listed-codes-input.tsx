import { useState, type ReactNode } from 'react'
import type { ListedCode } from '#rulebook/listed-codes.ts'
import { Checkbox, CheckboxChoice } from '#ui/choice.tsx'
import { ErrorWords, HintWords, labelClass } from '#ui/field-parts.tsx'
import { halfWidth } from '#ui/half-width.ts'
import { useLanguage } from '#ui/language-context.ts'
import { TextInput } from '#ui/text-input.tsx'
import { UnknownChoice } from '#ui/unknown-choice.tsx'
import { useText } from '#ui/use-text.ts'
import type { Entry } from './draft-entry.ts'
import type { FieldInputProps } from './field-input.tsx'
import { triageText } from './triage-text.ts'

type ListedCodesProps = Pick<FieldInputProps, 'id' | 'entry' | 'onChange' | 'error'> & {
  label: string
  hint?: string | undefined
  codes: readonly ListedCode[]
}

/** From this many entries on a list can be filtered. */
const longList = 10

/** Any number of codes out of the lists of the rulebooks, with "none of these" and "not known yet"; long lists can be filtered. */
export function ListedCodesInput({ id, label, hint, codes, entry, onChange, error }: ListedCodesProps): ReactNode {
  const t = useText(triageText)
  const [wanted, setWanted] = useState('')
  const chosen = chosenCodes(entry)
  const shown = codes.filter((one) => chosen.includes(one.code) || matches(one, wanted))
  const lists = [...Map.groupBy(shown, ({ list }) => list.ja).values()]
  const choose = (list: readonly ListedCode[], values: readonly string[]) => {
    const kept = chosen.filter((code) => !list.some((one) => one.code === code))
    onChange({ mark: null, typed: { kind: 'lines', text: [...kept, ...values].join('\n') } })
  }
  const mark = (to: 'none' | 'unknown') => (isSelected: boolean) => onChange({ ...entry, mark: isSelected ? to : null })
  return (
    <div role="group" aria-labelledby={`${id}-label`} id={id} tabIndex={-1}>
      <h2 id={`${id}-label`} className={labelClass(true)}>
        {label}
      </h2>
      {hint !== undefined && <HintWords>{hint}</HintWords>}
      {error !== null && <ErrorWords>{error}</ErrorWords>}
      {codes.length >= longList && (
        <div className="mt-4">
          <TextInput
            id={`${id}-search`}
            type="search"
            width="medium"
            label={t('search')}
            hint={t('searchHint')}
            value={wanted}
            onChange={setWanted}
          />
          <p role="status" className="mt-1 text-solid-gray-700">
            {t('found', { count: shown.length })}
          </p>
        </div>
      )}
      {lists.map((list) => (
        <CodeList
          key={list[0]?.list.ja}
          id={`${id}-${list[0]?.code ?? ''}`}
          list={list}
          chosen={chosen}
          isClosed={entry.mark !== null}
          onChange={choose}
        />
      ))}
      <div className="mt-4">
        <Checkbox id={`${id}-none`} label={t('none')} isSelected={entry.mark === 'none'} onChange={mark('none')} />
        <UnknownChoice id={id} unknown={{ isSelected: entry.mark === 'unknown', onChange: mark('unknown') }} />
      </div>
    </div>
  )
}

function CodeList(props: {
  id: string
  list: readonly ListedCode[]
  chosen: readonly string[]
  isClosed: boolean
  onChange: (list: readonly ListedCode[], values: readonly string[]) => void
}): ReactNode {
  const { pick } = useLanguage()
  const { id, list, chosen, isClosed, onChange } = props
  const [first] = list
  if (first === undefined) return null
  return (
    <div className="mt-6">
      <CheckboxChoice
        id={id}
        label={pick(first.list)}
        isInRow
        isDisabled={isClosed}
        values={chosen.filter((code) => list.some((one) => one.code === code))}
        onChange={(values) => onChange(list, values)}
        options={list.map(({ code, name }) => ({ value: code, label: pick(name) }))}
      />
    </div>
  )
}

function chosenCodes({ typed }: Entry): readonly string[] {
  return typed.kind === 'lines' ? typed.text.split('\n').filter(Boolean) : []
}

function matches({ name }: ListedCode, wanted: string): boolean {
  const plain = halfWidth(wanted).toLowerCase()
  return [name.ja, name.en].some((text) => text.toLowerCase().includes(plain))
}
