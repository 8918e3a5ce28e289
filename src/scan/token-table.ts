import { longestValue, type Indicator } from '#indicator/indicator.ts'
import { addressRange, type AddressRange, type OwnedRange } from '#operator/address-range.ts'
import { GrowingBytes } from './growing-bytes.ts'
import { byteKinds, lowerCase, tokenKinds } from './log-byte.ts'

/** When an occurrence of a key counts for an indicator. */
export const keyRules = {
  /** The key is a whole token of the log. */
  whole: 0,
  /** The key is a whole token, or the end of one after a dot: a name below a domain belongs to the domain. */
  below: 1,
  /** The key is a part of the value, and all of the value stands around it. */
  part: 2,
} as const

/**
 * Indicators compiled for scanning: flat arrays, so that threads share them and no object stands behind an indicator.
 *
 * A key is a token in lower case by which an indicator is found: its value, or the longest token in it. Postings link a key to its indicators.
 */
export type TokenTable = {
  /** Pairs of hash and number + 1 of the first posting of a key; 0 is free. The count of pairs is a power of two. */
  readonly slots: Int32Array
  /** Bits of the hashes that may be in `slots`; the count of words is a power of two. */
  readonly filter: Int32Array
  readonly keys: Uint8Array
  /** Where the key of posting n begins; it ends where that of n + 1 begins. */
  readonly keyStarts: Int32Array
  /** Posting n is six numbers from 6n on: indicator, rule, start and end of its text, place of the key in it, next posting of the same key or -1. */
  readonly postings: Int32Array
  readonly texts: Uint8Array
  /** By length of a token without a dot, whether one is a key: 1 hexadecimal, 2 any other. */
  readonly wordLengths: Uint8Array
  /** By the last two bytes of a token with a dot (`endingOf`), whether any key ends so. */
  readonly endings: Uint8Array
  /** One bit for the first 24 bits of every IPv4 address that is looked for. */
  readonly ipv4Blocks: Uint8Array
  /** Ranges of addresses, with their indicators. */
  readonly ranges: readonly OwnedRange<number>[]
  /** Whether any indicator is an IPv6 address or range, and whether any name has letters beyond ASCII. */
  readonly hasIpv6: boolean
  readonly hasUnicode: boolean
}

/** How many numbers a posting is. */
export const postingSize = 6

/** Allocates arrays, such that threads may share them or not. */
export type Memory = (bytes: number) => ArrayBufferLike

/** Returns a hash with its bits mixed; the upper ones choose the place. */
export function mixed(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1)
}

/** Returns the hash of the bytes from `start` to `end`, counted backwards, so that the hash of an ending is on its way. */
export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0
  for (let at = end - 1; at >= start; at--) hash = (Math.imul(hash, 31) + (lowerCase[bytes[at] ?? 0] ?? 0)) | 0
  return hash
}

/** Takes indicators in, one by one, and compiles them. */
export class TokenTableBuilder {
  readonly #keys = new GrowingBytes()
  readonly #keyStarts: number[] = [0]
  readonly #ranges: OwnedRange<number>[] = []
  readonly #texts = new GrowingBytes()
  readonly #postings: number[] = []
  #count = 0
  #hasIpv6 = false
  #hasUnicode = false

  /** Adds an indicator; a CVE id is not looked for: it names a weakness. */
  add(indicator: Indicator): void {
    const place = this.#count++
    this.#hasIpv6 ||= indicator.type === 'ipv6' || indicator.type === 'ipv6-range'
    this.#hasUnicode ||= indicator.value.includes('xn--')
    const isRange = indicator.type === 'ipv4-range' || indicator.type === 'ipv6-range'
    const range = isRange ? addressRange(indicator.value) : null
    if (range !== null) this.#ranges.push({ range, owner: place })
    else if (indicator.type !== 'cve') this.#addKey(indicator, place)
  }

  /** Returns the table; what a scan finds names indicators by the order in which they were added. */
  compile(memory: Memory = (bytes) => new ArrayBuffer(bytes)): TokenTable {
    const pairs = 2 ** Math.ceil(Math.log2(Math.max(16, this.#keyStarts.length * 2)))
    const table = {
      slots: new Int32Array(memory(pairs * 8)),
      // Sixteen bits for each pair let one token in thirty through that is none.
      filter: new Int32Array(memory(pairs * 2)),
      keys: laidBytes(this.#keys, memory),
      keyStarts: laidNumbers(this.#keyStarts, memory),
      postings: laidNumbers(this.#postings, memory),
      texts: laidBytes(this.#texts, memory),
      wordLengths: new Uint8Array(memory(256)),
      endings: new Uint8Array(memory(65_536)),
      ipv4Blocks: new Uint8Array(memory(2 ** 21)),
      ranges: this.#ranges,
      hasIpv6: this.#hasIpv6,
      hasUnicode: this.#hasUnicode,
    }
    for (let posting = 0; posting + 1 < table.keyStarts.length; posting++) addPosting(table, posting)
    for (const { range } of this.#ranges) addBlocks(table.ipv4Blocks, range)
    return table
  }

  #addKey(indicator: Indicator, place: number): void {
    const text = inLowerCase(writtenForm(indicator))
    const key = indicator.type === 'ipv6' ? { start: 0, end: text.length } : longestToken(text)
    if (key === null) return
    const isWhole = key.start === 0 && key.end === text.length
    const rule = isWhole ? (indicator.type === 'domain' ? keyRules.below : keyRules.whole) : keyRules.part
    const start = this.#texts.length
    if (!isWhole) this.#texts.add(text)
    this.#keys.add(text.subarray(key.start, key.end))
    this.#keyStarts.push(this.#keys.length)
    this.#postings.push(place, rule, start, this.#texts.length, key.start, -1)
  }
}

const encoder = new TextEncoder()
/** One place for every value in turn: a hundred thousand arrays would be a hundred thousand pieces of memory. */
const scratch = new Uint8Array(longestValue * 3)

function inLowerCase(value: string): Uint8Array {
  const text = scratch.subarray(0, encoder.encodeInto(value, scratch).written)
  for (let at = 0; at < text.length; at++) text[at] = lowerCase[text[at] ?? 0] ?? 0
  return text
}

/** Logs write an address without path as it was typed, most often without the slash that its normal form ends with. */
function writtenForm({ type, value }: Indicator): string {
  return type === 'url' && /^[a-z]+:\/\/[^/]*\/$/.test(value) ? value.slice(0, -1) : value
}

/** Returns the longest token as a scan cuts it, or null where there is none. */
function longestToken(text: Uint8Array): { readonly start: number; readonly end: number } | null {
  let best: { start: number; end: number } | null = null
  for (let at = 0; at < text.length; at++) {
    const start = at
    while (at < text.length && tokenKinds[text[at] ?? 0] !== 0) at++
    const token = trimmed(text, start, at)
    if (token.end > token.start && (best === null || token.end - token.start > best.end - best.start)) best = token
  }
  return best
}

/** Returns a token without the dots and dashes around it, which belong to the sentence. */
export function trimmed(bytes: Uint8Array, from: number, to: number): { start: number; end: number } {
  let [start, end] = [from, to]
  while (start < end && (tokenKinds[bytes[start] ?? 0] ?? 0) >= byteKinds.dot) start++
  while (start < end && (tokenKinds[bytes[end - 1] ?? 0] ?? 0) >= byteKinds.dot) end--
  return { start, end }
}

/** Returns the last two bytes before `end`, in lower case, as one number. */
export function endingOf(bytes: Uint8Array, end: number): number {
  return ((lowerCase[bytes[end - 2] ?? 0] ?? 0) << 8) | (lowerCase[bytes[end - 1] ?? 0] ?? 0)
}

function addPosting(table: TokenTable, posting: number): void {
  const { keys, keyStarts, slots, filter, postings, wordLengths, endings } = table
  const [start, end] = [keyStarts[posting] ?? 0, keyStarts[posting + 1] ?? 0]
  const hash = hashOf(keys, start, end)
  const mix = mixed(hash)
  const word = (mix >>> 5) & (filter.length - 1)
  filter[word] = (filter[word] ?? 0) | (1 << (mix & 31))
  let slot = slotOf(mix, slots)
  while (slots[slot + 1] !== 0 && !isSame(table, (slots[slot + 1] ?? 0) - 1, posting)) slot = (slot + 2) & (slots.length - 1)
  postings[posting * postingSize + 5] = (slots[slot + 1] ?? 0) - 1
  slots[slot] = hash
  slots[slot + 1] = posting + 1
  endings[endingOf(keys, end)] = 1
  noteForm(table, wordLengths, { start, end })
}

function isSame({ keys, keyStarts }: TokenTable, one: number, other: number): boolean {
  const [first, second] = [one, other].map((number) => keys.subarray(keyStarts[number], keyStarts[number + 1]))
  return first?.length === second?.length && first?.every((byte, at) => byte === second?.[at]) === true
}

/** Notes of a key without a dot its length, and of one that is an address, which may also be the key of a URL, its block. */
function noteForm(table: TokenTable, lengths: Uint8Array, { start, end }: { readonly start: number; readonly end: number }): void {
  const name = String.fromCharCode(...table.keys.subarray(start, end))
  if (!name.includes('.')) lengths[name.length] = (lengths[name.length] ?? 0) | (/^[0-9a-f]+$/.test(name) ? 1 : 2)
  else if (/^[0-9.]+$/.test(name)) {
    const range = addressRange(name)
    if (range !== null) addBlocks(table.ipv4Blocks, range)
  }
}

function addBlocks(blocks: Uint8Array, { family, first, last }: AddressRange): void {
  if (family === 6) return
  for (let block = Number(first >> 8n); block <= Number(last >> 8n); block++)
    blocks[block >> 3] = (blocks[block >> 3] ?? 0) | (1 << (block & 7))
}

/** Returns where in `slots` the search for a mixed hash begins. */
export function slotOf(mix: number, slots: Int32Array): number {
  return ((mix >>> 4) << 1) & (slots.length - 1)
}

/** Returns numbers as an array in `memory`. */
export function laidNumbers(numbers: readonly number[], memory: Memory): Int32Array {
  const array = new Int32Array(memory(numbers.length * 4))
  array.set(numbers)
  return array
}

/** Returns bytes as an array in `memory`. */
export function laidBytes(bytes: GrowingBytes, memory: Memory): Uint8Array {
  const array = new Uint8Array(memory(bytes.length))
  bytes.copyTo(array)
  return array
}
