import type { JsonObject } from '#base/canonical-json.ts'
import type { LocalText } from '#base/language.ts'
import { bindingRulebooks } from './assess-all.ts'
import { canSettle } from './can-settle.ts'
import type { Condition } from './condition.ts'
import { openLanes } from './decide-stages.ts'
import { decide, type LawDecision } from './decide.ts'
import { decisiveFacts, mostDecisiveFirst, type DecisiveFact } from './decisive-facts.ts'
import { readFacts, type ReadFacts } from './facts.ts'
import { findFact, type Fact } from './legal-fact.ts'
import type { Rulebook } from './rulebook.ts'

/** How many questions a triage asks at most. */
export const mostQuestions = 7

/**
 * What the answer to a question settles: whether there is a duty, how severe the case is (lane, stages), to whom the report goes, or when a clock
 * has started.
 */
export type QuestionAim = 'duty' | 'lane' | 'recipient' | 'clock'

/** The next question of a triage. */
export type Question = {
  readonly fact: Fact
  readonly aim: QuestionAim
  /** The duties that hang on it, in the order of the rulebooks. */
  readonly duties: readonly { readonly id: string; readonly title: LocalText }[]
}

/** How far a triage has come. */
export type TriageState = {
  /** Everything that is known, `unknown` included; a fact that is there is not asked again. */
  readonly facts: JsonObject
  /** The facts that were asked for, in order. What a register knew already is not among them. */
  readonly asked: readonly string[]
}

/** What a question depends on beside the answers. */
export type QuestionOptions = {
  /** The home country first. */
  readonly rulebooks: readonly Rulebook[]
  /** Stands in for an unknown clock event when the version of a law is chosen. */
  readonly now?: Temporal.Instant
}

/**
 * Returns the question whose answer settles most of what is still open over all law that may bind, or null where nothing that is open can be
 * settled by asking, or seven questions were asked.
 *
 * Duties come first; then, of duties that stand or may, the lane, the recipients and the start of the clock. The last of the seven is kept for the
 * clock of a duty that stands: an answer without its due instant helps nobody. Which form to use is left to the report itself.
 */
export function nextQuestion({ facts, asked }: TriageState, { rulebooks, now }: QuestionOptions): Question | null {
  if (asked.length >= mostQuestions) return null
  const read = readFacts(facts)
  const closed = new Set([...read.answered, ...asked])
  const duties = bindingRulebooks(read, rulebooks).flatMap((rulebook) =>
    decide(read, rulebook, { now: now ?? null })
      .filter(({ law, inForce }) => inForce && law.data.nature === 'duty')
      .map((decision) => ({ rulebook, read, decision, closed })),
  )
  const clock = mostDecisive('clock', duties)
  const isLast = asked.length === mostQuestions - 1
  if (isLast && clock !== null && clock.duties.some(({ id }) => stands(duties, id))) return clock
  return mostDecisive('duty', duties) ?? mostDecisive('lane', duties) ?? mostDecisive('recipient', duties) ?? clock
}

/** One duty as it stands, and the facts that may not be asked for. */
type Duty = {
  readonly rulebook: Rulebook
  readonly read: ReadFacts
  readonly decision: LawDecision
  readonly closed: ReadonlySet<string>
}

function stands(duties: readonly Duty[], id: string): boolean {
  return duties.some(({ decision }) => decision.law.data.id === id && decision.verdict === 'due')
}

function mostDecisive(aim: QuestionAim, duties: readonly Duty[]): Question | null {
  const open = duties.flatMap((duty) =>
    openFacts[aim](duty).flatMap((one) => (duty.closed.has(one.fact) ? [] : [{ ...one, duty: duty.decision.law.data }])),
  )
  const byFact = Map.groupBy(open, ({ fact }) => fact)
  const sums = [...byFact].map(([fact, entries]) => ({ fact, decides: entries.reduce((sum, { decides }) => sum + decides, 0) }))
  const [best] = sums.toSorted(mostDecisiveFirst)
  const fact = best === undefined ? null : findFact(best.fact)
  if (fact === null) return null
  const titles = new Map((byFact.get(fact.id) ?? []).map(({ duty }) => [duty.id, duty.title]))
  return { fact, aim, duties: [...titles].map(([id, title]) => ({ id, title })) }
}

const openFacts: Readonly<Record<QuestionAim, (duty: Duty) => readonly DecisiveFact[]>> = {
  duty: (duty) => settlingFacts(duty.decision.law.conditions, duty),
  lane: (duty) => (isOpen(duty) ? laneConditions(duty).flatMap((condition) => settlingFacts([condition], duty)) : []),
  recipient: (duty) => (isOpen(duty) && needsSector(duty) ? [{ fact: 'ent.sector', decides: 1 }] : []),
  clock: (duty) => (isOpen(duty) ? startingFacts(duty).map((fact) => ({ fact, decides: weightOf(duty) })) : []),
}

/** Returns the decisive facts of `conditions` without those that, after what was answered with "unknown", can settle nothing any more. */
function settlingFacts(conditions: readonly Condition[], { read, closed }: Duty): readonly DecisiveFact[] {
  return decisiveFacts(conditions, read.known).filter(({ fact }) => !closed.has(fact) && canSettle(fact, conditions, { ...read, closed }))
}

function isOpen({ decision }: Duty): boolean {
  return decision.verdict !== 'not-due'
}

/** A clock of a duty that stands counts before any number of clocks of duties that may. */
function weightOf({ decision }: Duty): number {
  return decision.verdict === 'due' ? 1000 : 1
}

/** Returns the conditions of the lanes and stages that are still open. */
function laneConditions({ decision, read }: Duty): readonly Condition[] {
  const lanes = openLanes(decision.law, read)
  const open = lanes.length > 1 ? lanes.flatMap(({ condition }) => condition ?? []) : []
  return [...open, ...decision.stages.flatMap(({ stage, exists }) => (exists || stage.condition === null ? [] : [stage.condition]))]
}

/** Tells whether a report goes to the ministers of the operator's sector, which the rulebook knows. */
function needsSector({ decision, rulebook }: Duty): boolean {
  return rulebook.sectors.size > 0 && decision.law.data.recipients.some(({ recipient }) => recipient === null)
}

/** Returns the facts that hold the start of a clock by which the first report, or a later one counted from the same event, falls due. */
function startingFacts({ decision, rulebook }: Duty): readonly string[] {
  const { judgedAt } = decision.law.data
  return decision.stages.flatMap(({ stage, clock, otherClocks }) =>
    [clock, ...otherClocks].flatMap(({ from, limit, startedAt }) => {
      // What is counted from a later event, such as recovery or a new fact, waits until that has happened.
      const isFirst = typeof from === 'string' && (stage.stage === 'initial' || from === judgedAt)
      if (!isFirst || startedAt !== null || limit.unit === 'promptly') return []
      return rulebook.clockEvents.get(from)?.fact ?? []
    }),
  )
}
