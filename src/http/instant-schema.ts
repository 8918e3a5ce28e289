import Type from 'typebox'
import { Problem } from './problem.ts'

/** An instant with its offset, to the millisecond at most. */
export const instantSchema = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?(Z|[+-]\\d{2}:\\d{2})$',
  description: 'Instant, ISO 8601 with its offset',
})

/**
 * Returns an instant that has the form of {@link instantSchema} in UTC.
 *
 * @throws {Problem} 422 `INSTANT_INVALID` if no calendar has it, such as the 30th of February, or if its year in UTC is not 1 to 9999.
 */
export function readInstant(text: string, pointer: string): string {
  try {
    const at = Temporal.Instant.from(text)
    const { year } = at.toZonedDateTimeISO('UTC')
    if (year < 1 || year > 9999) throw new RangeError(`Cannot keep the year ${year}: expected 1 to 9999`)
    return at.toString()
  } catch (cause) {
    const detail = `There is no such instant as ${text}`
    throw new Problem(422, 'INSTANT_INVALID', detail, { cause, errors: [{ pointer, code: 'INSTANT_INVALID', detail }] })
  }
}
