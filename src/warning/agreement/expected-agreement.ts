import type { ReleaseAgreement } from '#envelope/release-agreement.ts'
import { sectorAgreement } from '#rulebook/release-rules.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import type { Agreed } from '../gate/under-agreement.ts'

/** To what the own operator agreed beforehand, as the server tells it. */
export type CurrentAgreement = { readonly agreement: ReleaseAgreement | null; readonly isInForce: boolean }

/**
 * Returns to what the gate would take an operator to have agreed beforehand: its own word, else a rule of its sector; null where it did not. The same choice
 * as the gate's.
 *
 * @param current What the server tells of the own agreement; null where it was not asked.
 */
export function expectedAgreement(
  current: CurrentAgreement | null,
  ground: { readonly rulebooks: readonly Rulebook[]; readonly sectors: readonly string[]; readonly now: Temporal.Instant },
): Agreed | null {
  const own = current?.agreement ?? null
  if (own !== null) return current?.isInForce === true ? { facts: own.facts, tlp: own.tlp } : null
  return sectorAgreement(ground.rulebooks, ground.sectors, ground.now)
}
