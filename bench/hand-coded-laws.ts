// Eight duties as somebody would write them who had to write them in TypeScript: each its own function over its own plain record of facts, hours
// as milliseconds, days and months with Temporal. No reasons, no versions beside the one in force, no clauses: only the decision.
import { japaneseAdministrativeCalendar } from '#calendar/japanese-holidays.ts'
import { federalCalendar } from '#calendar/weekend-calendars.ts'

/** Yes, no, or undefined where nobody knows. */
type Answer = 'yes' | 'no' | undefined

/** The facts of one incident as a program without a rulebook would hold them; instants in milliseconds since 1970. */
export type PlainFacts = {
  readonly designations: readonly string[] | undefined
  readonly usesDesignatedAsset: Answer
  readonly malicious: Answer
  readonly designatedAsset: Answer
  readonly certainty: string | undefined
  readonly personalData: Answer
  readonly sensitiveData: Answer
  readonly dataOfValue: Answer
  readonly riskToPersons: Answer
  readonly persons: number | undefined
  readonly severe: Answer
  readonly others: Answer
  readonly major: Answer
  readonly material: Answer
  readonly substantial: Answer
  readonly providerBreach: Answer
  readonly telecom: string | undefined
  readonly outageMinutes: number | undefined
  readonly users: number | undefined
  readonly sectors: readonly string[] | undefined
  readonly awareAt: number | undefined
  readonly occurredAt: number | undefined
  readonly classifiedAt: number | undefined
  readonly believedAt: number | undefined
  readonly materialAt: number | undefined
  readonly sent: ReadonlyMap<string, readonly number[]>
}

/** One stage: its due instant in milliseconds, or null. */
export type PlainStage = { readonly stage: string; readonly dueAt: number | null }

/** What one law asks for. */
export type PlainDecision = { readonly verdict: 'due' | 'may-be-due' | 'not-due'; readonly stages: readonly PlainStage[] }

/** True, false, or null for open. */
type Truth = boolean | null

const hour = 3_600_000
const noDuty: PlainDecision = { verdict: 'not-due', stages: [] }

function and(left: Truth, right: Truth): Truth {
  if (left === false || right === false) return false
  return left === null || right === null ? null : true
}

function or(left: Truth, right: Truth): Truth {
  if (left === true || right === true) return true
  return left === null || right === null ? null : false
}

function isYes(answer: Answer): Truth {
  return answer === undefined ? null : answer === 'yes'
}

function has(list: readonly string[] | undefined, code: string): Truth {
  return list === undefined ? null : list.includes(code)
}

function isReal(certainty: string | undefined): Truth {
  return certainty === undefined ? null : certainty === 'suspected' || certainty === 'confirmed'
}

function verdictOf(truth: true | null): 'due' | 'may-be-due' {
  return truth === null ? 'may-be-due' : 'due'
}

function hoursAfter(start: number | undefined, hours: number): number | null {
  return start === undefined ? null : start + hours * hour
}

function inForce(at: number | undefined, since: number): boolean {
  return at === undefined || at >= since
}

function endOf(date: Temporal.PlainDate, zone: string): number {
  return date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
}

function localDate(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
}

function nextOpenDayInJapan(day: Temporal.PlainDate): Temporal.PlainDate {
  let date = day
  while (japaneseAdministrativeCalendar.closedBecause(date) !== null) date = date.add({ days: 1 })
  return date
}

function monthAfter(start: number | undefined): number | null {
  if (start === undefined) return null
  let date = localDate(start, 'Europe/Brussels').toPlainDate().add({ months: 1 })
  while (date.dayOfWeek > 5) date = date.add({ days: 1 })
  return endOf(date, 'Europe/Brussels')
}

const cceaSince = Date.UTC(2026, 8, 30, 15)

/** Japan, act of 2025, Article 5: promptly, and within 30 days. */
function japanCyberAct(facts: PlainFacts): PlainDecision {
  if (!inForce(facts.awareAt, cceaSince)) return noDuty
  const bound = or(
    has(facts.designations, 'jp.special-infrastructure-operator'),
    and(has(facts.designations, 'jp.specified-infrastructure-operator'), isYes(facts.usesDesignatedAsset)),
  )
  const real = facts.certainty === undefined ? null : facts.certainty !== 'false-alarm'
  const due = and(and(bound, isYes(facts.malicious)), and(isYes(facts.designatedAsset), real))
  if (due === false) return noDuty
  return {
    verdict: verdictOf(due),
    stages: [
      { stage: 'initial', dueAt: null },
      { stage: 'detailed', dueAt: thirtyDaysInJapan(facts.awareAt) },
    ],
  }
}

function thirtyDaysInJapan(start: number | undefined): number | null {
  if (start === undefined) return null
  const local = localDate(start, 'Asia/Tokyo')
  const isMidnight = local.hour === 0 && local.minute === 0 && local.second === 0 && local.millisecond === 0
  const last = local.toPlainDate().add({ days: isMidnight ? 29 : 30 })
  return endOf(nextOpenDayInJapan(last), 'Asia/Tokyo')
}

/** Japan, personal information, Article 26: 60 days where malice is suspected, 30 otherwise; the shorter while it is open. */
function japanPersonalInformation(facts: PlainFacts): PlainDecision {
  const many = facts.persons === undefined ? null : facts.persons > 1000
  const reportable = or(or(isYes(facts.malicious), isYes(facts.sensitiveData)), or(isYes(facts.dataOfValue), many))
  const due = and(and(isYes(facts.personalData), reportable), isReal(facts.certainty))
  if (due === false) return noDuty
  const days = facts.malicious === 'yes' ? 60 : 30
  const last =
    facts.awareAt === undefined
      ? null
      : localDate(facts.awareAt, 'Asia/Tokyo')
          .toPlainDate()
          .add({ days: days - 1 })
  return {
    verdict: verdictOf(due),
    stages: [
      { stage: 'initial', dueAt: null },
      { stage: 'final', dueAt: last === null ? null : endOf(nextOpenDayInJapan(last), 'Asia/Tokyo') },
    ],
  }
}

/** Japan, telecommunications accidents, Article 28: users and minutes by service. */
function japanTelecommunications(facts: PlainFacts): PlainDecision {
  const due = and(has(facts.sectors, 'jp.espa.telecommunications'), isSerious(facts))
  if (due === false) return noDuty
  return {
    verdict: verdictOf(due),
    stages: [
      { stage: 'initial', dueAt: null },
      { stage: 'detailed', dueAt: thirtyDaysInJapan(facts.occurredAt) },
    ],
  }
}

function isSerious({ telecom, outageMinutes, users }: PlainFacts): Truth {
  const reaches = (minutes: number, count: number) =>
    and(outageMinutes === undefined ? null : outageMinutes >= minutes, users === undefined ? null : users >= count)
  const is = (service: string) => (telecom === undefined ? null : telecom === service)
  return or(
    or(and(is('emergency-voice'), reaches(60, 30_000)), and(is('voice'), or(reaches(120, 30_000), reaches(60, 100_000)))),
    or(
      and(is('free-internet'), or(reaches(1440, 100_000), reaches(720, 1_000_000))),
      and(is('other'), or(reaches(120, 30_000), reaches(60, 1_000_000))),
    ),
  )
}

const nis2Since = Date.UTC(2024, 9, 17, 22)

/** NIS2, Article 23: 24 hours, 72 hours, and a month after the notification was sent. */
function nis2(facts: PlainFacts): PlainDecision {
  if (!inForce(facts.awareAt, nis2Since)) return noDuty
  const { designations } = facts
  const entity = or(has(designations, 'eu.nis2.essential'), has(designations, 'eu.nis2.important'))
  const digital = has(designations, 'eu.nis2.digital-provider')
  const bound = and(entity, digital === null ? null : !digital)
  const due = and(bound, and(or(isYes(facts.severe), isYes(facts.others)), isReal(facts.certainty)))
  if (due === false) return noDuty
  return {
    verdict: verdictOf(due),
    stages: [
      { stage: 'initial', dueAt: hoursAfter(facts.awareAt, 24) },
      { stage: 'detailed', dueAt: hoursAfter(facts.awareAt, 72) },
      { stage: 'final', dueAt: monthAfter(facts.sent.get('eu.nis2.art23/detailed')?.at(0)) },
    ],
  }
}

const doraSince = Date.UTC(2025, 0, 16, 23)

/** DORA, Article 19: 4 hours from classification and at the latest 24 from awareness, unless that has passed; then from the reports. */
function dora(facts: PlainFacts): PlainDecision {
  if (!inForce(facts.awareAt, doraSince)) return noDuty
  const due = and(has(facts.designations, 'eu.dora.financial-entity'), isYes(facts.major))
  if (due === false) return noDuty
  const own = hoursAfter(facts.classifiedAt, 4)
  const cap = hoursAfter(facts.awareAt, 24)
  const isPast = facts.classifiedAt !== undefined && cap !== null && facts.classifiedAt > cap
  const initial = cap === null || isPast ? own : own === null ? cap : Math.min(own, cap)
  return {
    verdict: verdictOf(due),
    stages: [
      { stage: 'initial', dueAt: initial },
      { stage: 'detailed', dueAt: hoursAfter(facts.sent.get('eu.dora.art19/initial')?.at(0), 72) },
      { stage: 'final', dueAt: monthAfter(facts.sent.get('eu.dora.art19/detailed')?.at(-1)) },
    ],
  }
}

const gdprSince = Date.UTC(2018, 4, 24, 22)

/** GDPR, Article 33: 72 hours unless a risk is unlikely. */
function gdpr(facts: PlainFacts): PlainDecision {
  if (!inForce(facts.awareAt, gdprSince)) return noDuty
  const risk = facts.riskToPersons === undefined ? null : facts.riskToPersons !== 'no'
  const due = and(has(facts.designations, 'eu.gdpr.controller'), and(isYes(facts.personalData), risk))
  if (due === false) return noDuty
  return {
    verdict: verdictOf(due),
    stages: [
      { stage: 'initial', dueAt: hoursAfter(facts.awareAt, 72) },
      { stage: 'update', dueAt: null },
    ],
  }
}

/** CIRCIA as proposed: 72 hours after reasonable belief. */
function circia(facts: PlainFacts): PlainDecision {
  const covered = or(isYes(facts.substantial), isYes(facts.providerBreach))
  const due = and(has(facts.designations, 'us.circia.covered-entity'), and(covered, isReal(facts.certainty)))
  if (due === false) return noDuty
  return {
    verdict: verdictOf(due),
    stages: [
      { stage: 'initial', dueAt: hoursAfter(facts.believedAt, 72) },
      { stage: 'update', dueAt: null },
    ],
  }
}

const secSince = Date.UTC(2023, 11, 18, 5)

/** SEC Form 8-K, item 1.05: four business days after the determination. */
function sec8k(facts: PlainFacts): PlainDecision {
  if (!inForce(facts.materialAt, secSince)) return noDuty
  const due = and(has(facts.designations, 'us.sec.registrant'), isYes(facts.material))
  if (due === false) return noDuty
  return { verdict: verdictOf(due), stages: [{ stage: 'initial', dueAt: fourBusinessDays(facts.materialAt) }] }
}

function fourBusinessDays(start: number | undefined): number | null {
  if (start === undefined) return null
  let date = localDate(start, 'America/New_York').toPlainDate()
  for (let counted = 0; counted < 4;) {
    date = date.add({ days: 1 })
    if (federalCalendar.closedBecause(date) === null) counted++
  }
  return endOf(date, 'America/New_York')
}

/** The duties by id. */
export const handCodedLaws: ReadonlyMap<string, (facts: PlainFacts) => PlainDecision> = new Map([
  ['jp.ccea.art5', japanCyberAct],
  ['jp.appi.art26', japanPersonalInformation],
  ['jp.tba.art28', japanTelecommunications],
  ['eu.nis2.art23', nis2],
  ['eu.dora.art19', dora],
  ['eu.gdpr.art33', gdpr],
  ['us.circia.incident', circia],
  ['us.sec.8-k.item-1-05', sec8k],
])
