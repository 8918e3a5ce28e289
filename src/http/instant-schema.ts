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
 * @throws {Problem} 422 `INSTANT_INVALID` if no calendar has it, such as the 30th of February.
 */
export function readInstant(text: string, pointer: string): string {
  try {
    return Temporal.Instant.from(text).toString()
  } catch (cause) {
    const detail = `There is no such instant as ${text}`
    throw new Problem(422, 'INSTANT_INVALID', detail, { cause, errors: [{ pointer, code: 'INSTANT_INVALID', detail }] })
  }
}
