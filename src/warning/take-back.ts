import { chooseActions } from './gate/choose-actions.ts'
import { isUseful } from './gate/rebuild-warning.ts'
import {
  actionCodes,
  type ActionCode,
  type Advice,
  type KnownWrong,
  type WarningAct,
  type WarningContent,
  type WrongReason,
} from './warning.ts'

/** A change of what a warning holds, and what publishing it does. */
export type ChangedWarning = { readonly act: Exclude<WarningAct, 'release'>; readonly content: WarningContent }

/**
 * Returns a warning without some of its indicators, which are then known to be wrong: a revision, or a recall where nothing is left to act on. Null where
 * it holds none of them.
 *
 * @param reasons Why, by id of the indicator.
 */
export function takeBack(content: WarningContent, reasons: ReadonlyMap<string, WrongReason>): ChangedWarning | null {
  const wrong = content.indicators.flatMap(({ id, type, value }): KnownWrong[] => {
    const reason = reasons.get(id)
    return reason === undefined ? [] : [{ type, value, reason }]
  })
  if (wrong.length === 0) return null
  const indicators = content.indicators.filter(({ id }) => !reasons.has(id))
  const left = { ...content, indicators, knownWrong: allWrong(content.knownWrong, wrong) }
  if (!isUseful(left) && left.detections.length === 0) return { act: 'recall', content: { ...left, actions: ['lift-measures'] } }
  return { act: 'revision', content: { ...left, actions: actionsAfter(content, left) } }
}

/** Returns what a recall of a whole warning says: nothing to look for any more, and what to stop acting on. */
export function takeBackAll(content: WarningContent, reason: WrongReason): ChangedWarning {
  const wrong = content.indicators.map(({ type, value }): KnownWrong => ({ type, value, reason }))
  const knownWrong = allWrong(content.knownWrong, wrong)
  return { act: 'recall', content: { ...content, indicators: [], detections: [], knownWrong, actions: ['lift-measures'] } }
}

const blockingAllowed: ReadonlySet<string> = new Set(['green', 'clear'] satisfies readonly WarningContent['pap'][])

/** Returns a warning in which some indicators count as confirmed, or null where that changes nothing. The marking decides whether they may be blocked. */
export function raise(content: WarningContent, ids: ReadonlySet<string>): WarningContent | null {
  const advice: Advice = blockingAllowed.has(content.pap) ? 'block' : 'monitor'
  const raised = content.indicators.filter((one) => ids.has(one.id) && (one.confidence !== 'confirmed' || one.advice !== advice))
  if (raised.length === 0) return null
  const indicators = content.indicators.map((one) => (raised.includes(one) ? { ...one, advice, confidence: 'confirmed' as const } : one))
  const after = { ...content, indicators, confidence: 'confirmed' as const }
  return { ...after, actions: actionsAfter(content, after) }
}

/** Returns the actions that were chosen, without those that lost their ground, and with those that came to have one. */
function actionsAfter(before: WarningContent, after: WarningContent): ActionCode[] {
  const [foundedBefore, founded] = [chooseActions(before), chooseActions(after)]
  return actionCodes.filter((code) => {
    if (before.actions.includes(code)) return founded.includes(code) || !foundedBefore.includes(code)
    return founded.includes(code) && !foundedBefore.includes(code)
  })
}

function allWrong(before: readonly KnownWrong[], added: readonly KnownWrong[]): readonly KnownWrong[] {
  const all = new Map([...before, ...added].map((one) => [`${one.type} ${one.value}`, one]))
  return [...all].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, one]) => one)
}
