import type { JsonObject } from '#base/canonical-json.ts'
import { clearances, type Clearance } from '#identity/actor.ts'
import { isEmbargoed, type SharingTerms } from '#rulebook/sharing-terms.ts'
import type { WarningContent } from '../warning.ts'
import { Findings, type Finding } from './finding.ts'
import type { Gate } from './gate.ts'
import type { GateFacts } from './gate-facts.ts'
import { leaveOutEarlier } from './leave-out-earlier.ts'
import { nameGroups } from './name-groups.ts'
import { coveredBy } from './under-agreement.ts'
import { isUseful, rebuildWarning } from './rebuild-warning.ts'

/** What the gate decides: the warning goes out at the next tick, waits for an officer, or there is none. */
export type Judgement =
  | { readonly verdict: 'release'; readonly content: WarningContent; readonly reasons: readonly Finding[] }
  | { readonly verdict: 'hold'; readonly content: WarningContent | null; readonly reasons: readonly Finding[] }
  | { readonly verdict: 'nothing'; readonly reasons: readonly Finding[] }

/**
 * Returns what becomes of a shareable part: the only way from a report to a warning.
 *
 * A warning is held where the reporter has not agreed, an embargo runs, the marking forbids it, or a text of it names an operator; what named
 * the operator is left out of the content that the officer sees. There is no content where no officer may release it either.
 *
 * Yields between indicators, so that a report of thousands need not keep everybody else waiting.
 */
export function* judge(shareable: JsonObject, facts: GateFacts, gate: Gate): Generator<void, Judgement> {
  const findings = new Findings()
  if (facts.ruledOut !== null) {
    findings.add(facts.ruledOut)
    return { verdict: 'nothing', reasons: findings.list() }
  }
  const tlp = clearanceOf(facts.terms.tlp)
  const covered = coveredBy(shareable, facts.agreed, findings)
  const whole = yield* rebuildWarning(covered, { gate, findings, tlp: tlp ?? 'amber+strict', facts })
  const fresh = leaveOutEarlier(whole, facts.earlier, findings)
  if (fresh === null) {
    findings.add('already-warned')
    return { verdict: 'nothing', reasons: findings.list() }
  }
  const useful = isUseful(fresh)
  if (!useful && findings.list().length === 0) {
    findings.add('nothing-reported')
    return { verdict: 'nothing', reasons: findings.list() }
  }
  if (!useful) findings.add('nothing-left')
  const content = useful ? nameGroups(fresh, { facts, gate, findings }) : fresh
  addTermFindings(facts.terms, tlp, gate, findings)
  const reasons = findings.list()
  if (!findings.has('holds')) return { verdict: 'release', content, reasons }
  const releasable = useful && tlp !== null && facts.terms.consent !== 'no'
  return { verdict: 'hold', content: releasable ? content : null, reasons }
}

function addTermFindings(terms: SharingTerms, tlp: Clearance | null, gate: Gate, findings: Findings): void {
  if (terms.consent === 'no') findings.add('consent-refused')
  if (terms.consent === 'unknown') findings.add('consent-unknown')
  if (isEmbargoed(terms, gate.now)) findings.add('embargo', null, { about: String(terms.embargoUntil) })
  if (tlp === null) findings.add('marking-red')
}

/** Returns the level as one that a group can be cleared for, or null for TLP:RED, which names its recipients. */
function clearanceOf(tlp: string): Clearance | null {
  return clearances.find((level) => level === tlp) ?? null
}
