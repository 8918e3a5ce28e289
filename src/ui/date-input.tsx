import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import type { DatePart, DateParts, DateProblem, DateReading } from './date-parts.ts'
import { describedBy, ErrorWords, hasError, HintWords, isClosed, labelClass, LabelWords, type FieldProps } from './field-parts.tsx'
import { halfWidth } from './half-width.ts'
import type { Translate } from './text-set.ts'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'
import { UnknownChoice } from './unknown-choice.tsx'

/**
 * A date in three fields: year, month, day, in this order in every language. Full-width digits are accepted.
 *
 * Ids of the controls: `id` (year), `id-month`, `id-day`. Read the value with `readDate()`, word its problem with `useDateProblem()`.
 *
 * @param props of {@link FieldProps}; `value` as typed; `onChange(value)`; `wrongPart` is outlined (all three when an error names none).
 */
export function DateInput(
  props: FieldProps & { value: DateParts; onChange: (value: DateParts) => void; wrongPart?: DatePart | undefined },
): ReactNode {
  return (
    <DateFrame {...props}>
      <DateFields {...props} />
    </DateFrame>
  )
}

/** The frame of a date: legend, hint, error and "not known yet" around its fields. */
export function DateFrame({ children, ...props }: FieldProps & { children: ReactNode }): ReactNode {
  return (
    <fieldset aria-describedby={describedBy(props)} className="min-w-0">
      <legend className={labelClass(props.isLabelLarge)}>
        <LabelWords {...props} />
      </legend>
      {props.hint !== undefined && (
        <div id={`${props.id}-hint`}>
          <HintWords>{props.hint}</HintWords>
        </div>
      )}
      <div className="mt-2 flex flex-wrap items-end gap-x-3 gap-y-2">{children}</div>
      {hasError(props) && (
        <div id={`${props.id}-error`}>
          <ErrorWords>{props.error}</ErrorWords>
        </div>
      )}
      <UnknownChoice {...props} />
    </fieldset>
  )
}

type FieldsProps<Parts> = FieldProps & { value: Parts; onChange: (value: Parts) => void; wrongPart?: DatePart | undefined }

/** The three fields of a date without their frame. */
export function DateFields<Parts extends DateParts>(props: FieldsProps<Parts>): ReactNode {
  const t = useText(uiText)
  return (
    <>
      <NumberPart {...props} part="year" id={props.id} label={t('year')} size="w-24" />
      <NumberPart {...props} part="month" id={`${props.id}-month`} label={t('month')} size="w-18" />
      <NumberPart {...props} part="day" id={`${props.id}-day`} label={t('day')} size="w-18" />
    </>
  )
}

/** One numeric field of a date or time; leaves what was typed as it is until the field is left, then makes its digits half-width. */
export function NumberPart<Part extends DatePart, Parts extends Record<Part, string>>(
  props: FieldsProps<Parts> & { part: Part; size: string },
): ReactNode {
  const set = (text: string) => props.onChange({ ...props.value, [props.part]: text })
  const isWrong = hasError(props) && (props.wrongPart === undefined || props.wrongPart === props.part)
  return (
    <div>
      <label htmlFor={props.id} className="block text-std-16N-170 text-solid-gray-800">
        {props.label}
      </label>
      <input
        id={props.id}
        inputMode="numeric"
        autoComplete="off"
        value={props.value[props.part]}
        onChange={(event) => set(event.target.value)}
        onBlur={(event) => set(halfWidth(event.target.value))}
        disabled={isClosed(props)}
        aria-invalid={isWrong}
        className={classNames('control-border mt-1 block min-h-12 px-3 py-2', props.size)}
      />
    </div>
  )
}

/** Returns a function that words the problem of a date reading in the language of the page, or gives null where there is none. */
export function useDateProblem(): (reading: DateReading<unknown>) => string | null {
  const t = useText(uiText)
  return (reading) => (reading.state === 'wrong' ? problemWords(reading.problem, reading.part, t) : null)
}

function problemWords(problem: DateProblem, part: DatePart, t: Translate<typeof uiText>): string {
  switch (problem) {
    case 'incomplete':
      return t('dateIncomplete', { part })
    case 'not-a-number':
      return t('dateNotNumber', { part })
    case 'no-such-date':
      return t('dateNoSuchDate')
    case 'no-such-time':
      return t('dateNoSuchTime')
  }
}
