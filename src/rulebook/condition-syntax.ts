import { parser, trackVariables } from 'lezer-feel'
import { RulebookError, type RulebookErrorCode, type RulebookPlace } from './rulebook-error.ts'

/** A value that stands in a condition. */
export type Literal = string | number | boolean

/** Comparison between two values. */
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

/** A parsed condition: the allow-listed part of FEEL (OMG DMN 1.5, chapter 10). */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Literal }
  | { readonly kind: 'fact'; readonly id: string }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'comparison'; readonly operator: ComparisonOperator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'in'; readonly value: Expression; readonly options: readonly Literal[] }
  | { readonly kind: 'contains'; readonly list: Expression; readonly value: Expression }
  | { readonly kind: 'arithmetic'; readonly operator: '+' | '-' | '*'; readonly left: Expression; readonly right: Expression }

// Longest condition in characters, deepest nesting and most nodes of its syntax tree: what one sentence of law needs, ten times over.
const conditionLimits = { characters: 1200, depth: 48, nodes: 800 } as const

// Strict: the parser stops at the first error instead of spending hundreds of milliseconds on guesses at what a hostile text could mean.
const feel = parser.configure({ top: 'Expression', contextTracker: trackVariables({}), strict: true })

type Tree = ReturnType<typeof feel.parse>
type Node = Tree['topNode']

type Source = { readonly text: string; readonly place: RulebookPlace | undefined }

/**
 * Returns the syntax tree of a condition in FEEL.
 *
 * Allowed are facts by id, texts, numbers, `true`, `false`, `= != < <= > >=`, `and`, `or`, `not()`, `in` with a list of values,
 * `list contains()`, `+ - *` and parentheses. Everything else (loops, functions, filters, contexts, comments, `null`) is refused by name.
 *
 * @param place Where the condition stands, for the error.
 * @throws {RulebookError} `CONDITION_TOO_LONG`, `CONDITION_TOO_DEEP`, `CONDITION_SYNTAX`, `CONDITION_REFUSED`.
 */
export function parseCondition(text: string, place?: RulebookPlace): Expression {
  const source = { text, place }
  if (text.length > conditionLimits.characters) {
    throw fault(
      source,
      'CONDITION_TOO_LONG',
      `the condition has ${text.length} characters, at most ${conditionLimits.characters} are allowed`,
    )
  }
  const tree = parse(source)
  refuseHostileTree(source, tree)
  const [expression, ...rest] = children(tree.topNode)
  if (expression === undefined || rest.length > 0) throw fault(source, 'CONDITION_SYNTAX', 'expected exactly one expression')
  return toExpression(source, expression)
}

function parse(source: Source): Tree {
  try {
    return feel.parse(source.text)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    const at = /\d+$/u.exec(cause.message)?.[0]
    const place = at === undefined ? '' : ` at character ${Number(at) + 1}`
    const near = at === undefined ? '' : ` (“${source.text.slice(Math.max(0, Number(at) - 12), Number(at) + 12)}”)`
    throw fault(source, 'CONDITION_SYNTAX', `cannot read the condition${place}${near}${hintFor(source.text)}`)
  }
}

/** Returns what an author who wrote this probably wants to know; nothing where no usual slip is seen. */
function hintFor(text: string): string {
  const hints: readonly [RegExp, string][] = [
    [/'/u, 'a text stands in double quotes, which JSON writes \\"so\\"'],
    [/\b(?:AND|OR|NOT|IN)\b/u, '"and", "or", "not" and "in" are written small'],
    [/&&|\|\||!(?!=)/u, 'write "and", "or" and not(...)'],
    [/\bin\s+[^[(\s]/u, 'the values after "in" stand in brackets: in ["a", "b"]'],
    [/==/u, 'compare with a single ='],
  ]
  const hint = hints.find(([slip]) => slip.test(text))?.[1]
  return hint === undefined ? '' : `; ${hint}`
}

function refuseHostileTree(source: Source, tree: Tree): void {
  let depth = 0
  let nodes = 0
  tree.iterate({
    enter: () => {
      depth++
      nodes++
      if (depth > conditionLimits.depth || nodes > conditionLimits.nodes) {
        throw fault(
          source,
          'CONDITION_TOO_DEEP',
          `the condition nests deeper than ${conditionLimits.depth} or has more than ${conditionLimits.nodes} parts`,
        )
      }
    },
    leave: () => {
      depth--
    },
  })
}

function toExpression(source: Source, node: Node): Expression {
  switch (node.name) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return { kind: 'literal', value: toLiteral(source, node) }
    case 'VariableName':
    case 'PathExpression':
      return { kind: 'fact', id: factId(source, node) }
    case 'ParenthesizedExpression':
      return toExpression(source, child(source, node, 1))
    case 'Conjunction':
      return { kind: 'and', ...operands(source, node) }
    case 'Disjunction':
      return { kind: 'or', ...operands(source, node) }
    case 'ArithmeticExpression':
      return { kind: 'arithmetic', operator: arithmeticOperator(source, child(source, node, 1)), ...operands(source, node) }
    case 'Comparison':
      return toComparison(source, node)
    case 'FunctionInvocation':
      return toInvocation(source, node)
    default:
      throw refused(source, node)
  }
}

function toComparison(source: Source, node: Node): Expression {
  const operator = child(source, node, 1)
  if (operator.name === 'in') return { kind: 'in', value: toExpression(source, child(source, node, 0)), options: options(source, node) }
  const symbol = slice(source, operator)
  if (operator.name !== 'CompareOp' || !isComparison(symbol)) throw refused(source, operator)
  return { kind: 'comparison', operator: symbol, ...operands(source, node) }
}

function isComparison(symbol: string): symbol is ComparisonOperator {
  return ['=', '!=', '<', '<=', '>', '>='].includes(symbol)
}

/** Returns the values after `in`: `["a", "b"]`, `("a", "b")` or a single value. */
function options(source: Source, comparison: Node): readonly Literal[] {
  const tests = children(comparison)
    .slice(2)
    .flatMap((node) => (node.name === 'PositiveUnaryTests' ? children(node) : [node]))
    .filter((node) => node.name === 'PositiveUnaryTest')
    .map((node) => child(source, node, 0))
    .flatMap((node) => (node.name === 'List' ? children(node).filter((entry) => entry.name !== '[' && entry.name !== ']') : [node]))
  if (tests.length === 0) throw fault(source, 'CONDITION_REFUSED', 'expected at least one value after "in"')
  // FEEL reads `a in ["x"] or b` as a membership in `["x"] or b`, which nobody means.
  const compound = tests.find((node) => node.name === 'Conjunction' || node.name === 'Disjunction')
  if (compound !== undefined) throw fault(source, 'CONDITION_REFUSED', 'put parentheses around the membership: (fact in [...]) and ...')
  return tests.map((node) => toLiteral(source, node))
}

function toInvocation(source: Source, node: Node): Expression {
  const name = slice(source, child(source, node, 0)).replace(/\s+/gu, ' ')
  const list = children(node).find((part) => part.name === 'PositionalParameters')
  const parameters = list === undefined ? [] : children(list)
  const [first, second] = parameters
  if (name === 'not' && parameters.length === 1 && first !== undefined) return { kind: 'not', operand: toExpression(source, first) }
  if (name === 'list contains' && parameters.length === 2 && first !== undefined && second !== undefined) {
    return { kind: 'contains', list: toExpression(source, first), value: toExpression(source, second) }
  }
  throw fault(
    source,
    'CONDITION_REFUSED',
    `"${name}" with ${parameters.length} parameters is not allowed; use not(x) or list contains(list, value)`,
  )
}

function operands(source: Source, node: Node): { readonly left: Expression; readonly right: Expression } {
  if (children(node).length !== 3) throw refused(source, node)
  return { left: toExpression(source, child(source, node, 0)), right: toExpression(source, child(source, node, 2)) }
}

function arithmeticOperator(source: Source, node: Node): '+' | '-' | '*' {
  const symbol = slice(source, node)
  if (symbol === '+' || symbol === '-' || symbol === '*') return symbol
  throw fault(source, 'CONDITION_REFUSED', `"${symbol}" is not allowed; use + - *`)
}

function toLiteral(source: Source, node: Node): Literal {
  const text = slice(source, node)
  if (node.name === 'BooleanLiteral') return text === 'true'
  if (node.name === 'StringLiteral' && /^"[^"\\]*"$/u.test(text)) return text.slice(1, -1)
  if (node.name === 'NumericLiteral' && /^-?\d{1,15}(\.\d{1,9})?$/u.test(text)) return Number(text)
  throw fault(source, 'CONDITION_REFUSED', `expected a text without escapes, a number or true or false, found ${text.slice(0, 40)}`)
}

function factId(source: Source, node: Node): string {
  const text = slice(source, node)
  if (/^[a-z]+(\.[a-z][a-z0-9_]*)*$/u.test(text)) return text
  throw fault(source, 'CONDITION_REFUSED', `expected the id of a fact such as inc.kind, found ${text.slice(0, 40)}`)
}

function refused(source: Source, node: Node): RulebookError {
  return fault(
    source,
    'CONDITION_REFUSED',
    `${node.name} is not allowed in a condition (at character ${node.from + 1})${hintFor(source.text)}`,
  )
}

function fault(source: Source, code: RulebookErrorCode, message: string): RulebookError {
  return new RulebookError(code, message, source.place === undefined ? {} : { place: source.place })
}

function children(node: Node): Node[] {
  const found: Node[] = []
  for (let next = node.firstChild; next !== null; next = next.nextSibling) found.push(next)
  return found
}

function child(source: Source, node: Node, index: number): Node {
  const found = children(node)[index]
  if (found === undefined) throw refused(source, node)
  return found
}

function slice(source: Source, node: Node): string {
  return source.text.slice(node.from, node.to)
}
