import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { unknown } from '../answer-value.ts'
import type { Case } from './case.ts'
import type { IncidentDistributions, Narrowing } from './incident-distributions.ts'

type Drawn = Map<string, JsonValue>

/** Returns the facts of an incident as its operator answers them; what the law of its places does not turn on is left out. */
export function drawFacts(subject: Case, tables: IncidentDistributions): JsonObject {
  const facts: Drawn = new Map()
  drawNature(subject, facts)
  drawCodes(subject, tables, facts)
  drawYesNo(subject, tables, facts)
  drawPersonalData(subject, tables, facts)
  drawNumbers(subject, tables, facts)
  drawInstants(subject, tables, facts)
  drawRansom(subject, tables, facts)
  return Object.fromEntries(facts)
}

/** Returns `value`, or "unknown" as often as `share` says for an operator that knows as much as this one. */
function known({ stream, ignorance }: Case, share: number, value: JsonValue): JsonValue {
  return stream.happens(Math.min(0.95, share * ignorance)) ? unknown : value
}

function yesOrNo(subject: Case, share: number): 'yes' | 'no' {
  return subject.stream.happens(share) ? 'yes' : 'no'
}

function drawNature(subject: Case, facts: Drawn): void {
  const { kind, stream, severity } = subject
  facts.set('inc.kind', known(subject, 0.03, kind.answer))
  facts.set('inc.certainty', known(subject, 0.04, pickKey(subject, kind.certainty)))
  facts.set('mal.suspected', known(subject, 0.08, yesOrNo(subject, kind.malicious)))
  facts.set('tec.vector', known(subject, 0.35, [pickKey(subject, kind.vectors)]))
  const effects = Object.entries(kind.effects).flatMap(([code, shares]) => (stream.happens(shares[severity]) ? [code] : []))
  facts.set('svc.effect', known(subject, 0.06, effects.length === 0 ? ['none'] : effects))
  const [home] = subject.places
  if (home !== undefined) facts.set('imp.geo', [pickKey(subject, home.regions)])
}

function pickKey({ stream }: Case, weights: Readonly<Record<string, number>>): string {
  return Object.keys(weights)[stream.pick(Object.values(weights))] ?? ''
}

function applies({ places, sector, kind }: Case, only: Narrowing | undefined, facts: Drawn): boolean {
  if (only === undefined) return true
  const effects = facts.get('svc.effect')
  return (
    (only.places?.some((place) => places.some((own) => own.place === place)) ?? true) &&
    (only.sectors?.includes(sector.sector) ?? true) &&
    (only.kinds?.includes(kind.kind) ?? true) &&
    (only.effects?.some((effect) => Array.isArray(effects) && effects.includes(effect)) ?? true) &&
    (only.yes === undefined || facts.get(only.yes) === 'yes')
  )
}

function drawCodes(subject: Case, tables: IncidentDistributions, facts: Drawn): void {
  for (const { fact, unknown: share, options, only } of tables.codes.values) {
    if (!applies(subject, only, facts)) continue
    const weights = Object.fromEntries(Object.entries(options).map(([code, shares]) => [code, shares[subject.severity]]))
    facts.set(fact, known(subject, share, pickKey(subject, weights)))
  }
}

function drawYesNo(subject: Case, tables: IncidentDistributions, facts: Drawn): void {
  for (const { fact, yes, unknown: share, only } of tables.yesNo.values) {
    if (applies(subject, only, facts)) facts.set(fact, known(subject, share, yesOrNo(subject, yes[subject.severity])))
  }
}

function drawPersonalData(subject: Case, { personalData }: IncidentDistributions, facts: Drawn): void {
  const { sector, kind, severity, stream, size } = subject
  const suspected = known(subject, personalData.unknown, yesOrNo(subject, kind.personalData))
  facts.set('pd.suspected', suspected)
  if (suspected === 'no') return
  const { sensitive, property, risk, persons } = personalData
  facts.set('pd.sensitive', known(subject, personalData.unknown, yesOrNo(subject, sensitive.bySector[sector.sector] ?? sensitive.share)))
  facts.set('pd.property', known(subject, personalData.unknown, yesOrNo(subject, property.bySector[sector.sector] ?? property.share)))
  facts.set('pd.risk', known(subject, personalData.unknown, yesOrNo(subject, risk.shares[severity])))
  const count = Math.max(1, Math.round(stream.around(persons.median[severity] * size.scale, persons.spread)))
  facts.set('pd.detail.persons', known(subject, persons.unknown, Math.min(count, 100_000_000)))
}

function drawNumbers(subject: Case, { numbers }: IncidentDistributions, facts: Drawn): void {
  const { stream, severity, size } = subject
  for (const { fact, median, spread, unknown: share, scaled, integer, maximum, only } of numbers.values) {
    if (!applies(subject, only, facts)) continue
    const drawn = stream.around(median[severity] * (scaled ? size.scale : 1), spread)
    const rounded = integer ? Math.round(drawn) : Math.round(drawn * 100) / 100
    facts.set(fact, known(subject, share, Math.min(rounded, maximum ?? 1_000_000_000)))
  }
}

const minuteMs = 60_000

function drawInstants(subject: Case, { instants }: IncidentDistributions, facts: Drawn): void {
  const { detectedAt, kind, stream } = subject
  facts.set('t.occurred', known(subject, 0.25, before(detectedAt, hoursAround(subject, kind.dwellHours)).toString()))
  facts.set('t.detected', detectedAt.toString())
  const at = new Map<string, Temporal.Instant>([['t.detected', detectedAt]])
  for (const { fact, after, hours, share, only } of instants.values) {
    const start = at.get(after)
    const minutes = hoursAround(subject, hours)
    const happens = stream.happens(share)
    if (start === undefined || !applies(subject, only, facts)) continue
    const instant = later(start, minutes)
    // Clocks of later events run from the true instant, known to the operator or not.
    at.set(fact, instant)
    if (happens) facts.set(fact, instant.toString())
  }
}

function drawRansom(subject: Case, { ransom }: IncidentDistributions, facts: Drawn): void {
  if (subject.kind.answer !== 'ransomware') return
  const { stream } = subject
  const types = Object.entries(ransom.types).flatMap(([code, share]) => (stream.happens(share) ? [code] : []))
  if (types.length > 0) facts.set('ran.type', known(subject, ransom.unknown, types))
  const chance = stream.fraction()
  const payment = chance < ransom.paid ? 'paid' : chance < ransom.paid + ransom.planned ? 'planned' : 'none'
  facts.set('ran.payment', payment)
  const paidAt = later(subject.detectedAt, hoursAround(subject, ransom.afterAwareHours))
  if (payment === 'paid') facts.set('ran.payment.at', paidAt.toString())
}

/** Returns whole minutes around a median in hours; at least one. */
function hoursAround({ stream }: Case, { median, spread }: { readonly median: number; readonly spread: number }): number {
  return Math.max(1, Math.round(stream.around(median, spread) * 60))
}

// No incident of a generated year reaches further than three years.
const longestMinutes = 3 * 365 * 24 * 60

function later(start: Temporal.Instant, minutes: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(start.epochMilliseconds + Math.min(minutes, longestMinutes) * minuteMs)
}

function before(end: Temporal.Instant, minutes: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(end.epochMilliseconds - Math.min(minutes, longestMinutes) * minuteMs)
}
