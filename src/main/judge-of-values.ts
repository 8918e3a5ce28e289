import type { Judge, ValueStanding } from '#campaign/traits-of.ts'
import { traitName } from '#campaign/trait.ts'
import type { Gate } from '#warning/gate/gate.ts'

/** Returns what says of values how they stand, by the same lists and the same registry as the release gate; it remembers what it was asked. */
export function judgeOfValues({ scanner, knownGood }: Pick<Gate, 'scanner' | 'knownGood'>): Judge {
  const known = new Map<string, ValueStanding>()
  return (indicator) => {
    const name = traitName(indicator)
    const before = known.get(name)
    if (before !== undefined) return before
    const scan = scanner.scan(indicator.value)
    const names = !scan.scanned || scan.hits.length > 0
    const standing = names ? 'victim' : knownGood.listOf(indicator) === null ? 'telling' : 'common'
    known.set(name, standing)
    return standing
  }
}
