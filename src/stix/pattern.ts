/** One step from an object to a property or list element: `.name`, `[2]` or `[*]`. */
export type PathStep = { readonly kind: 'property'; readonly name: string } | { readonly kind: 'index'; readonly index: number | '*' }

/** Where a comparison looks: an object type and at least one property below it, as in `file:hashes.'SHA-256'`. */
export type ObjectPath = { readonly object: string; readonly steps: readonly PathStep[] }

/** A constant of a pattern. `text` is the value without quotes and escapes; numbers keep their spelling, so that none loses digits. */
export type Literal = {
  readonly kind: 'string' | 'number' | 'boolean' | 'timestamp' | 'hex' | 'binary'
  readonly text: string
}

/** Operators of a comparison that take one operand. */
export const comparisonOperators = ['=', '!=', '>', '<', '>=', '<=', 'LIKE', 'MATCHES', 'ISSUBSET', 'ISSUPERSET'] as const

/** An operator of a comparison that takes one operand. */
export type ComparisonOperator = (typeof comparisonOperators)[number]

/** One comparison of one property. */
export type PropertyTest =
  | {
      readonly kind: 'compare'
      readonly path: ObjectPath
      readonly negated: boolean
      readonly operator: ComparisonOperator
      readonly operand: Literal
    }
  | { readonly kind: 'in'; readonly path: ObjectPath; readonly negated: boolean; readonly operands: readonly Literal[] }
  | { readonly kind: 'exists'; readonly path: ObjectPath; readonly negated: boolean }

/** What one observation must fulfil: a test, or several joined by `AND` or `OR`. */
export type Comparison = PropertyTest | { readonly kind: 'and' | 'or'; readonly parts: readonly Comparison[] }

/** A condition on time or number of observations. Seconds and times keep their spelling. */
export type Qualifier =
  | { readonly kind: 'within'; readonly seconds: string }
  | { readonly kind: 'repeats'; readonly times: string }
  | { readonly kind: 'start-stop'; readonly start: Literal; readonly stop: Literal }

/** A STIX pattern: observations in brackets, joined and qualified (STIX 2.1, section 9). */
export type Pattern =
  | { readonly kind: 'observe'; readonly comparison: Comparison }
  | { readonly kind: 'and' | 'or' | 'followed-by'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'qualified'; readonly pattern: Pattern; readonly qualifiers: readonly Qualifier[] }

/** Returns every test of `pattern`, from left to right. */
export function patternTests(pattern: Pattern): PropertyTest[] {
  return observedComparisons(pattern).flatMap(comparisonTests)
}

/** Returns the comparison of every observation of `pattern`, from left to right. */
export function observedComparisons(pattern: Pattern): Comparison[] {
  switch (pattern.kind) {
    case 'observe':
      return [pattern.comparison]
    case 'qualified':
      return observedComparisons(pattern.pattern)
    case 'and':
    case 'or':
    case 'followed-by':
      return pattern.parts.flatMap(observedComparisons)
  }
}

function comparisonTests(comparison: Comparison): PropertyTest[] {
  return 'parts' in comparison ? comparison.parts.flatMap(comparisonTests) : [comparison]
}
