import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { DateFields, DateFrame, NumberPart } from './date-input.tsx'
import { dateTimePartsOf, type DatePart, type DateTimeParts } from './date-parts.ts'
import { isClosed, type FieldProps } from './field-parts.tsx'
import { zoneName } from './format-time.ts'
import { Icon } from './icon.tsx'
import { useLanguage } from './language-context.ts'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

type DateTimeProps = FieldProps & {
  value: DateTimeParts
  onChange: (value: DateTimeParts) => void
  wrongPart?: DatePart | undefined
  zones?: readonly string[] | undefined
  now?: (() => Temporal.Instant) | undefined
}

/**
 * A date and a time of day in the zone in which people mean it.
 *
 * Ids of the controls: `id` (year), `id-month`, `id-day`, `id-hour`, `id-minute`, `id-zone`. Read the value with `readDateTime()`.
 *
 * @param props of {@link FieldProps}; `value` as typed; `onChange(value)`; `wrongPart`; `zones` offered (IANA names; Japanese time and UTC by default);
 *   `now` adds a button that enters that instant in the zone chosen.
 */
export function DateTimeInput(props: DateTimeProps): ReactNode {
  const t = useText(uiText)
  const { now } = props
  const takeNow = now === undefined ? undefined : () => props.onChange(dateTimePartsOf(now(), props.value.zone))
  return (
    <DateFrame {...props}>
      <DateFields {...props} />
      <NumberPart {...props} part="hour" id={`${props.id}-hour`} label={t('hour')} size="w-18" />
      <NumberPart {...props} part="minute" id={`${props.id}-minute`} label={t('minute')} size="w-18" />
      <ZonePart {...props} />
      {takeNow !== undefined && !isClosed(props) && (
        <div className="w-full">
          <Button variant="secondary" size="small" onPress={takeNow}>
            {t('takeNow')}
          </Button>
        </div>
      )}
    </DateFrame>
  )
}

function ZonePart(props: DateTimeProps): ReactNode {
  const t = useText(uiText)
  const { language } = useLanguage()
  return (
    <div>
      <label htmlFor={`${props.id}-zone`} className="block text-std-16N-170 text-solid-gray-800">
        {t('zone')}
      </label>
      <div className="relative mt-1">
        <select
          id={`${props.id}-zone`}
          value={props.value.zone}
          onChange={(event) => props.onChange({ ...props.value, zone: event.target.value })}
          disabled={isClosed(props)}
          className="control-border block min-h-12 appearance-none py-2 ps-3 pe-10"
        >
          {(props.zones ?? ['Asia/Tokyo', 'UTC']).map((zone) => (
            <option key={zone} value={zone}>
              {zoneName(zone, language)}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" className="pointer-events-none absolute end-2 top-3 size-6 forced-colors:text-[FieldText]" />
      </div>
    </div>
  )
}
