import { IdentifierScanner } from '#operator/identifier-scanner.ts'
import type { OperatorIdentifiers } from '#operator/operator-identifiers.ts'
import { gateTerms, type OwnOperator, type PreparedReport } from '#report/prepare-report.ts'
import { gateFacts } from './gate/gate-facts.ts'
import { openGate } from './gate/gate.ts'
import { judge, type Judgement } from './gate/judge.ts'
import type { Agreed } from './gate/under-agreement.ts'
import { builtInKnownGood, KnownGood } from './gate/known-good.ts'

/** What the gate would decide as far as the filer's own device can tell. */
export type ExpectedJudgement = Judgement

/** What an expectation is made with. */
export type ExpectationParts = {
  readonly operator: OwnOperator
  /** To what the operator agreed beforehand; it counts where the report says nothing. */
  readonly agreed?: Agreed | null
  readonly now: Temporal.Instant
  /** Returns a fresh random UUID, version 4. */
  readonly newId: () => string
}

/**
 * Returns what the release gate decides of a report that is not sent yet: the same judgement, with the identifiers of the own operator and the
 * words that must not get out.
 *
 * The gate itself knows more: it looks for all other operators, so it may hold what is released here; and it may name a value that others have reported
 * too, and a group of sectors that many operators fit.
 *
 * Yields between indicators, so that a page stays usable over thousands of them.
 */
export function* expectWarning(prepared: PreparedReport, parts: ExpectationParts): Generator<void, ExpectedJudgement> {
  const { operator, agreed = null, now, newId } = parts
  const gate = openGate({
    scanner: new IdentifierScanner([identifiersOfOwn(operator)]),
    knownGood: new KnownGood(builtInKnownGood),
    // Who else fits a label, the registry alone knows.
    registry: null,
    now,
    newId,
  })
  const facts = gateFacts(prepared.handling, { denyList: gateTerms(prepared), agreed })
  return yield* judge(prepared.shareable, facts, gate)
}

function identifiersOfOwn({ identifiers, name, corporateNumber }: OwnOperator): OperatorIdentifiers {
  const known = identifiers ?? {
    operatorId: corporateNumber,
    names: [],
    abbreviations: [],
    domains: [],
    ranges: [],
    hosts: [],
    corporateNumbers: [],
    people: [],
  }
  return { ...known, names: [...known.names, name], corporateNumbers: [...known.corporateNumbers, corporateNumber] }
}
