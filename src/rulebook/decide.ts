import { allHold } from './decisive-facts.ts'
import { decideStages, type StageDecision } from './decide-stages.ts'
import type { Verdict } from './assessment.ts'
import type { Truth } from './condition.ts'
import type { ReadFacts } from './facts.ts'
import type { Law, Rulebook } from './rulebook.ts'

/** What one law asks for, without the words. */
export type LawDecision = {
  readonly law: Law
  readonly verdict: Verdict
  /** False where no version of the law was in force at the instant that decides; `law` is then the newest one. */
  readonly inForce: boolean
  /** Stages in order; empty where nothing is due. */
  readonly stages: readonly StageDecision[]
}

/** What the choice of law depends on beside the facts. */
export type DecideOptions = {
  /** Stands in for an unknown clock event when the version of a law is chosen; without it the version without an end is. */
  readonly now?: Temporal.Instant | null
  /** Decides proposed law as if it were in force, whatever its dates; for simulation. */
  readonly includeProposed?: boolean
  /** Applies the law of this instant, whenever the clock event was; for simulation. */
  readonly judgedAt?: Temporal.Instant | null
}

/**
 * Returns what every law of `rulebook` asks for: the same decisions as `assess`, in the same order as the laws, without any text.
 *
 * Proposed and repealed law is left out unless the options say otherwise.
 */
export function decide(read: ReadFacts, rulebook: Rulebook, options: DecideOptions = {}): LawDecision[] {
  return decideVerdicts(read, rulebook, options).map((decided) => withStages(decided, rulebook, read))
}

/** Returns the same as {@link decide} without the stages, whose clocks cost most of the time. */
export function decideVerdicts(read: ReadFacts, rulebook: Rulebook, options: DecideOptions = {}): Omit<LawDecision, 'stages'>[] {
  const decided: Omit<LawDecision, 'stages'>[] = []
  for (const versions of versionsOf(rulebook)) {
    const choice = chooseVersion(versions, { read, options })
    if (choice !== null)
      decided.push({ ...choice, verdict: choice.inForce ? verdictOf(allHold(choice.law.conditions, read.known)) : 'not-due' })
  }
  return decided
}

/** Returns what `law` asks for, as if it were in force. */
export function decideLaw(law: Law, rulebook: Rulebook, read: ReadFacts): LawDecision {
  return withStages({ law, verdict: verdictOf(allHold(law.conditions, read.known)), inForce: true }, rulebook, read)
}

function withStages(decided: Omit<LawDecision, 'stages'>, rulebook: Rulebook, read: ReadFacts): LawDecision {
  return { ...decided, stages: decided.verdict === 'not-due' ? [] : decideStages(decided.law, rulebook, read) }
}

function verdictOf(truth: Truth): Verdict {
  if (truth === null) return 'may-be-due'
  return truth ? 'due' : 'not-due'
}

/** A law with the range in which it is in force in milliseconds, which compare ten times faster than instants; a range begins and ends at midnight. */
type DatedLaw = { readonly law: Law; readonly from: number; readonly to: number; readonly fact: string | null }

/** The versions of one duty, the newest first. */
type Versions = { readonly inForce: readonly DatedLaw[]; readonly proposed: Law | null }

const versionCache = new WeakMap<Rulebook, readonly Versions[]>()

/** Returns the laws by duty. */
function versionsOf(rulebook: Rulebook): readonly Versions[] {
  const known = versionCache.get(rulebook)
  if (known !== undefined) return known
  const byDuty = [...Map.groupBy(rulebook.laws, (law) => law.data.id).values()]
  const versions = byDuty.map((laws): Versions => {
    const newestFirst = laws.toSorted((left, right) => compareStarts(right, left))
    return {
      inForce: newestFirst.filter(({ data }) => data.status === 'in-force').map((law) => datedLaw(law, rulebook)),
      proposed: newestFirst.find(({ data }) => data.status === 'proposed') ?? null,
    }
  })
  versionCache.set(rulebook, versions)
  return versions
}

function datedLaw(law: Law, rulebook: Rulebook): DatedLaw {
  return {
    law,
    from: law.validFrom?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    to: law.validTo?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    fact: rulebook.clockEvents.get(law.data.judgedAt)?.fact ?? null,
  }
}

function compareStarts(left: Law, right: Law): number {
  if (left.validFrom === null || right.validFrom === null) return Number(left.validFrom === null) - Number(right.validFrom === null)
  return Temporal.Instant.compare(left.validFrom, right.validFrom)
}

type Choice = { readonly read: ReadFacts; readonly options: DecideOptions }

function chooseVersion({ inForce, proposed }: Versions, choice: Choice): Pick<LawDecision, 'law' | 'inForce'> | null {
  if (choice.options.includeProposed === true && proposed !== null) return { law: proposed, inForce: true }
  const [newest] = inForce
  const applicable = inForce.find((version) => isInForce(version, choice))
  if (applicable !== undefined) return { law: applicable.law, inForce: true }
  return newest === undefined ? null : { law: newest.law, inForce: false }
}

function isInForce({ from, to, fact }: DatedLaw, { read, options }: Choice): boolean {
  const at = options.judgedAt ?? (fact === null ? undefined : read.instants.get(fact)) ?? options.now ?? null
  if (at === null) return from < Number.POSITIVE_INFINITY && to === Number.POSITIVE_INFINITY
  const milliseconds = at.epochMilliseconds
  return milliseconds >= from && milliseconds < to
}
