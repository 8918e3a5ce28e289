import type { ReactNode } from 'react'
import { DateFrame } from '#ui/date-input.tsx'
import { hasError, isClosed, type FieldProps } from '#ui/field-parts.tsx'
import { halfWidth } from '#ui/half-width.ts'
import { useText } from '#ui/use-text.ts'
import type { DurationPart, DurationParts } from './duration-parts.ts'
import { formText } from './report-form-text.ts'

const parts = ['days', 'hours', 'minutes'] as const

/**
 * A length of time in three fields: days, hours, minutes. Ids of the controls: `id` (days), `id-hours`, `id-minutes`.
 *
 * @param props of {@link FieldProps}; `value` as typed; `onChange(value)`; `wrongPart` is outlined.
 */
export function DurationInput(
  props: FieldProps & { value: DurationParts; onChange: (value: DurationParts) => void; wrongPart?: DurationPart | undefined },
): ReactNode {
  const t = useText(formText)
  return (
    <DateFrame {...props}>
      {parts.map((part) => {
        const id = part === 'days' ? props.id : `${props.id}-${part}`
        const set = (text: string) => props.onChange({ ...props.value, [part]: text })
        return (
          <div key={part}>
            <label htmlFor={id} className="block text-std-16N-170 text-solid-gray-800">
              {t(part)}
            </label>
            <input
              id={id}
              inputMode="numeric"
              autoComplete="off"
              value={props.value[part]}
              onChange={(event) => set(event.target.value)}
              onBlur={(event) => set(halfWidth(event.target.value))}
              disabled={isClosed(props)}
              aria-invalid={hasError(props) && (props.wrongPart === undefined || props.wrongPart === part)}
              className="control-border mt-1 block min-h-12 w-20 px-3 py-2"
            />
          </div>
        )
      })}
    </DateFrame>
  )
}
