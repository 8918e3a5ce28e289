/**
 * Returns the line, counted from 1, on which the value at `pointer` begins; where the pointer leads past what is there, the line of the last
 * value on its way.
 *
 * @param text JSON that `JSON.parse` accepts; of any other text the line is 1.
 */
export function lineOfPointer(text: string, pointer: string): number {
  const steps =
    pointer === ''
      ? []
      : pointer
          .slice(1)
          .split('/')
          .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  let at = skipSpace(text, 0)
  for (const step of steps) {
    const next = childAt(text, at, step)
    if (next === null) break
    at = next
  }
  return text.slice(0, at).split('\n').length
}

function skipSpace(text: string, at: number): number {
  let next = at
  while (next < text.length && ' \t\r\n'.includes(text.charAt(next))) next++
  return next
}

/** Returns where the member `step` of the object or list at `at` begins; for an object that is its key. Null where there is none. */
function childAt(text: string, at: number, step: string): number | null {
  const opening = text.charAt(at) === '"' ? afterKey(text, at) : at
  const isObject = text.charAt(opening) === '{'
  if (!isObject && text.charAt(opening) !== '[') return null
  let next = skipSpace(text, opening + 1)
  for (let index = 0; next < text.length && !'}]'.includes(text.charAt(next)); index++) {
    const found = isObject ? textAt(text, next) === step : String(index) === step
    if (found) return next
    next = skipSpace(text, endOfValue(text, isObject ? afterKey(text, next) : next))
    if (text.charAt(next) === ',') next = skipSpace(text, next + 1)
  }
  return null
}

/** Returns where the value of the key at `at` begins; what is no key is a value itself. */
function afterKey(text: string, at: number): number {
  const colon = skipSpace(text, endOfString(text, at))
  return text.charAt(colon) === ':' ? skipSpace(text, colon + 1) : at
}

function textAt(text: string, at: number): string | null {
  try {
    const value: unknown = JSON.parse(text.slice(at, endOfString(text, at)))
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}

function endOfString(text: string, at: number): number {
  let next = at + 1
  while (next < text.length && text.charAt(next) !== '"') next += text.charAt(next) === '\\' ? 2 : 1
  return next + 1
}

function endOfValue(text: string, at: number): number {
  let depth = 0
  for (let next = at; next < text.length; next++) {
    const character = text.charAt(next)
    if (character === '"') next = endOfString(text, next) - 1
    else if ('{['.includes(character)) depth++
    else if ('}]'.includes(character)) depth--
    else if (depth === 0 && character === ',') return next
    if (depth < 0) return next
    if (depth === 0 && '}]"'.includes(character)) return next + 1
  }
  return text.length
}
