import type { LocalText } from '#base/language.ts'
import { pointerTo } from '#base/json-object.ts'
import type { CitedClause } from './assessment.ts'
import { citeClause } from './cite-clause.ts'
import { readValidity, refuseRepeated } from './read-validity.ts'
import {
  agreedTlpLevels,
  type AgreedTlp,
  type Dated,
  type FactKind,
  type ReleaseRules,
  type ReleaseRulesData,
} from './release-rules-schema.ts'
import { rulebookFault } from './rulebook-error.ts'
import type { RulebookFinding } from './rulebook-finding.ts'
import type { RulebookHead } from './rulebook-head-schema.ts'
import type { Rulebook, Sector } from './rulebook.ts'
import { strangerText } from './stranger-text.ts'
import { isInForceAt, overlap } from './validity.ts'

/** Why an authority may warn with what was reported although the reporter has not agreed. */
export type WithoutConsent = { readonly clause: CitedClause; readonly text: LocalText }

/**
 * Returns the rule by which an authority may warn others at `at` without the reporter's consent, or null: it then takes two people.
 *
 * A rule that names the authority comes before one for all; a rule that forbids, and no rule, mean no.
 *
 * @param authorityCode Code of the authority as the rulebook's recipients have it, `jp.pm.nco`.
 */
export function mayWarnWithoutConsent(rulebooks: readonly Rulebook[], authorityCode: string, at: Temporal.Instant): WithoutConsent | null {
  const rulebook = rulebooks.find(({ recipients }) => recipients.has(authorityCode))
  if (rulebook === undefined || rulebook.release === null) return null
  const { withoutConsent, sources } = rulebook.release
  const current = withoutConsent.filter((rule) => isInForceAt(rule, at))
  const rule = current.find(({ recipient }) => recipient === authorityCode) ?? current.find(({ recipient }) => recipient === null)
  if (rule === undefined || !rule.allowed) return null
  return { clause: cite(rule.clause, sources, rulebook), text: rule.text }
}

/** To the release of which facts, and up to which marking, operators of a sector agreed by a rule. */
export type SectorAgreement = {
  readonly facts: readonly FactKind[]
  readonly tlp: AgreedTlp
  readonly clause: CitedClause
  readonly text: LocalText
}

/** Returns the agreement that a rule in force at `at` makes for an operator of these sectors, or null; of several, the strictest. */
export function sectorAgreement(rulebooks: readonly Rulebook[], sectors: readonly string[], at: Temporal.Instant): SectorAgreement | null {
  const found = rulebooks.flatMap((rulebook) =>
    (rulebook.release?.agreedBySector ?? [])
      .filter((rule) => isInForceAt(rule, at) && rule.sectors.some((sector) => sectors.includes(sector)))
      .map(({ facts, tlp, text, clause }) => ({ facts, tlp, text, clause: cite(clause, rulebook.release?.sources ?? [], rulebook) })),
  )
  const strictestFirst = found.toSorted((left, right) => agreedTlpLevels.indexOf(right.tlp) - agreedTlpLevels.indexOf(left.tlp))
  return strictestFirst[0] ?? null
}

type AnyRule = ReleaseRulesData['withoutConsent'][number] | ReleaseRulesData['agreedBySector'][number]

/**
 * Returns the release rules of a head.
 *
 * @throws {RulebookError} `RULEBOOK_REFERENCE`, `RULEBOOK_REPEATED` or `RULEBOOK_VALIDITY`, as `loadRulebook`.
 */
export function readReleaseRules(head: RulebookHead, sectors: ReadonlyMap<string, Sector>, file: string): ReleaseRules | null {
  const rules = head.release
  if (rules === undefined) return null
  const sources = rules.sources.map(({ id }) => id)
  const recipients = head.recipients.map(({ code }) => code)
  const fault = (path: readonly (string | number)[], message: string) => rulebookFault('RULEBOOK_REFERENCE', { file, path }, message)
  const dated = <Rule extends AnyRule>(list: 'withoutConsent' | 'agreedBySector', all: readonly Rule[]): readonly Dated<Rule>[] => {
    refuseRepeated(
      file,
      list,
      all.map(({ id }) => id),
    )
    return all.map((rule, index) => {
      const path = ['release', list, index]
      const { source } = rule.clause
      if (!sources.includes(source)) throw fault([...path, 'clause'], strangerText('source', source, sources))
      return { ...rule, ...readValidity(rule, head.zone.id, { file, path }) }
    })
  }
  const withoutConsent = dated('withoutConsent', rules.withoutConsent)
  const agreedBySector = dated('agreedBySector', rules.agreedBySector)
  for (const [index, { recipient }] of rules.withoutConsent.entries()) {
    if (recipient !== null && !recipients.includes(recipient))
      throw fault(['release', 'withoutConsent', index, 'recipient'], strangerText('recipient', recipient, recipients))
  }
  for (const [index, rule] of rules.agreedBySector.entries()) {
    const stranger = rule.sectors.find((code) => !sectors.has(code))
    if (stranger !== undefined)
      throw fault(['release', 'agreedBySector', index, 'sectors'], strangerText('sector', stranger, [...sectors.keys()]))
  }
  return { ...rules, withoutConsent, agreedBySector }
}

/** Returns the faults of release rules that load: two that answer the same question at the same time. */
export function checkReleaseRules({ release }: Rulebook, file: string): RulebookFinding[] {
  const rules = release?.withoutConsent ?? []
  return rules.flatMap((rule, index): RulebookFinding[] => {
    const other = rules.slice(0, index).find((earlier) => earlier.recipient === rule.recipient && overlap(earlier, rule))
    if (other === undefined) return []
    const pointer = ['release', 'withoutConsent', index].reduce<string>(pointerTo, '')
    return [{ code: 'RULEBOOK_VALIDITY', file, pointer, message: `"${other.id}" answers for the same authority at the same time` }]
  })
}

function cite(clause: ReleaseRules['withoutConsent'][number]['clause'], sources: ReleaseRules['sources'], { name }: Rulebook): CitedClause {
  return citeClause({ data: { law: name, sources: [...sources] } }, clause)
}
