import type { CoreField, LegalFact } from './core-field-schema.ts'

/** What a condition may know about a fact: a code out of a list, several of them, identifiers of an open list, or a number. */
export type FactType =
  | { readonly kind: 'code'; readonly codes: readonly string[] }
  | { readonly kind: 'codes'; readonly codes: readonly string[] }
  | { readonly kind: 'identifiers' }
  | { readonly kind: 'number'; readonly minimum: number | undefined; readonly maximum: number | undefined }

/** The facts that conditions may name, with their types. */
export type Vocabulary = ReadonlyMap<string, FactType>

/**
 * Returns the vocabulary of conditions over `fields`.
 *
 * Free text, records, instants and durations are no facts of a condition: what depends on time is a clock, and no duty hangs on wording.
 */
export function vocabularyOf(fields: readonly (CoreField | LegalFact)[]): Vocabulary {
  return new Map(
    fields.flatMap((field): [string, FactType][] => {
      const type = factType(field)
      return type === null ? [] : [[field.id, type]]
    }),
  )
}

function factType(field: CoreField | LegalFact): FactType | null {
  switch (field.type) {
    case 'yes-no':
      return { kind: 'code', codes: ['yes', 'no'] }
    case 'code':
    case 'codes':
      return { kind: field.type, codes: field.options.map((option) => option.code) }
    case 'identifiers':
      return { kind: 'identifiers' }
    case 'number':
      return { kind: 'number', minimum: field.minimum, maximum: field.maximum }
    case 'text':
    case 'texts':
    case 'identifier':
    case 'instant':
    case 'date':
    case 'duration':
    case 'records':
      return null
  }
}
