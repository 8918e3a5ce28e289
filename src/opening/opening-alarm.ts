import type { OpeningHistory } from './opening-limits.ts'

/** Why an opening is out of the ordinary: the first by night in weeks, many cases within minutes, far more than this officer usually opens. */
export const alarmKinds = ['night', 'many-cases', 'above-habit'] as const

/** One reason for an alarm. */
export type AlarmKind = (typeof alarmKinds)[number]

/** An alarm as the administrators of the authority see it. Instants are ISO 8601 in UTC. */
export type OpeningAlarm = {
  readonly id: string
  readonly kind: AlarmKind
  readonly raisedAt: string
  readonly seenAt: string | null
  readonly purpose: string
  readonly incidentId: string
  readonly reportId: string
  readonly officer: { readonly id: string; readonly pseudonym: string; readonly name: { readonly ja: string; readonly en: string } }
}

/** An opening about to be judged: its case, and the hour of the day at which it is made, 0 to 23. */
export type JudgedOpening = { readonly incidentId: string; readonly hour: number }

const night = { from: 22, to: 6 }
const manyCases = 10
const [leastUnusual, timesTheHabit] = [20, 3]

/** By night few officers open anything. */
function isNight(hour: number): boolean {
  return hour >= night.from || hour < night.to
}

/** Returns why an opening is out of the ordinary after what the officer opened before. Each is told once when it begins, not at every further opening. */
export function alarmsOf({ incidentId, hour }: JudgedOpening, history: OpeningHistory): readonly AlarmKind[] {
  const cases = new Set([...history.casesOfMinutes, incidentId]).size
  const isNewCase = !history.casesOfMinutes.includes(incidentId)
  const unusual = Math.max(leastUnusual, history.busiestDay * timesTheHabit + 1)
  const kinds: Readonly<Record<AlarmKind, boolean>> = {
    night: isNight(hour) && history.nights === 0,
    'many-cases': isNewCase && cases % manyCases === 0,
    'above-habit': history.lastDay.length + 1 === unusual,
  }
  return alarmKinds.filter((kind) => kinds[kind])
}
