import { checkShape } from './check-shape.ts'
import { LegalFactsFileSchema, type CoreField, type LegalFact } from './core-field-schema.ts'
import { coreField, coreFields } from './core-field.ts'
import legalFactsFile from './core/legal-facts.json' with { type: 'json' }

/** Anything that an assessment may know: an answer of a report, or a legal fact. */
export type Fact = CoreField | LegalFact

const legalFacts: readonly LegalFact[] = checkShape(LegalFactsFileSchema, legalFactsFile, 'core/legal-facts.json').facts

/** Every fact of an assessment: the fields of the common core first, in the order in which people meet them, then the legal facts. */
export const allFacts: readonly Fact[] = [...coreFields, ...legalFacts]

const byId: ReadonlyMap<string, LegalFact> = new Map(legalFacts.map((fact) => [fact.id, fact]))

/** Returns the fact with this id, or null where neither the common core nor the legal facts have it. */
export function findFact(id: string): Fact | null {
  return coreField(id) ?? byId.get(id) ?? null
}
