import { CodedError } from './coded-error.ts'
import { utf8Text } from './bytes.ts'
import type { JsonValue } from './canonical-json.ts'

/** What a JSON text may ask of the reader at most. */
export type JsonLimits = {
  /** Length of the whole text in bytes. */
  readonly maxBytes: number
  /** Arrays and objects inside each other; the outermost one counts as 1. More than 1,000 is cut down to 1,000. */
  readonly maxDepth: number
  /** Keys of all objects together. */
  readonly maxKeys: number
}

/** Why a JSON text was refused. */
export type JsonErrorCode =
  | 'JSON_TOO_LARGE'
  | 'JSON_TOO_DEEP'
  | 'JSON_TOO_MANY_KEYS'
  | 'JSON_DUPLICATE_KEY'
  | 'JSON_FORBIDDEN_KEY'
  | 'JSON_NOT_UTF8'
  | 'JSON_SYNTAX'

/** A JSON text that was refused. Names the place by line and column, and never repeats a value of the text. */
export class JsonError extends CodedError<JsonErrorCode> {}

/**
 * Returns the value of the JSON text `bytes` (RFC 8259), read under `limits` and under the stricter rules of I-JSON (RFC 7493).
 *
 * The text is checked whole before anything is built from it: `JSON.parse` alone accepts a million nested brackets, keeps the last of two
 * equal keys, and gives values that are no valid Unicode. A byte order mark at the start is ignored.
 *
 * @throws {JsonError} `JSON_TOO_LARGE`, `JSON_TOO_DEEP` and `JSON_TOO_MANY_KEYS` beyond a limit; `JSON_DUPLICATE_KEY` where an object repeats
 *   a key, however it is escaped; `JSON_FORBIDDEN_KEY` for the key `__proto__`; `JSON_NOT_UTF8` for bytes that are not UTF-8 and for escapes
 *   that name half a surrogate pair; `JSON_SYNTAX` for anything else that is not JSON.
 */
export function parseJson(bytes: Uint8Array, limits: JsonLimits): JsonValue {
  if (bytes.length > limits.maxBytes) {
    throw new JsonError('JSON_TOO_LARGE', `Cannot read JSON: ${bytes.length} bytes, expected at most ${limits.maxBytes}`)
  }
  const text = decode(bytes)
  new JsonChecker(text, limits, 'leap').check()
  try {
    return JSON.parse(text) as JsonValue
  } catch (cause) {
    // What is left is a control character inside a string. The engine's own message is not passed on, because it quotes the text.
    new JsonChecker(text, limits, 'walk').check()
    throw new JsonError('JSON_SYNTAX', 'Cannot read JSON: the text is not JSON', { cause })
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8Text(bytes)
  } catch (cause) {
    throw new JsonError('JSON_NOT_UTF8', 'Cannot read JSON: the bytes are not UTF-8', { cause })
  }
}

const deepest = 1000
const fewKeys = 12
const escapable = new Set('"\\/bfnrt')
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

// Character codes, because a loop over codes is several times faster than one over characters.
const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const openBracket = 0x5b
const backslash = 0x5c
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/**
 * Checks one text. It leaps over strings with the engine's search for the closing quote, a hundred times faster than a walk, which is
 * why it overlooks control characters in them; a second checker that walks finds those where `JSON.parse` stumbled.
 */
class JsonChecker {
  readonly #text: string
  readonly #limits: JsonLimits
  readonly #maxDepth: number
  readonly #leaps: boolean
  #backslashAt = -1
  #at = 0
  #keys = 0
  #escaped = false

  constructor(text: string, limits: JsonLimits, strings: 'leap' | 'walk') {
    this.#text = text
    this.#leaps = strings === 'leap'
    this.#limits = limits
    this.#maxDepth = Math.min(limits.maxDepth, deepest)
  }

  check(): void {
    this.#value(1)
    if (!Number.isNaN(this.#next())) this.#refuse('JSON_SYNTAX', 'expected the end of the text')
  }

  /** Returns the code of the next character that is not white space, or NaN at the end, and stands on it. */
  #next(): number {
    let code = this.#text.charCodeAt(this.#at)
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = this.#text.charCodeAt(++this.#at)
    return code
  }

  #value(depth: number): void {
    const code = this.#next()
    if (code === quote) this.#string()
    else if (code === openBrace) this.#object(depth)
    else if (code === openBracket) this.#array(depth)
    else if (code === 0x74) this.#literal('true')
    else if (code === 0x66) this.#literal('false')
    else if (code === 0x6e) this.#literal('null')
    else this.#number()
  }

  #object(depth: number): void {
    this.#enter(depth)
    if (this.#next() === closeBrace) return this.#step()
    const keys: string[] = []
    let manyKeys: Set<string> | undefined
    for (;;) {
      const start = this.#at
      const key = this.#key()
      if (manyKeys ? manyKeys.has(key) : keys.includes(key)) this.#refuseKey('JSON_DUPLICATE_KEY', key, 'once', start)
      if (manyKeys) manyKeys.add(key)
      else if (keys.push(key) === fewKeys) manyKeys = new Set(keys)
      if (this.#next() !== colon) this.#refuse('JSON_SYNTAX', 'expected ":"')
      this.#step()
      this.#value(depth + 1)
      if (this.#endsWith(closeBrace, 'expected "," or "}"')) return
      if (this.#next() !== quote) this.#refuse('JSON_SYNTAX', 'expected a key in double quotes')
    }
  }

  #key(): string {
    if (this.#next() !== quote) this.#refuse('JSON_SYNTAX', 'expected a key in double quotes')
    if (++this.#keys > this.#limits.maxKeys) this.#refuse('JSON_TOO_MANY_KEYS', `expected at most ${this.#limits.maxKeys} keys`)
    const start = this.#at
    this.#string()
    // Escapes are resolved first: "a" and "\u0061" are the same key.
    const key = this.#escaped ? String(JSON.parse(this.#text.slice(start, this.#at))) : this.#text.slice(start + 1, this.#at - 1)
    if (key === '__proto__') this.#refuseKey('JSON_FORBIDDEN_KEY', key, 'never', start)
    return key
  }

  #array(depth: number): void {
    this.#enter(depth)
    if (this.#next() === closeBracket) return this.#step()
    do this.#value(depth + 1)
    while (!this.#endsWith(closeBracket, 'expected "," or "]"'))
  }

  #enter(depth: number): void {
    if (depth > this.#maxDepth) this.#refuse('JSON_TOO_DEEP', `expected at most ${this.#maxDepth} arrays and objects inside each other`)
    this.#step()
  }

  #endsWith(close: number, expectation: string): boolean {
    const code = this.#next()
    if (code !== close && code !== comma) this.#refuse('JSON_SYNTAX', expectation)
    this.#step()
    return code === close
  }

  #step(): void {
    this.#at++
  }

  #string(): void {
    const end = this.#leaps ? this.#text.indexOf('"', this.#at + 1) : -1
    if (end < 0 || this.#nextBackslash() < end) return this.#walk()
    this.#escaped = false
    this.#at = end + 1
  }

  /** Returns the place of the next backslash, or the end of the text; each stretch is searched once. */
  #nextBackslash(): number {
    if (this.#backslashAt < this.#at) {
      const found = this.#text.indexOf('\\', this.#at)
      this.#backslashAt = found < 0 ? this.#text.length : found
    }
    return this.#backslashAt
  }

  #walk(): void {
    const text = this.#text
    const start = this.#at
    let at = start + 1
    this.#escaped = false
    for (;;) {
      let code = text.charCodeAt(at)
      while (code !== quote && code !== backslash && code >= 0x20) code = text.charCodeAt(++at)
      this.#at = at
      if (code === quote) break
      if (code !== backslash) this.#refuse('JSON_SYNTAX', 'expected the closing quote of a string, and control characters escaped')
      this.#escaped = true
      at = this.#escape(at)
    }
    this.#at = at + 1
    if (this.#escaped) this.#refuseHalfPair(start)
  }

  /** Returns the place behind the escape that begins at `at`. */
  #escape(at: number): number {
    const letter = this.#text.charAt(at + 1)
    if (escapable.has(letter)) return at + 2
    if (letter === 'u' && /^[\da-f]{4}$/i.test(this.#text.slice(at + 2, at + 6))) return at + 6
    return this.#refuse('JSON_SYNTAX', 'expected a valid escape')
  }

  #refuseHalfPair(start: number): void {
    const raw = this.#text.slice(start, this.#at)
    if (!/\\u[dD]/.test(raw) || String(JSON.parse(raw)).isWellFormed()) return
    this.#refuse('JSON_NOT_UTF8', 'expected whole surrogate pairs', start)
  }

  #literal(word: string): void {
    if (!this.#text.startsWith(word, this.#at)) this.#refuse('JSON_SYNTAX', 'expected a value')
    this.#at += word.length
  }

  #number(): void {
    number.lastIndex = this.#at
    if (!number.test(this.#text)) this.#refuse('JSON_SYNTAX', 'expected a value')
    this.#at = number.lastIndex
  }

  #refuseKey(code: JsonErrorCode, key: string, times: string, at: number): never {
    return this.#refuse(code, `expected the key ${JSON.stringify(key.slice(0, 60))} ${times}`, at)
  }

  #refuse(code: JsonErrorCode, expectation: string, at = this.#at): never {
    const before = this.#text.slice(0, at)
    const line = before.split('\n').length
    const column = at - before.lastIndexOf('\n')
    throw new JsonError(code, `Cannot read JSON: line ${line}, column ${column}: ${expectation}`)
  }
}
