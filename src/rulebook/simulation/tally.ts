import type { ReportStage } from '../core-field.ts'
import type { Law } from '../rulebook.ts'
import { findFact } from '../legal-fact.ts'
import type { LawOutcome, StageOutcome } from './decide-incident.ts'
import { stageStates, type StageState } from './stage-state.ts'
import type { RuleSet } from './rule-set.ts'
import {
  lateSpans,
  type FactCount,
  type LawReport,
  type LawState,
  type RefusalCount,
  type RuleSetReport,
  type StageReport,
} from './simulation-report.ts'
import type { SubjectPlace } from './subject-place.ts'

const lawStates = ['due', 'may-be-due', 'not-due', 'not-in-force'] as const satisfies readonly LawState[]

/** Counts by state in every sector and month. */
class Cells<State extends string> {
  readonly #states: readonly State[]
  readonly #cells = new Map<string, { readonly place: SubjectPlace; readonly counts: number[] }>()

  constructor(states: readonly State[]) {
    this.#states = states
  }

  add(place: SubjectPlace, state: State): void {
    const key = `${place.sector} ${place.month}`
    const cell = this.#cells.get(key) ?? { place, counts: this.#states.map(() => 0) }
    const at = this.#states.indexOf(state)
    cell.counts[at] = (cell.counts[at] ?? 0) + 1
    this.#cells.set(key, cell)
  }

  /** Returns the cells by sector and month. */
  list(): ({ readonly sector: string; readonly month: string } & Record<State, number>)[] {
    const cells = [...this.#cells.values()].map(({ place, counts }) => ({ ...place, ...this.#record(counts) }))
    return cells.toSorted((left, right) => compareText(left.sector, right.sector) || compareText(left.month, right.month))
  }

  sum(): Record<State, number> {
    const counts = this.#states.map((_, at) => [...this.#cells.values()].reduce((sum, cell) => sum + (cell.counts[at] ?? 0), 0))
    return this.#record(counts)
  }

  #record(counts: readonly number[]): Record<State, number> {
    return Object.fromEntries(this.#states.map((state, at) => [state, counts[at] ?? 0])) as Record<State, number>
  }
}

/** Order of texts that no locale decides. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

type StageTally = { readonly rule: StageOutcome['decision']['stage']; readonly cells: Cells<StageState>; readonly late: number[] }

type LawTally = {
  readonly law: Law
  asked: number
  readonly cells: Cells<LawState>
  readonly facts: Map<string, number[]>
  readonly refusals: Map<string, RefusalCount>
  readonly stages: Map<ReportStage, StageTally>
}

/** Counts what a rule set would bring; what it keeps does not grow with the number of incidents. */
export class Tally {
  readonly #rules: RuleSet
  readonly #laws = new Map<string, LawTally>()

  constructor(rules: RuleSet) {
    this.#rules = rules
    const laws = rules.rulebooks.flatMap((rulebook) => rulebook.laws.filter((law) => applies(law, rules)))
    for (const [id, versions] of Map.groupBy(laws, ({ data }) => data.id)) this.#laws.set(id, lawTally(versions, rules))
  }

  add(place: SubjectPlace, outcomes: readonly LawOutcome[]): void {
    for (const outcome of outcomes) {
      const tally = this.#laws.get(outcome.decision.law.data.id)
      if (tally === undefined) continue
      const { verdict, inForce } = outcome.decision
      tally.asked++
      tally.cells.add(place, inForce ? verdict : 'not-in-force')
      if (inForce) countGrounds(tally, outcome)
      for (const stage of outcome.stages) countStage(tally, place, stage)
    }
  }

  report(): RuleSetReport {
    const { name, rulebooks } = this.#rules
    return {
      name,
      rulebooks: rulebooks.map((rulebook) => ({ id: rulebook.id, version: rulebook.version, name: rulebook.name })),
      laws: [...this.#laws.values()].map(lawReport),
    }
  }
}

function applies({ data }: Law, { includeProposed }: RuleSet): boolean {
  return data.status === 'in-force' || (includeProposed && data.status === 'proposed')
}

/** Begins the counts of one duty in all its versions; the one that is proposed, or else the newest, gives its name. */
function lawTally(versions: readonly Law[], { includeProposed }: RuleSet): LawTally {
  const newestFirst = versions.toSorted((left, right) => compareText(right.data.validFrom ?? '', left.data.validFrom ?? ''))
  const [newest] = newestFirst
  const law = (includeProposed ? versions.find(({ data }) => data.status === 'proposed') : undefined) ?? newest
  if (law === undefined) throw new TypeError('Cannot count a duty without a version')
  const stages = new Map<ReportStage, StageTally>()
  for (const rule of [law, ...newestFirst].flatMap((version) => version.stages)) {
    if (!stages.has(rule.stage)) stages.set(rule.stage, { rule, cells: new Cells(stageStates), late: lateSpans.map(() => 0) })
  }
  return { law, asked: 0, cells: new Cells(lawStates), facts: new Map(), refusals: new Map(), stages }
}
const grounds = new Set<string>()
const columns = { due: 0, 'not-due': 1, 'may-be-due': 2 } as const

/** Counts the facts that settled the matter, or left it open, and the condition that turned the duty away. */
function countGrounds(tally: LawTally, { decision, read }: LawOutcome): void {
  grounds.clear()
  const { verdict, law } = decision
  for (const { id, no, condition } of law.rules) {
    if (verdict === 'may-be-due') condition.collectUnknown(read.known, grounds)
    else if (verdict === 'due') condition.collectDeciding(read.known, grounds)
    else if (condition.evaluate(read.known) === false) {
      condition.collectDeciding(read.known, grounds)
      tally.refusals.set(id, { rule: id, text: no, incidents: (tally.refusals.get(id)?.incidents ?? 0) + 1 })
      break
    }
  }
  const column = columns[verdict]
  for (const fact of grounds) {
    const counts = tally.facts.get(fact) ?? [0, 0, 0]
    counts[column] = (counts[column] ?? 0) + 1
    tally.facts.set(fact, counts)
  }
}

const spanMilliseconds = [3_600_000, 86_400_000, 604_800_000, Number.POSITIVE_INFINITY]

function countStage(tally: LawTally, place: SubjectPlace, { decision, state, dueAt, filedAt }: StageOutcome): void {
  const stage = tally.stages.get(decision.stage.stage)
  if (stage === undefined) return
  stage.cells.add(place, state)
  if (state !== 'late' || dueAt === null || filedAt === null) return
  const by = filedAt.epochMilliseconds - dueAt.epochMilliseconds
  const span = spanMilliseconds.findIndex((longest) => by <= longest)
  stage.late[span] = (stage.late[span] ?? 0) + 1
}

function lawReport({ law, asked, cells, facts, refusals, stages }: LawTally): LawReport {
  const { id, jurisdiction, law: name, title, nature, status } = law.data
  return {
    law: id,
    jurisdiction,
    name,
    title,
    nature,
    status,
    asked,
    states: cells.sum(),
    facts: [...facts].map(factCount).toSorted((left, right) => total(right) - total(left) || compareText(left.fact, right.fact)),
    refusals: [...refusals.values()].toSorted((left, right) => right.incidents - left.incidents || compareText(left.rule, right.rule)),
    stages: [...stages.values()].map(stageReport),
    cells: cells.list(),
  }
}

function factCount([fact, [due = 0, notDue = 0, open = 0]]: [string, readonly number[]]): FactCount {
  return { fact, label: findFact(fact)?.label ?? { ja: fact, en: fact }, due, notDue, open }
}

function total({ due, notDue, open }: FactCount): number {
  return due + notDue + open
}

function stageReport({ rule, cells, late }: StageTally): StageReport {
  const states = cells.sum()
  const owed = stageStates.filter((state) => state !== 'waiting' && state !== 'open')
  const [hour = 0, day = 0, week = 0, longer = 0] = late
  return {
    stage: rule.stage,
    name: rule.name,
    reports: owed.reduce((sum, state) => sum + states[state], 0),
    states,
    lateBy: { hour, day, week, longer },
    cells: cells.list(),
  }
}
