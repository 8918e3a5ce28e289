import { createHmac } from 'node:crypto'
import { uuidOfBytes } from '#base/uuid-bytes.ts'
import type { Secret } from '#runtime/secret.ts'

/** Which stage an entry of a calendar stands for, and in whose calendar it is. */
export type CalendarEntryKey = {
  readonly organisationId: string
  readonly incidentId: string
  readonly law: string
  readonly party: string
  readonly stage: string
  readonly round: number
}

/** Names entries of calendars. */
export type CalendarUids = { uidOf(key: CalendarEntryKey): string }

/**
 * Returns names that are the same for the same stage in every export and lead nobody without `key` back to the case.
 *
 * They differ from one organisation to the next, so that two calendars laid side by side do not tell which operator reported to which authority.
 *
 * @param key The key of the owner tags, which lives outside the database; what is hashed begins differently there.
 */
export function calendarUids(key: Secret): CalendarUids {
  return {
    uidOf: ({ organisationId, incidentId, law, party, stage, round }) => {
      const text = JSON.stringify(['noroshi-calendar-1', organisationId, incidentId, law, party, stage, round])
      return uuidOf(createHmac('sha256', key.reveal()).update(text).digest())
    },
  }
}

/** Returns the first bytes of a hash as a UUID of version 8 (RFC 9562, section 5.8), the form that RFC 7986 asks of UIDs. */
function uuidOf(hash: Buffer): string {
  const bytes = hash.subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return uuidOfBytes(bytes)
}
