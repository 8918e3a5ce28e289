import type { JsonValue } from '#base/canonical-json.ts'
import { listAt } from '#base/json-object.ts'
import type { LocalText } from '#base/language.ts'
import { assessFacts, byVerdict, joinMissing } from './assess.ts'
import type { Assessment } from './assessment.ts'
import { readFacts, type ReadFacts } from './facts.ts'
import type { Rulebook } from './rulebook.ts'

/** A rulebook by its id, version and name. */
export type NamedRulebook = Assessment['rulebook']

/** A jurisdiction that nothing in the facts points to, so that its law was not asked. */
export type UnassessedRulebook = NamedRulebook & { readonly jurisdictions: readonly string[]; readonly duties: number }

/** A law that binds nobody yet, or no longer; named so that nobody takes it for law in force. */
export type LawOutOfForce = {
  readonly id: string
  readonly status: 'proposed' | 'repealed'
  readonly law: LocalText
  readonly title: LocalText
}

/** The answer to "must I report, to whom, by when?" over every jurisdiction that may bind. */
export type AssessmentOfAll = Assessment & {
  /** The rulebooks that were asked, in their order; `rulebook` is the first of them. */
  readonly rulebooks: readonly NamedRulebook[]
  readonly notAssessed: readonly UnassessedRulebook[]
  /** Proposed and repealed law of the rulebooks that were asked. */
  readonly outOfForce: readonly LawOutOfForce[]
}

/**
 * Returns what the law of every jurisdiction that may bind asks for; within one verdict, duties keep the order of the rulebooks.
 *
 * A jurisdiction may bind where `ent.jurisdictions`, a designation or a sector of the operator says so. The first rulebook is that of the home
 * country: it is also asked where no jurisdiction is named at all. The others are listed in `notAssessed`: law of a country to which
 * nothing points must not drown the answer.
 *
 * @param facts Comes from a client or a file and may be anything that JSON can carry.
 * @param rulebooks At least one, the home country first.
 * @throws {TypeError} if there is no rulebook.
 */
export function assessAll(facts: JsonValue, rulebooks: readonly Rulebook[], now?: Temporal.Instant): AssessmentOfAll {
  const [home] = rulebooks
  if (home === undefined) throw new TypeError('Cannot assess without a rulebook')
  const read = readFacts(facts)
  const asked = bindingRulebooks(read, rulebooks)
  const assessments = asked.map((rulebook) => assessFacts(read, rulebook, now))
  const obligations = byVerdict(assessments.flatMap((assessment) => assessment.obligations))
  return {
    rulebook: nameOf(asked[0] ?? home),
    rulebooks: asked.map(nameOf),
    verdict: obligations[0]?.verdict ?? 'not-due',
    obligations,
    voluntary: byVerdict(assessments.flatMap((assessment) => assessment.voluntary)),
    missing: joinMissing(obligations),
    ignored: read.ignored,
    notAssessed: rulebooks.filter((rulebook) => !asked.includes(rulebook)).map(unassessed),
    outOfForce: asked.flatMap(outOfForce),
  }
}

/** Returns the rulebooks whose law may bind on these facts, in their order; the first of `rulebooks` is that of the home country. */
export function bindingRulebooks(read: ReadFacts, rulebooks: readonly Rulebook[]): readonly Rulebook[] {
  return rulebooks.filter((rulebook, index) => mayBind(rulebook, read, index === 0))
}

/** Tells whether `rulebook` is asked: where the facts point to its jurisdiction, or, if it is that of the home country, to none. */
export function mayBind(rulebook: Rulebook, { answers }: Pick<ReadFacts, 'answers'>, isHome: boolean): boolean {
  const jurisdictions = listAt(answers, 'ent.jurisdictions')
  const codes = [...listAt(answers, 'ent.designations'), ...listAt(answers, 'ent.sector')]
  if (jurisdictions.some((code) => typeof code === 'string' && rulebook.jurisdictions.includes(code))) return true
  if (codes.some((code) => typeof code === 'string' && code.startsWith(`${rulebook.id}.`))) return true
  return isHome && jurisdictions.length === 0
}

function nameOf({ id, version, name }: Rulebook): NamedRulebook {
  return { id, version, name }
}

function unassessed(rulebook: Rulebook): UnassessedRulebook {
  const inForce = rulebook.laws.filter(({ data }) => data.status === 'in-force' && data.nature === 'duty')
  return { ...nameOf(rulebook), jurisdictions: rulebook.jurisdictions, duties: new Set(inForce.map(({ data }) => data.id)).size }
}

function outOfForce(rulebook: Rulebook): LawOutOfForce[] {
  return rulebook.laws.flatMap(({ data: { id, status, law, title } }) => (status === 'in-force' ? [] : [{ id, status, law, title }]))
}
