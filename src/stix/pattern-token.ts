import { StixError } from './stix-error.ts'

/** A word, constant or sign of a STIX pattern. `at` counts characters from 1; `text` of a quoted constant is without quotes and escapes. */
export type PatternToken = {
  readonly kind: 'word' | 'number' | 'string' | 'timestamp' | 'hex' | 'binary' | 'sign' | 'end'
  readonly text: string
  readonly at: number
}

const space = /[\s\u0085]+/y
const comment = /\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\/|\/\/[^\r\n]*/y
const word = /[A-Za-z_][\w-]*/y
const number = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)/y
const unquoted = /[^'\\]+/y
const sign = /==|!=|<>|<=|>=|[=<>[\]():.,*]/y

const prefixes = { t: 'timestamp', h: 'hex', b: 'binary' } as const

/**
 * Returns the tokens of a STIX pattern, the last of kind `end`.
 *
 * Reads more than the grammar allows where producers commonly err and the meaning is plain: hyphens in unquoted property names, and a
 * backslash before any other character than a quote or a backslash, which then stands for itself.
 *
 * @throws {StixError} `STIX_PATTERN_SYNTAX` at a character that starts no token, or where a quote is never closed.
 */
export function patternTokens(source: string): PatternToken[] {
  const tokens: PatternToken[] = []
  let at = 0
  const match = (expression: RegExp): string | null => {
    expression.lastIndex = at
    return expression.exec(source)?.[0] ?? null
  }
  while (at < source.length) {
    const skipped = match(space) ?? match(comment)
    if (skipped !== null) at += skipped.length
    else {
      const [token, end] = quoted(source, at) ?? plain(match, at)
      tokens.push(token)
      at = end
    }
  }
  return [...tokens, { kind: 'end', text: '', at: source.length + 1 }]
}

function plain(match: (expression: RegExp) => string | null, at: number): [PatternToken, number] {
  const kinds = [
    ['word', word],
    ['number', number],
    ['sign', sign],
  ] as const
  for (const [kind, expression] of kinds) {
    const text = match(expression)
    if (text !== null) return [{ kind, text, at: at + 1 }, at + text.length]
  }
  throw new StixError('STIX_PATTERN_SYNTAX', `Cannot read STIX pattern: column ${at + 1}: expected a word, a constant or a sign`)
}

function quoted(source: string, start: number): [PatternToken, number] | null {
  const first = source.charAt(start)
  const prefix = first === 't' || first === 'h' || first === 'b' ? first : null
  const open = prefix === null ? start : start + 1
  if (source.charAt(open) !== "'") return null
  let text = ''
  let at = open + 1
  for (;;) {
    unquoted.lastIndex = at
    const stretch = unquoted.exec(source)?.[0] ?? ''
    text += stretch
    at += stretch.length
    const stop = source.charAt(at)
    if (stop === "'") return [{ kind: prefix === null ? 'string' : prefixes[prefix], text, at: start + 1 }, at + 1]
    if (stop === '') throw new StixError('STIX_PATTERN_SYNTAX', `Cannot read STIX pattern: column ${start + 1}: expected a closing quote`)
    const next = source.charAt(at + 1)
    const stands = next === "'" || next === '\\'
    text += stands ? next : '\\'
    at += stands ? 2 : 1
  }
}
