import {
  comparisonOperators,
  type Comparison,
  type ComparisonOperator,
  type Literal,
  type ObjectPath,
  type PathStep,
  type Pattern,
  type PropertyTest,
  type Qualifier,
} from './pattern.ts'
import { patternTokens, type PatternToken } from './pattern-token.ts'
import { StixError } from './stix-error.ts'

// In UTF-16 code units.
const longestPattern = 100_000

const deepestNesting = 100

/**
 * Returns the structure of a STIX pattern (STIX 2.1, section 9, and the `START`/`STOP` strings of STIX 2.0).
 *
 * `AND` binds more tightly than `OR`, and `OR` more than `FOLLOWEDBY`. Keywords are read in either case; `==` is read as `=`, `<>` as `!=`.
 *
 * @throws {StixError} `STIX_PATTERN_SYNTAX` with the column and what was expected there; `STIX_PATTERN_TOO_LONG` beyond 100,000
 *   characters; `STIX_PATTERN_TOO_DEEP` beyond 100 parentheses inside each other.
 */
export function parsePattern(source: string): Pattern {
  if (source.length > longestPattern) {
    throw new StixError(
      'STIX_PATTERN_TOO_LONG',
      `Cannot read STIX pattern: ${source.length} characters, expected at most ${longestPattern}`,
    )
  }
  return new PatternParser(patternTokens(source)).parse()
}

const literalKinds = ['string', 'number', 'timestamp', 'hex', 'binary'] as const
const spellings: Readonly<Record<string, ComparisonOperator>> = { '==': '=', '<>': '!=' }

class PatternParser {
  readonly #tokens: readonly PatternToken[]
  #at = 0
  #depth = 0

  constructor(tokens: readonly PatternToken[]) {
    this.#tokens = tokens
  }

  parse(): Pattern {
    const pattern = this.#followedBy()
    if (this.#token.kind !== 'end') this.#fail('the end of the pattern')
    return pattern
  }

  get #token(): PatternToken {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', at: 0 }
  }

  #fail(expectation: string): never {
    throw new StixError('STIX_PATTERN_SYNTAX', `Cannot read STIX pattern: column ${this.#token.at}: expected ${expectation}`)
  }

  #takeSign(...signs: string[]): string | null {
    const token = this.#token
    if (token.kind !== 'sign' || !signs.includes(token.text)) return null
    this.#at++
    return token.text
  }

  #takeWord(...words: string[]): string | null {
    const token = this.#token
    const text = token.text.toUpperCase()
    if (token.kind !== 'word' || !words.includes(text)) return null
    this.#at++
    return text
  }

  #needSign(sign: string): void {
    if (this.#takeSign(sign) === null) this.#fail(`"${sign}"`)
  }

  #needWord(keyword: string): void {
    if (this.#takeWord(keyword) === null) this.#fail(keyword)
  }

  #nested<Result>(read: () => Result): Result {
    if (++this.#depth > deepestNesting) {
      throw new StixError(
        'STIX_PATTERN_TOO_DEEP',
        `Cannot read STIX pattern: expected at most ${deepestNesting} parentheses inside each other`,
      )
    }
    const result = read()
    this.#depth--
    return result
  }

  /** Reads one or more of `read`, separated by `keyword`; a single one stays as it is. */
  #joined<Part, Kind>(keyword: string, kind: Kind, read: () => Part): Part | { kind: Kind; parts: Part[] } {
    const first = read()
    const parts = [first]
    while (this.#takeWord(keyword) !== null) parts.push(read())
    return parts.length === 1 ? first : { kind, parts }
  }

  #followedBy(): Pattern {
    return this.#joined('FOLLOWEDBY', 'followed-by' as const, () => this.#observedOr())
  }

  #observedOr(): Pattern {
    return this.#joined('OR', 'or' as const, () => this.#observedAnd())
  }

  #observedAnd(): Pattern {
    return this.#joined('AND', 'and' as const, () => this.#observation())
  }

  #observation(): Pattern {
    let pattern: Pattern
    if (this.#takeSign('[') !== null) {
      pattern = { kind: 'observe', comparison: this.#comparison() }
      this.#needSign(']')
    } else if (this.#takeSign('(') !== null) {
      pattern = this.#nested(() => this.#followedBy())
      this.#needSign(')')
    } else this.#fail('"[" or "("')
    const qualifiers: Qualifier[] = []
    for (let qualifier = this.#qualifier(); qualifier !== null; qualifier = this.#qualifier()) qualifiers.push(qualifier)
    return qualifiers.length === 0 ? pattern : { kind: 'qualified', pattern, qualifiers }
  }

  #qualifier(): Qualifier | null {
    if (this.#takeWord('WITHIN') !== null) {
      const seconds = this.#positive()
      this.#needWord('SECONDS')
      return { kind: 'within', seconds }
    }
    if (this.#takeWord('REPEATS') !== null) {
      const times = this.#positive()
      this.#needWord('TIMES')
      return { kind: 'repeats', times }
    }
    if (this.#takeWord('START') === null) return null
    const start = this.#instant()
    this.#needWord('STOP')
    return { kind: 'start-stop', start, stop: this.#instant() }
  }

  #positive(): string {
    const token = this.#token
    if (token.kind !== 'number' || !(Number(token.text) > 0)) this.#fail('a positive number')
    this.#at++
    return token.text
  }

  #instant(): Literal {
    const token = this.#token
    if (token.kind !== 'timestamp' && token.kind !== 'string') this.#fail('a timestamp')
    return this.#literal()
  }

  #comparison(): Comparison {
    return this.#joined('OR', 'or' as const, () => this.#joined('AND', 'and' as const, () => this.#test()))
  }

  #test(): Comparison {
    if (this.#takeSign('(') !== null) {
      const comparison = this.#nested(() => this.#comparison())
      this.#needSign(')')
      return comparison
    }
    const early = this.#takeWord('NOT') !== null
    if (this.#takeWord('EXISTS') !== null) return { kind: 'exists', path: this.#path(), negated: early }
    if (early) this.#fail('EXISTS')
    return this.#propertyTest(this.#path())
  }

  #propertyTest(path: ObjectPath): PropertyTest {
    const negated = this.#takeWord('NOT') !== null
    if (this.#takeWord('IN') !== null) return { kind: 'in', path, negated, operands: this.#set() }
    const taken = this.#takeSign('=', '==', '!=', '<>', '<', '>', '<=', '>=') ?? this.#takeWord('LIKE', 'MATCHES', 'ISSUBSET', 'ISSUPERSET')
    const operator = comparisonOperators.find((known) => known === taken) ?? spellings[taken ?? '']
    if (operator === undefined) return this.#fail('an operator')
    return { kind: 'compare', path, negated, operator, operand: this.#literal() }
  }

  #set(): Literal[] {
    this.#needSign('(')
    const operands: Literal[] = []
    if (this.#takeSign(')') !== null) return operands
    do operands.push(this.#literal())
    while (this.#takeSign(',') !== null)
    this.#needSign(')')
    return operands
  }

  #literal(): Literal {
    const truth = this.#takeWord('TRUE', 'FALSE')
    if (truth !== null) return { kind: 'boolean', text: truth.toLowerCase() }
    const { kind, text } = this.#token
    const literalKind = literalKinds.find((known) => known === kind)
    if (literalKind === undefined) return this.#fail('a constant')
    this.#at++
    return { kind: literalKind, text }
  }

  #path(): ObjectPath {
    const token = this.#token
    if (token.kind !== 'word') this.#fail('an object type')
    this.#at++
    this.#needSign(':')
    const steps: PathStep[] = [this.#property()]
    for (let step = this.#step(); step !== null; step = this.#step()) steps.push(step)
    return { object: token.text, steps }
  }

  #step(): PathStep | null {
    if (this.#takeSign('.') !== null) return this.#property()
    if (this.#takeSign('[') === null) return null
    const token = this.#token
    if (this.#takeSign('*') !== null) {
      this.#needSign(']')
      return { kind: 'index', index: '*' }
    }
    if (token.kind !== 'number' || !Number.isSafeInteger(Number(token.text))) this.#fail('an index or "*"')
    this.#at++
    this.#needSign(']')
    return { kind: 'index', index: Number(token.text) }
  }

  #property(): PathStep {
    const token = this.#token
    if (token.kind !== 'word' && token.kind !== 'string') this.#fail('a property name')
    this.#at++
    return { kind: 'property', name: token.text }
  }
}
