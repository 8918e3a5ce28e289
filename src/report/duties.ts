import type { JsonObject } from '#base/canonical-json.ts'
import type { AssessedObligation, AssessedStage, Assessment } from '#rulebook/assessment.ts'
import { assess } from '#rulebook/assess.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import type { Obligation } from '#obligation/obligation.ts'

/** What the registry says of an operator. */
export type RegisteredOperator = { readonly sectors: readonly string[]; readonly designations: readonly string[] }

/** What the directory says of an authority. */
export type ListedAuthority = {
  readonly organisationId: string
  readonly code: string
  readonly kind: string
  readonly sectors: readonly string[]
}

/** Returns what the law asks of `operator` after these answers; the registry's word on sector and designation comes before the filer's. */
export function assessOperator(answers: JsonObject, operator: RegisteredOperator, rulebook: Rulebook): Assessment {
  return assess({ ...answers, 'ent.sector': operator.sectors, 'ent.designations': operator.designations }, rulebook)
}

/**
 * Returns the authorities that a report must reach: those that the law names for a duty that bites or may, and for a voluntary report those with
 * jurisdiction over the operator's sectors and the cyber office.
 */
export function competentAuthorities<Authority extends ListedAuthority>(
  assessment: Assessment,
  operator: RegisteredOperator,
  authorities: readonly Authority[],
): readonly Authority[] {
  const codes = new Set(assessment.obligations.flatMap((duty) => duty.recipients.flatMap(({ recipient }) => recipient?.code ?? [])))
  const named = authorities.filter((one) => codes.has(one.code))
  if (named.length > 0) return named
  return authorities.filter((one) => one.kind === 'cyber-office' || one.sectors.some((sector) => operator.sectors.includes(sector)))
}

/** Returns what is owed for an incident after a report at `stage` that was filed at `filedAt`; a stage that this report meets says so. */
export function owedAfter(
  assessment: Assessment,
  filed: { readonly incidentId: string; readonly stage: string; readonly filedAt: string },
): readonly Obligation[] {
  const duties = assessment.obligations.filter((duty) => duty.verdict !== 'not-due')
  return duties.flatMap((duty) => duty.stages.map((stage) => owedStage({ duty, stage, version: assessment.rulebook.version }, filed)))
}

type StageOfDuty = { readonly duty: AssessedObligation; readonly stage: AssessedStage; readonly version: string }

function owedStage(
  { duty, stage, version }: StageOfDuty,
  filed: { readonly incidentId: string; readonly stage: string; readonly filedAt: string },
): Obligation {
  return {
    incidentId: filed.incidentId,
    law: duty.id,
    stage: stage.stage,
    rulebookVersion: version,
    startsAt: stage.explanation?.start.at ?? null,
    dueAt: stage.dueAt,
    metAt: meets(filed.stage, stage.stage) ? filed.filedAt : null,
    explanation: [duty.summary, stage.limit, ...(stage.explanation === null ? [] : [stage.explanation.due])],
  }
}

/** A final report holds everything that a detailed one must, so it meets that stage too. */
function meets(filed: string, owed: string): boolean {
  return filed === owed || (filed === 'final' && owed === 'detailed')
}
