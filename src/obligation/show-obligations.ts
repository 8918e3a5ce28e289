import type { LocalText } from '#base/language.ts'
import { periodText } from '#calendar/calendar-text.ts'
import { dueAt, type DueExplanation } from '#calendar/due-at.ts'
import { adjustmentText } from '#rulebook/assess-stages.ts'
import type { Law, Rulebook } from '#rulebook/rulebook.ts'
import { lawVersion } from './law-version.ts'
import { stateOf, type GrantedAdjustment, type MetBy, type Obligation, type ObligationStage, type ObligationState } from './obligation.ts'
import { owedText } from './obligation-text.ts'
import { adjustmentOf } from './reported-before.ts'

/** One stage of an obligation as people and machines read it. Instants are ISO 8601 in UTC. */
export type ShownStage = {
  readonly law: string
  /** Name of the duty. */
  readonly title: LocalText
  /** `operator`, or the id of the authority that owes it. */
  readonly party: string
  /** Name of that authority, where it is known. */
  readonly partyName: LocalText | null
  readonly rulebook: string
  readonly rulebookVersion: string
  readonly verdict: 'due' | 'may-be-due'
  readonly stage: string
  readonly name: LocalText
  readonly round: number
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly dueAt: string | null
  readonly metAt: string | null
  readonly metBy: MetBy | null
  readonly state: ObligationState
  readonly adjustments: readonly { readonly text: LocalText; readonly grantedAt: string }[]
  /** Why it is owed, the limit, and how the instant was reckoned, for people. */
  readonly explanation: readonly LocalText[]
  /** The arithmetic of the period of the law, where there is one. */
  readonly arithmetic: DueExplanation | null
}

/** What showing needs beside what is owed. */
export type ShowOptions = {
  readonly rulebooks: readonly Rulebook[]
  readonly now: Temporal.Instant
  /** Names of the authorities by id. */
  readonly parties?: ReadonlyMap<string, LocalText>
}

const nobody: ReadonlyMap<string, LocalText> = new Map()

/** Returns every stage of `obligations` with where it stands at `now`, in words; next due first, what is settled last. */
export function showObligations(
  obligations: readonly Obligation[],
  adjustments: readonly GrantedAdjustment[],
  { rulebooks, now, parties = nobody }: ShowOptions,
): readonly ShownStage[] {
  const shown = obligations.flatMap((obligation) => {
    const rulebook = rulebooks.find(({ id }) => id === obligation.rulebook.id) ?? null
    const law = rulebook === null ? null : lawVersion(rulebook, obligation)
    const granted = adjustments.filter(
      (one) => one.incidentId === obligation.incidentId && one.law === obligation.law && one.party === obligation.party,
    )
    return obligation.stages.map((stage) =>
      showStage(
        { obligation, stage, rulebook, law, partyName: parties.get(obligation.party) ?? null },
        { now, granted: granted.filter((one) => one.stage === stage.stage) },
      ),
    )
  })
  return shown.toSorted((left, right) => compareDue(left, right))
}

function compareDue(left: ShownStage, right: ShownStage): number {
  const order = Number(left.metAt !== null) - Number(right.metAt !== null)
  if (order !== 0) return order
  if (left.dueAt === null || right.dueAt === null) return Number(left.dueAt === null) - Number(right.dueAt === null)
  return Temporal.Instant.compare(left.dueAt, right.dueAt)
}

type StageOfLaw = {
  readonly obligation: Obligation
  readonly stage: ObligationStage
  /** Null where the rulebook or the law is no longer there. */
  readonly rulebook: Rulebook | null
  readonly law: Law | null
  readonly partyName: LocalText | null
}

function showStage(
  { obligation, stage, rulebook, law, partyName }: StageOfLaw,
  { now, granted }: { readonly now: Temporal.Instant; readonly granted: readonly GrantedAdjustment[] },
): ShownStage {
  const { title, name, sentence } = wordsOf({ obligation, stage, rulebook, law, partyName })
  const arithmetic = reckon(stage, rulebook)
  const moves =
    rulebook === null ? [] : granted.map((one) => ({ text: adjustmentText({ rulebook }, adjustmentOf(one)), grantedAt: one.grantedAt }))
  return {
    law: obligation.law,
    title,
    party: obligation.party,
    partyName,
    rulebook: obligation.rulebook.id,
    rulebookVersion: obligation.rulebook.version,
    verdict: obligation.verdict,
    stage: stage.stage,
    name,
    round: stage.round,
    startsAt: stage.startsAt,
    endsAt: stage.endsAt,
    dueAt: stage.dueAt,
    metAt: stage.metAt,
    metBy: stage.metBy,
    state: stateOf(stage, { endedAs: obligation.endedAs, adjustments: granted }, now),
    adjustments: moves,
    explanation: [
      sentence,
      ...limitWords(stage, rulebook),
      ...(arithmetic === null ? [] : [arithmetic.due]),
      ...moves.map(({ text }) => text),
    ],
    arithmetic,
  }
}

function wordsOf({ obligation, stage, rulebook, law, partyName }: StageOfLaw): { title: LocalText; name: LocalText; sentence: LocalText } {
  const code = { ja: stage.stage, en: stage.stage }
  if (obligation.party === 'operator') {
    const title = law?.data.title ?? { ja: obligation.law, en: obligation.law }
    const sentence = obligation.verdict === 'due' ? owedText.due(title) : owedText.mayBeDue(title)
    return { title, sentence, name: law?.stages.find((one) => one.stage === stage.stage)?.name ?? code }
  }
  const duty = rulebook?.authorityDuties.find(({ data }) => data.id === obligation.law)
  const target = rulebook?.authorityTargets.find(({ id, answers }) => id === stage.stage && answers.includes(obligation.law))
  const name = duty?.acts.find(({ id }) => id === stage.stage)?.name ?? target?.name ?? code
  return { title: duty?.data.title ?? name, name, sentence: owedText.act(name, partyName ?? owedText.anAuthority) }
}

function limitWords({ clock }: ObligationStage, rulebook: Rulebook | null): LocalText[] {
  if (clock === null) return []
  if (clock.limit.unit === 'promptly') return [clock.limit.text]
  return rulebook === null ? [] : [periodText(clock.limit, rulebook.legal.calendar.name)]
}

function reckon({ clock, startsAt }: ObligationStage, rulebook: Rulebook | null): DueExplanation | null {
  if (clock === null || startsAt === null || rulebook === null || clock.limit.unit === 'promptly') return null
  const { limit, event, clause } = clock
  return dueAt({ period: limit, startedAt: Temporal.Instant.from(startsAt), event, clause }, rulebook.legal).explanation
}
