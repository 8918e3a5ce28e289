import type { JsonObject } from '#base/canonical-json.ts'
import type { DisguisePlace } from './disguise.ts'
import type { SeededRandom } from './seeded-random.ts'

/** What is planted: a text of the victim's identity, or something else that leads to it. */
export type PlantedKind = 'latin' | 'host' | 'domain' | 'label' | 'address' | 'person' | 'any' | 'sector' | 'made'

/** One way in which a report can give its victim away: the leak channel of the design, and where in the shareable part it is written. */
export type LeakWay = {
  /** Number of the channel in the table of leak channels. */
  readonly channel: number
  readonly name: string
  /** What it takes: with `made`, it plants something of its own that follows from the victim alone. */
  readonly takes: PlantedKind
  readonly place: DisguisePlace
  /** Returns the fields that it adds to a report. */
  readonly put: (planted: string) => JsonObject
  /** Returns what is planted where it `takes` something `made`. */
  readonly make?: (random: SeededRandom) => string
}

/** Returns an indicator as a report holds it. */
export function entry(type: string, value: string, rest: JsonObject = {}): JsonObject {
  return { ioc: [{ type, value, ...rest }] }
}

/** Returns a UUID of version 1, which carries a time and a machine. */
export function version1(random: SeededRandom): string {
  return `${random.hex(8)}-${random.hex(4)}-11f0-8${random.hex(3)}-${random.hex(12)}`
}
