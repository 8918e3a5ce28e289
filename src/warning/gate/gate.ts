import type { IdentifierScanner } from '#operator/identifier-scanner.ts'
import type { AnonymityRegistry } from './k-anonymity.ts'
import type { KnownGood } from './known-good.ts'

/** What the gate judges with. Time and randomness come from outside, so that a judgement depends on nothing else. */
export type Gate = {
  /** Finds the operators that a text names, of all operators there are. */
  readonly scanner: IdentifierScanner
  readonly knownGood: KnownGood
  /** Who may be meant by a label or a product; null where the registry is not at hand, and then no group of sectors is named. */
  readonly registry: AnonymityRegistry | null
  readonly now: Temporal.Instant
  /** The day of `now` in UTC: warnings tell no finer time. */
  readonly today: Temporal.PlainDate
  /** Returns a fresh random UUID, version 4. */
  readonly newId: () => string
}

/** Returns the gate as it stands at `parts.now`. */
export function openGate(parts: Omit<Gate, 'today'>): Gate {
  return { ...parts, today: parts.now.toZonedDateTimeISO('UTC').toPlainDate() }
}
