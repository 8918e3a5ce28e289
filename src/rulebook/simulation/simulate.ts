import { readFacts } from '../facts.ts'
import { ComparisonTally, differencesOf, type LawDifference } from './compare-outcomes.ts'
import { decideIncident, type LawOutcome } from './decide-incident.ts'
import type { DelayTable } from './delay-table.ts'
import { generateIncident, type GenerateOptions } from './generate-incidents.ts'
import type { ReadIncident } from './read-incident.ts'
import type { RuleSet } from './rule-set.ts'
import type { SimulationReport } from './simulation-report.ts'
import { placeOf, sectorNames } from './subject-place.ts'
import { compareText, Tally } from './tally.ts'

/** What is simulated. */
export type SimulationOptions = {
  readonly rules: RuleSet
  /** The rule set to compare with; null where there is none. */
  readonly against: RuleSet | null
  /** Filing delays to try; null where the incidents say themselves when they are reported. */
  readonly delays: DelayTable | null
}

/** What the rule sets make of one incident. */
export type IncidentResult = {
  readonly subject: ReadIncident
  readonly rules: readonly LawOutcome[]
  /** Empty where there is nothing to compare with. */
  readonly against: readonly LawOutcome[]
  readonly differences: readonly LawDifference[]
}

/** A simulation that incidents go through one by one. */
export type Simulation = {
  /** Decides and counts one incident. */
  add(subject: ReadIncident): IncidentResult
  /** Returns what was counted so far. */
  report(): SimulationReport
}

/**
 * Returns a simulation of rule sets. It keeps counts, never incidents, so its memory does not grow with them, and their order changes nothing.
 *
 * Sectors beyond 300 and months beyond 1,200 that a file names are counted as `other`.
 */
export function createSimulation({ rules, against, delays }: SimulationOptions): Simulation {
  const tally = new Tally(rules)
  const other = against === null ? null : { tally: new Tally(against), comparison: new ComparisonTally(rules, against) }
  const names = sectorNames([...rules.rulebooks, ...(against?.rulebooks ?? [])])
  const zone = rules.rulebooks[0]?.legal.zone ?? 'UTC'
  const places = new BoundedPlaces()
  let incidents = 0
  return {
    add: (subject) => {
      incidents++
      const place = places.bound(placeOf(subject.read, names, zone))
      const outcomes = decideIncident(subject, rules, delays)
      tally.add(place, outcomes)
      if (other === null || against === null) return { subject, rules: outcomes, against: [], differences: [] }
      const compared = decideIncident(subject, against, delays)
      const differences = differencesOf(outcomes, compared)
      other.tally.add(place, compared)
      other.comparison.add(outcomes, compared, differences)
      return { subject, rules: outcomes, against: compared, differences }
    },
    report: () => ({
      format: 'noroshi-simulation-1',
      incidents,
      sectors: places.sectors().map((sector) => ({ sector, name: names.nameOf(sector) })),
      months: places.months(),
      rules: tally.report(),
      against: other?.tally.report() ?? null,
      comparison: other?.comparison.report() ?? null,
    }),
  }
}

/** Returns generated incident number `index` with its facts read. */
export function readGenerated(seed: number, index: number, options?: GenerateOptions): ReadIncident {
  const incident = generateIncident(seed, index, options)
  return { incident, read: readFacts(incident.facts) }
}

const mostSectors = 300
const mostMonths = 1200

/** A stranger's file may name a new sector in every line. */
class BoundedPlaces {
  readonly #sectors = new Set<string>()
  readonly #months = new Set<string>()

  bound({ sector, month }: { readonly sector: string; readonly month: string }) {
    return { sector: admit(this.#sectors, sector, mostSectors), month: admit(this.#months, month, mostMonths) }
  }

  sectors(): readonly string[] {
    return [...this.#sectors].toSorted(compareText)
  }

  months(): readonly string[] {
    return [...this.#months].toSorted(compareText)
  }
}

function admit(known: Set<string>, value: string, most: number): string {
  const admitted = known.has(value) || known.size < most ? value : 'other'
  known.add(admitted)
  return admitted
}
