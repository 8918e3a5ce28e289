import { isJsonList } from '#base/json-object.ts'
import { unknown } from '#rulebook/answer-value.ts'
import type { ReceivedIncident } from './received-incident.ts'

/** Where an incident stands against its clocks, most urgent first. */
export const dueStandings = ['overdue', 'soon', 'due', 'promptly', 'met', 'late', 'none'] as const

/** Where an incident stands: past a limit, within three days of one, before one, owed without a number, reported (late), or no duty at all. */
export type DueStanding = (typeof dueStandings)[number]

const soonHours = 72

/** Returns where `incident` stands at `now`, by its most urgent obligation. */
export function dueStanding(incident: Pick<ReceivedIncident, 'nextDueAt' | 'obligations'>, now: Temporal.Instant): DueStanding {
  const { nextDueAt, obligations } = incident
  if (nextDueAt !== null) {
    const dueAt = Temporal.Instant.from(nextDueAt)
    if (Temporal.Instant.compare(now, dueAt) > 0) return 'overdue'
    return Temporal.Instant.compare(now.add({ hours: soonHours }), dueAt) >= 0 ? 'soon' : 'due'
  }
  const states = new Set(obligations.flatMap(({ party, state }) => (party === 'operator' ? [state] : [])))
  if (states.has('promptly')) return 'promptly'
  if (states.has('waiting')) return 'due'
  if (states.has('late')) return 'late'
  return states.size === 0 ? 'none' : 'met'
}

/** What the inbox can be narrowed by; each is a parameter of its address. */
export const filterNames = ['standing', 'kind', 'stage', 'certainty', 'effect'] as const

/** What the inbox can be narrowed by. */
export type FilterName = (typeof filterNames)[number]

/** The chosen value of each filter; a filter that is absent lets everything through. */
export type InboxFilter = Readonly<Partial<Record<FilterName, string>>>

/** Returns the filter that the query of an address asks for; other parameters do not count. */
export function readFilter(query: Readonly<Record<string, string>>): InboxFilter {
  return Object.fromEntries(filterNames.flatMap((name) => (query[name] === undefined || query[name] === '' ? [] : [[name, query[name]]])))
}

/** Tells whether the inbox shows `incident` under `filter` at `now`. An answer that was not given counts as unknown. */
export function isShown(incident: ReceivedIncident, filter: InboxFilter, now: Temporal.Instant): boolean {
  return filterNames.every((name) => {
    const wanted = filter[name]
    return wanted === undefined || valuesOf(incident, name, now).includes(wanted)
  })
}

function valuesOf(incident: ReceivedIncident, name: FilterName, now: Temporal.Instant): readonly string[] {
  switch (name) {
    case 'standing':
      return [dueStanding(incident, now)]
    case 'kind':
      return [incident.kind]
    case 'stage':
      return [incident.stage]
    case 'certainty':
      return answered(incident, 'inc.certainty')
    case 'effect':
      return answered(incident, 'svc.effect')
  }
}

function answered(incident: ReceivedIncident, field: string): readonly string[] {
  const value = incident.summary[field]
  if (typeof value === 'string') return [value]
  return isJsonList(value) ? value.filter((entry) => typeof entry === 'string') : [unknown]
}
