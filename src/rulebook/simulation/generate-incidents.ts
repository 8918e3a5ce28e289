import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import type { Case } from './case.ts'
import { drawFacts } from './draw-facts.ts'
import { incidentDistributions, type Place } from './incident-distributions.ts'
import type { Filing, Incident } from './incident.ts'
import { randomStream, type RandomStream } from './random-stream.ts'

/** Options of {@link generateIncident}. */
export type GenerateOptions = {
  /** Year in which the incidents are detected; 2027 by default, when every law that is stated here and in force runs the whole year. */
  readonly year?: number
}

/** Largest seed. */
export const largestSeed = 0xffff_ffff

/**
 * Returns incident number `index` (from 0) of the set that belongs to `seed`. It depends on nothing else: the first thousand of a hundred
 * thousand are the thousand of the same seed.
 *
 * @param seed A whole number from 0 to {@link largestSeed}.
 */
export function generateIncident(seed: number, index: number, options: GenerateOptions = {}): Incident {
  const stream = randomStream(seed, index)
  const subject = drawCase(stream, options.year ?? 2027)
  return {
    id: `generated-${seed}-${index + 1}`,
    facts: { ...operatorFacts(subject), ...drawFacts(subject, incidentDistributions) },
    filed: drawFilings(subject),
  }
}

function drawCase(stream: RandomStream, year: number): Case {
  const { places, sectors, sizes, kinds, knowledge, secondPlace } = incidentDistributions
  const home = draw(stream, places.values)
  const sector = draw(stream, sectors.values)
  const size = draw(stream, sizes.values)
  const other = stream.happens(secondPlace.shares[size.size] ?? 0) ? draw(stream, places.values) : home
  const kind = draw(
    stream,
    kinds.values,
    kinds.values.map((entry) => entry.weight * (sector.kinds?.[entry.kind] ?? 1)),
  )
  return {
    stream,
    places: other === home ? [home] : [home, other],
    sector,
    size,
    kind,
    severity: severities[stream.pick(kind.severity)] ?? 0,
    ignorance: draw(stream, knowledge.values).unknown,
    detectedAt: drawDetection(stream, year, home),
  }
}

const severities = [0, 1, 2] as const

/** Returns one of `values` by their weights. */
function draw<Value extends { readonly weight: number }>(
  stream: RandomStream,
  values: readonly Value[],
  weights: readonly number[] = values.map(({ weight }) => weight),
): Value {
  const value = values[stream.pick(weights)]
  if (value === undefined) throw new TypeError('Cannot draw from an empty table')
  return value
}

function drawDetection(stream: RandomStream, year: number, { utcOffsetMinutes }: Place): Temporal.Instant {
  const month = stream.pick(incidentDistributions.months.weights)
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const day = Math.floor(stream.fraction() * days)
  const hour = stream.pick(incidentDistributions.hours.weights)
  const minute = Math.floor(stream.fraction() * 60)
  return Temporal.Instant.fromEpochMilliseconds(Date.UTC(year, month, day + 1, hour, minute - utcOffsetMinutes))
}

function operatorFacts({ stream, places, sector, size }: Case): JsonObject {
  const designations = places.flatMap((place) =>
    place.designations.flatMap(({ code, share, sectors, sizes }) => {
      const fits = (sectors?.includes(sector.sector) ?? true) && (sizes?.includes(size.size) ?? true)
      // Drawn whether it fits or not: a change of one table must not shift every number after it.
      return stream.happens(share) && fits ? [code] : []
    }),
  )
  const codes = places.flatMap(({ place }) => (place === 'jp' ? sector.codes : [`${place}.sector.${sector.sector}`]))
  const facts: [string, JsonValue][] = [
    ['ent.jurisdictions', [...new Set(places.flatMap(({ jurisdictions }) => jurisdictions))]],
    ['ent.designations', designations],
  ]
  if (codes.length > 0) facts.push(['ent.sector', codes])
  return Object.fromEntries(facts)
}

function drawFilings({ stream, size }: Case): ReadonlyMap<string, Filing> {
  return new Map(
    Object.entries(incidentDistributions.filing.stages).map(([stage, { median, spread, never }]): [string, Filing] => {
      const minutes = Math.max(1, Math.round(stream.around(median * size.haste, spread) * 60))
      return [stage, stream.happens(never) ? { kind: 'never' } : { kind: 'after', milliseconds: minutes * 60_000 }]
    }),
  )
}
