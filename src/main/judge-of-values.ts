import type { Judge, ValueStanding } from '#campaign/traits-of.ts'
import { traitName } from '#campaign/trait.ts'
import type { Indicator } from '#indicator/indicator.ts'
import type { Gate } from '#warning/gate/gate.ts'

/** Returns what says of values how they stand, by the same lists and the same registry as the release gate; it remembers what it was asked. */
export function judgeOfValues({ scanner, knownGood }: Pick<Gate, 'scanner' | 'knownGood'>): Judge {
  const known = new Map<string, ValueStanding>()
  return (indicator) => {
    const name = traitName(indicator)
    const standing = known.get(name) ?? judged(indicator)
    known.set(name, standing)
    return standing
  }

  function judged(indicator: Indicator): ValueStanding {
    if (!isNumber(indicator)) {
      const scan = scanner.scan(indicator.value)
      if (!scan.scanned || scan.hits.length > 0) return 'victim'
    }
    return knownGood.listOf(indicator) === null ? 'telling' : 'common'
  }
}

/** A digest or the number of a weakness names nobody. */
function isNumber({ type }: Indicator): boolean {
  return type === 'sha256' || type === 'sha1' || type === 'md5' || type === 'cve'
}
