import type { ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import { yesNoText } from '#rulebook/answer-text.ts'
import { unknown } from '#rulebook/answer-value.ts'
import type { CodeOption } from '#rulebook/core-field-schema.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Checkbox, CheckboxChoice, RadioChoice } from '#ui/choice.tsx'
import { DateInput } from '#ui/date-input.tsx'
import type { DatePart } from '#ui/date-parts.ts'
import { DateTimeInput } from '#ui/date-time-input.tsx'
import type { FieldProps } from '#ui/field-parts.tsx'
import { halfWidth } from '#ui/half-width.ts'
import { useLanguage } from '#ui/language-context.ts'
import { Select } from '#ui/select.tsx'
import { TextArea, TextInput } from '#ui/text-input.tsx'
import { uiText } from '#ui/ui-text.ts'
import { UnknownChoice } from '#ui/unknown-choice.tsx'
import { useText } from '#ui/use-text.ts'
import { emptyEntry, type Entry, type Shape, type Typed } from './draft-entry.ts'
import { DurationInput } from './duration-input.tsx'
import type { DurationPart } from './duration-parts.ts'
import { readEntry } from './read-entry.ts'
import { formText } from './report-form-text.ts'

/** What the control of a field needs. */
export type FieldInputProps = {
  shape: Shape
  /** Id of the control; the error summary links to it. */
  id: string
  entry: Entry
  onChange: (entry: Entry) => void
  error: string | null
  requirement?: 'optional' | undefined
  /** Leaves out "not known yet", for keys of records. */
  isPlain?: boolean | undefined
  /** Shows the label as large as a heading, on a page that asks one question. */
  isLabelLarge?: boolean | undefined
}

/** How many options are shown as radio buttons; more become a list to choose from. */
const mostRadioButtons = 8
const shortTextLength = 300

/**
 * The control of one field of the common core or of one key of a record, as its type asks for. Lists of records have their own.
 *
 * Nothing is chosen until the person chooses, and "not known yet" stands beside every field.
 */
export function FieldInput(props: FieldInputProps): ReactNode {
  const { typed } = props.entry
  const field = useFieldProps(props)
  const set = (next: Typed) => props.onChange({ mark: null, typed: next })
  switch (typed.kind) {
    case 'choice':
      return <ChoiceInput {...props} code={typed.code} />
    case 'choices':
      return <ChoicesInput {...props} codes={typed.codes} />
    case 'text':
      return <TextEntry {...props} text={typed.text} />
    case 'lines':
      return <LinesInput {...props} text={typed.text} />
    case 'instant': {
      const wrongPart = datePartOf(wrongPartOf(props))
      return (
        <DateTimeInput
          {...field}
          value={typed.parts}
          onChange={(parts) => set({ ...typed, parts })}
          wrongPart={wrongPart}
          {...(isPast(props.id) ? { now: browserNow } : {})}
        />
      )
    }
    case 'date':
      return (
        <DateInput
          {...field}
          value={typed.parts}
          onChange={(parts) => set({ kind: 'date', parts })}
          wrongPart={datePartOf(wrongPartOf(props))}
        />
      )
    case 'duration': {
      const wrongPart = durationPartOf(wrongPartOf(props))
      return (
        <DurationInput
          {...field}
          value={typed.parts}
          onChange={(parts) => set({ kind: 'duration', parts, exact: null })}
          wrongPart={wrongPart}
        />
      )
    }
    case 'records':
    case 'values':
      return null
  }
}

/** Tells whether a field asks for something that has happened, so that "now" may be the answer; an embargo and the next report lie ahead. */
function isPast(id: string): boolean {
  return id.startsWith('t.') && id !== 't.next'
}

function useFieldProps(props: FieldInputProps): FieldProps & { hint?: string } {
  const { pick } = useLanguage()
  const { shape, entry, onChange } = props
  const setUnknown = (isSelected: boolean) => onChange({ ...entry, mark: isSelected ? 'unknown' : null })
  const hint = 'hint' in shape ? shape.hint : undefined
  return {
    id: props.id,
    label: pick(shape.label),
    error: props.error,
    ...(hint === undefined ? {} : { hint: pick(hint) }),
    ...(props.requirement === undefined ? {} : { requirement: props.requirement }),
    ...(props.isLabelLarge === true ? { isLabelLarge: true } : {}),
    ...(props.isPlain === true ? {} : { unknown: { isSelected: entry.mark === 'unknown', onChange: setUnknown } }),
  }
}

function ChoiceInput(props: FieldInputProps & { code: string | null }): ReactNode {
  const { pick } = useLanguage()
  const t = useText(uiText)
  const field = useFieldProps(props)
  const options = optionsOf(props.shape).map(({ code, label }) => ({ value: code, label: pick(label) }))
  const choose = (code: string) => {
    const empty = emptyEntry(props.shape)
    props.onChange(code === unknown ? { ...empty, mark: 'unknown' } : { mark: null, typed: { kind: 'choice', code } })
  }
  if (options.length > mostRadioButtons || (props.isPlain === true && props.shape.type === 'code'))
    return <Select {...field} value={props.code} onChange={choose} options={options} />
  const { unknown: _, ...group } = field
  const value = props.entry.mark === 'unknown' ? unknown : props.code
  const isInRow = props.shape.type === 'yes-no'
  return (
    <RadioChoice
      {...group}
      isInRow={isInRow}
      value={value}
      onChange={choose}
      options={[...options, { value: unknown, label: t('unknownYet') }]}
    />
  )
}

function ChoicesInput(props: FieldInputProps & { codes: readonly string[] }): ReactNode {
  const { pick } = useLanguage()
  const field = useFieldProps(props)
  const { unknown: unknownAnswer, ...group } = field
  const options = optionsOf(props.shape)
  const choose = (codes: readonly string[]) =>
    props.onChange({ mark: null, typed: { kind: 'choices', codes: withExclusion(options, props.codes, codes) } })
  return (
    <div>
      <CheckboxChoice
        {...group}
        isDisabled={props.entry.mark === 'unknown'}
        values={props.codes}
        onChange={choose}
        options={options.map(({ code, label }) => ({ value: code, label: pick(label) }))}
      />
      <UnknownChoice id={props.id} unknown={unknownAnswer} />
    </div>
  )
}

/** Returns the codes after a choice: one that excludes all others, such as "none", replaces them and is replaced by them. */
function withExclusion(options: readonly CodeOption[], before: readonly string[], after: readonly string[]): readonly string[] {
  const isExclusive = (code: string) => options.some((option) => option.code === code && option.exclusive === true)
  const added = after.find((code) => !before.includes(code))
  if (added === undefined) return after
  return isExclusive(added) ? [added] : after.filter((code) => !isExclusive(code))
}

function TextEntry(props: FieldInputProps & { text: string }): ReactNode {
  const { shape } = props
  const hint = useExample(props)
  const field = { ...useFieldProps(props), ...hint, value: props.text, onChange: (text: string) => set(text) }
  const set = (text: string) => props.onChange({ mark: null, typed: { kind: 'text', text } })
  if (shape.type === 'text' && shape.maximumLength > shortTextLength)
    return <TextArea {...field} limit={shape.maximumLength} rows={shape.maximumLength > 400 ? 8 : 5} />
  if (shape.type === 'number') return <TextInput {...field} inputMode="numeric" width="short" normalise={halfWidth} />
  if (shape.type === 'identifier') return <TextInput {...field} width="medium" normalise={halfWidth} />
  return <TextInput {...field} />
}

function LinesInput(props: FieldInputProps & { text: string }): ReactNode {
  const t = useText(formText)
  const { shape, entry } = props
  const field = useFieldProps(props)
  const example = useExample(props)
  const more = field.hint ?? example.hint
  const hint = more === undefined ? t('onePerLine') : t('onePerLineWith', { hint: more })
  const set = (text: string) => props.onChange({ mark: null, typed: { kind: 'lines', text } })
  const { unknown: unknownAnswer, ...plain } = field
  return (
    <div>
      <TextArea
        {...plain}
        hint={hint}
        rows={4}
        value={props.text}
        onChange={set}
        isDisabled={entry.mark !== null}
        isCode={shape.type === 'identifiers'}
      />
      <NoneChoice {...props} />
      <UnknownChoice id={props.id} unknown={unknownAnswer} />
    </div>
  )
}

/** The answer "none" below a list in which an empty list is an answer; renders nothing below others. */
export function NoneChoice({ shape, id, entry, onChange }: Pick<FieldInputProps, 'shape' | 'id' | 'entry' | 'onChange'>): ReactNode {
  const t = useText(formText)
  if (!('emptyMeansNone' in shape && shape.emptyMeansNone)) return null
  const set = (isSelected: boolean) => onChange({ ...entry, mark: isSelected ? 'none' : null })
  return <Checkbox id={`${id}-none`} label={t('none')} isSelected={entry.mark === 'none'} onChange={set} />
}

function useExample({ shape }: FieldInputProps): { hint?: string } {
  const t = useText(formText)
  const example = shape.type === 'identifier' || shape.type === 'identifiers' ? shape.example : undefined
  return example === undefined ? {} : { hint: t('example', { example }) }
}

const yesNo: readonly { readonly code: string; readonly label: LocalText }[] = [
  { code: 'yes', label: yesNoText.yes },
  { code: 'no', label: yesNoText.no },
]

function optionsOf(shape: Shape): readonly CodeOption[] {
  if (shape.type === 'code' || shape.type === 'codes') return shape.options
  return shape.type === 'yes-no' ? [...yesNo] : []
}

function wrongPartOf({ shape, entry, error }: FieldInputProps): DatePart | DurationPart | undefined {
  if (error === null) return undefined
  const reading = readEntry(shape, entry)
  return reading.state === 'wrong' ? reading.problems[0]?.part : undefined
}

function datePartOf(part: DatePart | DurationPart | undefined): DatePart | undefined {
  return part === 'days' || part === 'hours' || part === 'minutes' ? undefined : part
}

function durationPartOf(part: DatePart | DurationPart | undefined): DurationPart | undefined {
  return part === 'days' || part === 'hours' || part === 'minutes' ? part : undefined
}
