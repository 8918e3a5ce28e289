import type { Comparison, Literal, ObjectPath, Pattern, PathStep, PropertyTest, Qualifier } from './pattern.ts'

/**
 * Returns the text of `pattern` in the grammar of STIX 2.1, section 9, with one space around operators.
 *
 * Reading the text gives the same structure again: groups inside groups keep their parentheses.
 */
export function writePattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'observe':
      return `[${comparisonText(pattern.comparison)}]`
    case 'qualified':
      return [grouped(pattern.pattern, 'qualifiers'), ...pattern.qualifiers.map(qualifierText)].join(' ')
    case 'and':
    case 'or':
    case 'followed-by': {
      const keyword = { and: ' AND ', or: ' OR ', 'followed-by': ' FOLLOWEDBY ' }[pattern.kind]
      return pattern.parts.map((part) => grouped(part)).join(keyword)
    }
  }
}

function grouped(pattern: Pattern, also: 'qualifiers' | 'parts' = 'parts'): string {
  return 'parts' in pattern || also in pattern ? `(${writePattern(pattern)})` : writePattern(pattern)
}

function qualifierText(qualifier: Qualifier): string {
  switch (qualifier.kind) {
    case 'within':
      return `WITHIN ${qualifier.seconds} SECONDS`
    case 'repeats':
      return `REPEATS ${qualifier.times} TIMES`
    case 'start-stop':
      return `START ${literalText(qualifier.start)} STOP ${literalText(qualifier.stop)}`
  }
}

function comparisonText(comparison: Comparison): string {
  if (!('parts' in comparison)) return testText(comparison)
  const parts = comparison.parts.map((part) => ('parts' in part ? `(${comparisonText(part)})` : testText(part)))
  return parts.join(comparison.kind === 'and' ? ' AND ' : ' OR ')
}

function testText(test: PropertyTest): string {
  const not = test.negated ? 'NOT ' : ''
  switch (test.kind) {
    case 'exists':
      return `${not}EXISTS ${pathText(test.path)}`
    case 'in':
      return `${pathText(test.path)} ${not}IN (${test.operands.map(literalText).join(', ')})`
    case 'compare':
      return `${pathText(test.path)} ${not}${test.operator} ${literalText(test.operand)}`
  }
}

/** Returns the text of an object path, quoting the names that need it, as in `file:hashes.'SHA-256'`. */
export function pathText(path: ObjectPath): string {
  return `${path.object}:${path.steps.map(stepText).join('').replace(/^\./, '')}`
}

function stepText(step: PathStep): string {
  if (step.kind === 'index') return `[${step.index}]`
  return `.${/^[A-Za-z_]\w*$/.test(step.name) ? step.name : quotedText(step.name)}`
}

function literalText(literal: Literal): string {
  switch (literal.kind) {
    case 'string':
      return quotedText(literal.text)
    case 'timestamp':
      return `t${quotedText(literal.text)}`
    case 'hex':
      return `h${quotedText(literal.text)}`
    case 'binary':
      return `b${quotedText(literal.text)}`
    case 'number':
    case 'boolean':
      return literal.text
  }
}

function quotedText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
