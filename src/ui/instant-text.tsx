import type { ReactNode } from 'react'
import { formatInstant } from './format-time.ts'
import { useLanguage } from './language-context.ts'

/**
 * An instant for people: in Japanese time, and on request in UTC below it.
 *
 * @param props `at` is an instant or its RFC 3339 text; `isExact` shows seconds; `withUtc` adds the same instant in UTC, as receipts do.
 */
export function InstantText(props: {
  at: Temporal.Instant | string
  isExact?: boolean | undefined
  withUtc?: boolean | undefined
}): ReactNode {
  const { language } = useLanguage()
  const instant = Temporal.Instant.from(props.at)
  const seconds = props.isExact ?? false
  return (
    <time dateTime={instant.toString()}>
      {formatInstant(instant, language, { seconds })}
      {props.withUtc === true && (
        <span className="block text-solid-gray-700">{formatInstant(instant, language, { seconds, zone: 'UTC' })}</span>
      )}
    </time>
  )
}
