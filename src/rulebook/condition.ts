import { parseCondition, type ComparisonOperator, type Expression, type Literal } from './condition-syntax.ts'
import { RulebookError, type RulebookPlace } from './rulebook-error.ts'
import { strangerText } from './stranger-text.ts'
import type { FactType, Vocabulary } from './vocabulary.ts'

/** A known fact as conditions see it. */
export type FactValue = string | number | readonly string[]

/** The known facts by id; a fact that is not there is unknown. */
export type KnownFacts = ReadonlyMap<string, FactValue>

/** True, false, or null where unknown facts leave it open (Kleene's strong three-valued logic). */
export type Truth = boolean | null

/** A condition that has been read, typed and compiled once. */
export type Condition = {
  readonly text: string
  /** Every fact that the condition names, in order of appearance. */
  readonly facts: readonly string[]
  /** Values that the condition compares each fact with. */
  readonly literals: ReadonlyMap<string, readonly Literal[]>
  evaluate(facts: KnownFacts): Truth
  /** Adds the unknown facts that keep the condition open to `into`; adds none where it is decided. */
  collectUnknown(facts: KnownFacts, into: Set<string>): void
  /** Adds known facts that suffice for the value of the condition to `into`; of the sides of an "or" that holds, or an "and" that does not, the first. */
  collectDeciding(facts: KnownFacts, into: Set<string>): void
}

type Operand = {
  readonly type: 'boolean' | 'number' | 'code' | 'list'
  /** Codes that may stand here; undefined where the list is open. */
  readonly codes: readonly string[] | undefined
  /** Set where the operand is one fact or one literal. */
  readonly fact: string | undefined
  readonly literal: Literal | undefined
  readonly evaluate: (facts: KnownFacts) => FactValue | boolean | null
  readonly collectUnknown: (facts: KnownFacts, into: Set<string>) => void
  readonly collectDeciding: (facts: KnownFacts, into: Set<string>) => void
}

type Compiler = {
  readonly vocabulary: Vocabulary
  readonly facts: Set<string>
  readonly literals: Map<string, Literal[]>
  fault(code: 'CONDITION_TYPE' | 'FACT_UNKNOWN', message: string): RulebookError
}

/**
 * Returns the condition that `text` states over the facts of `vocabulary`.
 *
 * @param place Where the condition stands, for the error.
 * @throws {RulebookError} as {@link parseCondition} does; `FACT_UNKNOWN` for a fact, `CONDITION_TYPE` for a code or an operation that
 *   the vocabulary does not have, so that a misspelt word is found when the rulebook is read, not when somebody is attacked.
 */
export function compileCondition(text: string, vocabulary: Vocabulary, place?: RulebookPlace): Condition {
  const compiler: Compiler = {
    vocabulary,
    facts: new Set(),
    literals: new Map(),
    fault: (code, message) => new RulebookError(code, message, place === undefined ? {} : { place }),
  }
  const whole = compile(compiler, parseCondition(text, place))
  if (whole.type !== 'boolean') throw compiler.fault('CONDITION_TYPE', `expected a condition that is true or false, found a ${whole.type}`)
  return {
    text,
    facts: [...compiler.facts],
    literals: compiler.literals,
    evaluate: (facts) => truth(whole, facts),
    collectUnknown: whole.collectUnknown,
    collectDeciding: whole.collectDeciding,
  }
}

function compile(compiler: Compiler, expression: Expression): Operand {
  switch (expression.kind) {
    case 'literal':
      return compileLiteral(expression.value)
    case 'fact':
      return compileFact(compiler, expression.id)
    case 'and':
    case 'or':
      return compileJunction(compiler, expression.kind, [compile(compiler, expression.left), compile(compiler, expression.right)])
    case 'not':
      return compileNot(compiler, compile(compiler, expression.operand))
    case 'comparison':
      return compileComparison(compiler, expression)
    case 'in':
      return compileMembership(compiler, expression)
    case 'contains':
      return compileContains(compiler, expression)
    case 'arithmetic':
      return compileArithmetic(compiler, expression)
  }
}

const none = { codes: undefined, fact: undefined, literal: undefined }

function compileLiteral(value: Literal): Operand {
  const type = typeof value === 'string' ? 'code' : typeof value === 'number' ? 'number' : 'boolean'
  return { ...none, type, literal: value, evaluate: () => value, collectUnknown: () => {}, collectDeciding: () => {} }
}

const operandTypes: Readonly<Record<FactType['kind'], Operand['type']>> = {
  code: 'code',
  codes: 'list',
  identifiers: 'list',
  number: 'number',
}

function compileFact(compiler: Compiler, id: string): Operand {
  const type = compiler.vocabulary.get(id)
  if (type === undefined) throw compiler.fault('FACT_UNKNOWN', unknownFact(compiler, id))
  compiler.facts.add(id)
  return {
    type: operandTypes[type.kind],
    codes: 'codes' in type ? type.codes : undefined,
    fact: id,
    literal: undefined,
    evaluate: (facts) => facts.get(id) ?? null,
    collectUnknown: (facts, into) => {
      if (!facts.has(id)) into.add(id)
    },
    collectDeciding: (facts, into) => {
      if (facts.has(id)) into.add(id)
    },
  }
}

function unknownFact({ vocabulary }: Compiler, id: string): string {
  if (!id.includes('.'))
    return `there is no fact "${id}" that a condition can use; a code stands in double quotes, as in mal.suspected = "yes"`
  return strangerText('fact that a condition can use', id, [...vocabulary.keys()])
}

function truth(operand: Operand, facts: KnownFacts): Truth {
  const value = operand.evaluate(facts)
  return typeof value === 'boolean' ? value : null
}

function compileJunction(compiler: Compiler, kind: 'and' | 'or', sides: readonly [Operand, Operand]): Operand {
  for (const side of sides) requireType(compiler, side, 'boolean', `"${kind}"`)
  const [left, right] = sides
  // `and` is settled by one false side, `or` by one true side, whatever the other side is.
  const settling = kind === 'or'
  const evaluate = (facts: KnownFacts): Truth => {
    const first = truth(left, facts)
    if (first === settling) return settling
    const second = truth(right, facts)
    if (second === settling) return settling
    return first === null || second === null ? null : !settling
  }
  return {
    ...none,
    type: 'boolean',
    evaluate,
    collectUnknown: (facts, into) => {
      if (evaluate(facts) !== null) return
      for (const side of sides) if (truth(side, facts) === null) side.collectUnknown(facts, into)
    },
    collectDeciding: (facts, into) => {
      const settled = sides.find((side) => truth(side, facts) === settling)
      for (const side of settled === undefined ? sides : [settled]) side.collectDeciding(facts, into)
    },
  }
}

function compileNot(compiler: Compiler, operand: Operand): Operand {
  requireType(compiler, operand, 'boolean', 'not()')
  return {
    ...none,
    type: 'boolean',
    evaluate: (facts) => {
      const value = truth(operand, facts)
      return value === null ? null : !value
    },
    collectUnknown: operand.collectUnknown,
    collectDeciding: operand.collectDeciding,
  }
}

function compileComparison(compiler: Compiler, expression: Extract<Expression, { kind: 'comparison' }>): Operand {
  const left = compile(compiler, expression.left)
  const right = compile(compiler, expression.right)
  const ordered = expression.operator !== '=' && expression.operator !== '!='
  if (left.type !== right.type || left.type === 'list' || (ordered && left.type !== 'number')) {
    const hint = [left.type, right.type].includes('boolean') ? '; a fact is never true or false but a code: = "yes", = "no"' : ''
    throw compiler.fault('CONDITION_TYPE', `cannot compare a ${left.type} with a ${right.type} by "${expression.operator}"${hint}`)
  }
  noteLiteral(compiler, left, right.literal)
  noteLiteral(compiler, right, left.literal)
  return compileBinary([left, right], comparisons[expression.operator])
}

const comparisons: Readonly<Record<ComparisonOperator, (left: FactValue | boolean, right: FactValue | boolean) => boolean>> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
}

type Binary = (left: FactValue | boolean, right: FactValue | boolean) => boolean

function compileBinary(sides: readonly [Operand, Operand], decide: Binary): Operand {
  const [left, right] = sides
  return {
    ...none,
    type: 'boolean',
    evaluate: (facts) => {
      const first = left.evaluate(facts)
      const second = right.evaluate(facts)
      return first === null || second === null ? null : decide(first, second)
    },
    collectUnknown: collectBoth(sides, 'collectUnknown'),
    collectDeciding: collectBoth(sides, 'collectDeciding'),
  }
}

function collectBoth(sides: readonly Operand[], what: 'collectUnknown' | 'collectDeciding'): Operand['collectUnknown'] {
  return (facts, into) => {
    for (const side of sides) side[what](facts, into)
  }
}

function compileMembership(compiler: Compiler, expression: Extract<Expression, { kind: 'in' }>): Operand {
  const value = compile(compiler, expression.value)
  for (const option of expression.options) {
    requireType(compiler, compileLiteral(option), value.type === 'number' ? 'number' : 'code', '"in"')
    noteLiteral(compiler, value, option)
  }
  if (value.type !== 'code' && value.type !== 'number') throw compiler.fault('CONDITION_TYPE', `cannot use "in" on a ${value.type}`)
  const options = new Set<FactValue | boolean>(expression.options)
  return {
    ...none,
    type: 'boolean',
    evaluate: (facts) => {
      const known = value.evaluate(facts)
      return known === null ? null : options.has(known)
    },
    collectUnknown: value.collectUnknown,
    collectDeciding: value.collectDeciding,
  }
}

function compileContains(compiler: Compiler, expression: Extract<Expression, { kind: 'contains' }>): Operand {
  const list = compile(compiler, expression.list)
  const value = compile(compiler, expression.value)
  requireType(compiler, list, 'list', 'the first parameter of list contains()')
  requireType(compiler, value, 'code', 'the second parameter of list contains()')
  noteLiteral(compiler, list, value.literal)
  return compileBinary([list, value], (known, wanted) => Array.isArray(known) && known.includes(wanted))
}

function compileArithmetic(compiler: Compiler, expression: Extract<Expression, { kind: 'arithmetic' }>): Operand {
  const sides = [compile(compiler, expression.left), compile(compiler, expression.right)] as const
  for (const side of sides) requireType(compiler, side, 'number', `"${expression.operator}"`)
  const [left, right] = sides
  const compute = arithmetic[expression.operator]
  return {
    ...none,
    type: 'number',
    evaluate: (facts) => {
      const first = left.evaluate(facts)
      const second = right.evaluate(facts)
      return typeof first === 'number' && typeof second === 'number' ? compute(first, second) : null
    },
    collectUnknown: collectBoth(sides, 'collectUnknown'),
    collectDeciding: collectBoth(sides, 'collectDeciding'),
  }
}

const arithmetic: Readonly<Record<'+' | '-' | '*', (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
}

function requireType(compiler: Compiler, operand: Operand, type: Operand['type'], where: string): void {
  if (operand.type !== type) throw compiler.fault('CONDITION_TYPE', `expected a ${type} in ${where}, found a ${operand.type}`)
}

/** Remembers what a fact is compared with, and refuses a code that the fact can never have. */
function noteLiteral(compiler: Compiler, operand: Operand, literal: Literal | undefined): void {
  if (operand.fact === undefined || literal === undefined) return
  if (operand.codes !== undefined && !operand.codes.includes(String(literal))) {
    const expected = operand.codes.join(', ')
    throw compiler.fault('CONDITION_TYPE', `"${operand.fact}" is never ${JSON.stringify(literal)}; expected one of: ${expected}`)
  }
  const noted = compiler.literals.get(operand.fact) ?? []
  if (!noted.includes(literal)) compiler.literals.set(operand.fact, [...noted, literal])
}
