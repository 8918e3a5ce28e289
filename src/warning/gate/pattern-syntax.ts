/** A regular expression, read. */
export type PatternNode =
  | { readonly kind: 'unit'; readonly takes: (unit: number) => boolean }
  | { readonly kind: 'edge'; readonly edge: 'start' | 'end' }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly ways: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly least: number; readonly most: number | null }

/**
 * Returns a regular expression as a tree: characters, classes, groups, alternatives, `^`, `$`, `.` and the quantifiers, for texts in lower case.
 *
 * @throws {SyntaxError} for back references, look-around, word boundaries, and everything else that cannot be matched in one pass.
 */
export function parsePattern(source: string): PatternNode {
  const [, delimited] = /^\/(.*)\/[a-z]*$/su.exec(source) ?? []
  const reader = { text: delimited ?? source, at: 0 }
  const node = readChoice(reader, 0)
  if (reader.at < reader.text.length) throw refused(reader, 'an unopened group')
  return node
}

type Reader = { readonly text: string; at: number }

const deepest = 20

function readChoice(reader: Reader, depth: number): PatternNode {
  if (depth > deepest) throw refused(reader, 'groups too deep')
  const ways = [readSequence(reader, depth)]
  while (reader.text.charAt(reader.at) === '|') {
    reader.at++
    ways.push(readSequence(reader, depth))
  }
  return ways.length === 1 && ways[0] !== undefined ? ways[0] : { kind: 'choice', ways }
}

function readSequence(reader: Reader, depth: number): PatternNode {
  const parts: PatternNode[] = []
  while (reader.at < reader.text.length && !'|)'.includes(reader.text.charAt(reader.at))) parts.push(readQuantified(reader, depth))
  return { kind: 'sequence', parts }
}

function readQuantified(reader: Reader, depth: number): PatternNode {
  let part = readAtom(reader, depth)
  for (;;) {
    const [written, least = '', comma, most = ''] = /^(?:[*+?]|\{(\d{1,3})(?:(,)(\d{0,3}))?\})/u.exec(reader.text.slice(reader.at)) ?? []
    if (written === undefined) return part
    reader.at += written.length
    // A lazy quantifier matches what the greedy one matches.
    if (reader.text.charAt(reader.at) === '?') reader.at++
    if (written === '*') part = { kind: 'repeat', part, least: 0, most: null }
    else if (written === '+') part = { kind: 'repeat', part, least: 1, most: null }
    else if (written === '?') part = { kind: 'repeat', part, least: 0, most: 1 }
    else
      part = { kind: 'repeat', part, least: Number(least), most: comma === undefined ? Number(least) : most === '' ? null : Number(most) }
  }
}

function readAtom(reader: Reader, depth: number): PatternNode {
  const character = reader.text.charAt(reader.at++)
  switch (character) {
    case '^':
      return { kind: 'edge', edge: 'start' }
    case '$':
      return { kind: 'edge', edge: 'end' }
    case '.':
      return { kind: 'unit', takes: (unit) => unit !== 0x0a }
    case '(':
      return readGroup(reader, depth)
    case '[':
      return readClass(reader)
    case '\\':
      return { kind: 'unit', takes: readEscape(reader) }
    case '*':
    case '+':
    case '?':
      throw refused(reader, 'a quantifier of nothing')
    default:
      return { kind: 'unit', takes: only(character) }
  }
}

function readGroup(reader: Reader, depth: number): PatternNode {
  if (reader.text.startsWith('?:', reader.at)) reader.at += 2
  else if (reader.text.charAt(reader.at) === '?') throw refused(reader, 'look-around or a group with options')
  const node = readChoice(reader, depth + 1)
  if (reader.text.charAt(reader.at) !== ')') throw refused(reader, 'an unclosed group')
  reader.at++
  return node
}

type Takes = (unit: number) => boolean

function readClass(reader: Reader): PatternNode {
  const negated = reader.text.charAt(reader.at) === '^'
  if (negated) reader.at++
  const takes: Takes[] = []
  for (let first = true; first || reader.text.charAt(reader.at) !== ']'; first = false) {
    if (reader.at >= reader.text.length) throw refused(reader, 'an unclosed class')
    takes.push(readClassPart(reader))
  }
  reader.at++
  return { kind: 'unit', takes: (unit) => takes.some((one) => one(unit)) !== negated }
}

function readClassPart(reader: Reader): Takes {
  const character = reader.text.charAt(reader.at++)
  if (character === '\\') return readEscape(reader)
  if (character === '[' && reader.text.charAt(reader.at) === ':') throw refused(reader, 'a named class')
  const [, end] = /^-([^\]\\])/u.exec(reader.text.slice(reader.at)) ?? []
  if (end === undefined) return only(character)
  reader.at += 2
  const [low, high] = [character.toLowerCase().charCodeAt(0), end.toLowerCase().charCodeAt(0)]
  if (low > high) throw refused(reader, 'a range that runs backwards')
  return (unit) => unit >= low && unit <= high
}

const sets: Readonly<Record<string, RegExp>> = { d: /\d/u, w: /\w/u, s: /\s/u, D: /\D/u, W: /\W/u, S: /\S/u }
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function readEscape(reader: Reader): Takes {
  const character = reader.text.charAt(reader.at++)
  const set = sets[character]
  if (set !== undefined) return (unit) => set.test(String.fromCharCode(unit))
  if (/[a-z0-9]/iu.test(character) && controls[character] === undefined) throw refused(reader, `\\${character}`)
  if (character === '') throw refused(reader, 'an escape of nothing')
  return only(controls[character] ?? character)
}

function only(character: string): Takes {
  const wanted = character.toLowerCase().charCodeAt(0)
  return (unit) => unit === wanted
}

function refused(reader: Reader, what: string): SyntaxError {
  return new SyntaxError(`holds ${what} before place ${reader.at + 1}`)
}
