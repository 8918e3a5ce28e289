import { utf8 } from '#base/bytes.ts'
import { addressOrRange } from '#indicator/ip-range.ts'
import { addressRange, AddressRanges } from '#operator/address-range.ts'
import { beginsDisguise, isThirdColon, opensDefanged, standsAround } from './around-token.ts'
import { byteKinds, divides, divisions, ipv6Signs, isWordByte, lowerCase, tokenKinds } from './log-byte.ts'
import { plainLine } from './plain-line.ts'
import { endingOf, hashOf, keyRules, mixed, postingSize, slotOf, trimmed, type TokenTable } from './token-table.ts'

/** A line of a chunk that holds an indicator. */
export type ChunkHit = {
  /** Lines before it in the chunk. */
  readonly line: number
  /** Where the line begins in the chunk, in bytes. */
  readonly lineStart: number
  /** Place of the indicator in the list that was compiled. */
  readonly indicator: number
}

/** What scanning a chunk gave: how many lines end in it, and its hits in their order, each indicator once a line. */
export type ChunkScan = { readonly lines: number; readonly hits: readonly ChunkHit[] }

const lineFeed = 0x0a
const dot = 0x2e
const longestToken = 255

/**
 * Finds compiled indicators in chunks of a log, wherever one is a whole token, whatever its case, its port, its path or the brackets around its dots.
 *
 * One scanner serves one thread.
 */
export class ChunkScanner {
  readonly #table: TokenTable
  readonly #ranges: AddressRanges<number>
  /** Scans lines that read otherwise than they are written; null in that one itself. */
  readonly #plain: ChunkScanner | null
  #bytes: Uint8Array = new Uint8Array()
  #hits: ChunkHit[] = []
  #line = 0
  #lineStart = 0
  #isUnclear = false

  constructor(table: TokenTable, plain: ChunkScanner | null = new ChunkScanner(table, null)) {
    this.#table = table
    this.#ranges = new AddressRanges(table.ranges)
    this.#plain = plain
  }

  /**
   * Returns the hits among the first `length` bytes.
   *
   * @param bytes Whole lines, and at least one byte more than `length`, which is used and given back.
   */
  scan(bytes: Uint8Array, length: number): ChunkScan {
    const next = bytes[length]
    if (next === undefined) throw new RangeError(`Cannot scan: ${length} bytes fill the chunk, expected room for one more`)
    // With it, every token and the last line end.
    bytes[length] = lineFeed
    this.#bytes = bytes
    this.#hits = []
    this.#line = 0
    this.#lineStart = 0
    this.#isUnclear = false
    this.#walk(length)
    bytes[length] = next
    return { lines: this.#line - 1, hits: this.#hits }
  }

  #walk(length: number): void {
    const bytes = this.#bytes
    const { wordLengths } = this.#table
    const word = byteKinds.digit | byteKinds.hexLetter
    for (let at = 0; at <= length; at++) {
      let kind = tokenKinds[bytes[at] ?? 0] ?? 0
      if (kind !== 0) {
        const start = at
        let seen = kind
        while ((kind = tokenKinds[bytes[++at] ?? 0] ?? 0) !== 0) seen |= kind
        if ((seen & byteKinds.dot) !== 0) {
          this.#findDotted(start, at, seen)
        } else {
          const lengths = wordLengths[at - start] ?? 0
          if (lengths !== 0 && ((lengths & 2) !== 0 || (seen & ~word) === 0)) this.#find(start, at)
          else if ((seen & byteKinds.dash) !== 0) this.#findTrimmed(start, at)
        }
      }
      const division = divisions[bytes[at] ?? 0] ?? 0
      if (division !== 0) this.#divide(division, at)
    }
  }

  #divide(division: number, at: number): void {
    if (division === divides.line) {
      if (this.#isUnclear) this.#scanPlain(at)
      this.#line++
      this.#lineStart = at + 1
      this.#isUnclear = false
    } else if (division === divides.colon) {
      if (this.#table.hasIpv6) this.#findIpv6(at)
    } else if (!this.#isUnclear && this.#plain !== null) {
      const bytes = this.#bytes
      this.#isUnclear = division === divides.bracket ? opensDefanged(bytes, at) : beginsDisguise(bytes, at) || this.#isBesideDot(at)
    }
  }

  #isBesideDot(at: number): boolean {
    const bytes = this.#bytes
    return this.#table.hasUnicode && (bytes[at - 1] === dot || bytes[at + 1] === dot)
  }

  /** What is left of a token without the dashes around it. */
  #findTrimmed(from: number, to: number): void {
    const { start, end } = trimmed(this.#bytes, from, to)
    if ((start > from || end < to) && (this.#table.wordLengths[end - start] ?? 0) !== 0) this.#find(start, end)
  }

  #findDotted(from: number, to: number, seen: number): void {
    const bytes = this.#bytes
    let [start, end] = [from, to]
    while (start < end && (tokenKinds[bytes[start] ?? 0] ?? 0) >= byteKinds.dot) start++
    while (start < end && (tokenKinds[bytes[end - 1] ?? 0] ?? 0) >= byteKinds.dot) end--
    if (end - start > longestToken) return
    if (end - start < 4) {
      if ((this.#table.wordLengths[end - start] ?? 0) !== 0) this.#find(start, end)
      return
    }
    if ((seen & ~(byteKinds.digit | byteKinds.dot)) === 0) return this.#findIpv4(start, end)
    if ((seen & byteKinds.dash) !== 0 && tokenKinds[bytes[end - 1] ?? 0] === byteKinds.digit) this.#findAmongDashes(start, end)
    if (this.#table.endings[endingOf(bytes, end)] === 0) return
    this.#find(start, end)
    const before = bytes[start - 1] ?? 0
    // `\nevil.example` in a string of JSON, and `%2Fevil.example` in an address.
    if (before === 0x5c) this.#find(start + 1, end)
    else if (before === 0x25 && end - start > 5) this.#find(start + 2, end)
  }

  /** Looks up a token and, where it holds dots, what follows each of them. */
  #find(start: number, end: number): void {
    const bytes = this.#bytes
    const { filter } = this.#table
    const words = filter.length - 1
    let hash = 0
    for (let at = end - 1; at >= start; at--) {
      const byte = lowerCase[bytes[at] ?? 0] ?? 0
      if (byte === dot) {
        const mix = mixed(hash)
        if (((filter[(mix >>> 5) & words] ?? 0) & (1 << (mix & 31))) !== 0) this.#findKey(hash, at + 1, end, false)
      }
      hash = (Math.imul(hash, 31) + byte) | 0
    }
    const mix = mixed(hash)
    if (((filter[(mix >>> 5) & words] ?? 0) & (1 << (mix & 31))) !== 0) this.#findKey(hash, start, end, true)
  }

  #findKey(hash: number, start: number, end: number, isWhole: boolean): void {
    const { slots, postings } = this.#table
    for (let slot = slotOf(mixed(hash), slots); slots[slot + 1] !== 0; slot = (slot + 2) & (slots.length - 1)) {
      if (slots[slot] !== hash) continue
      const key = (slots[slot + 1] ?? 0) - 1
      if (!this.#isKey(key, start, end)) continue
      for (let posting = key; posting >= 0; posting = postings[posting * postingSize + 5] ?? -1) {
        if (this.#counts(posting, start, isWhole)) this.#add(postings[posting * postingSize] ?? 0)
      }
    }
  }

  #isKey(key: number, start: number, end: number): boolean {
    const { keys, keyStarts } = this.#table
    const from = keyStarts[key] ?? 0
    if ((keyStarts[key + 1] ?? 0) - from !== end - start) return false
    for (let at = start; at < end; at++) if (lowerCase[this.#bytes[at] ?? 0] !== keys[from + at - start]) return false
    return true
  }

  #counts(posting: number, start: number, isWhole: boolean): boolean {
    const at = posting * postingSize
    const { postings, texts } = this.#table
    const rule = postings[at + 1] ?? 0
    if (rule === keyRules.whole) return isWhole
    if (rule === keyRules.below) return true
    const text = texts.subarray(postings[at + 2], postings[at + 3])
    return standsAround(this.#bytes, start, { text, place: postings[at + 4] ?? 0 })
  }

  /** Looks up four numbers; of five, as packet tools print them, the last is a port. */
  #findIpv4(start: number, end: number): void {
    const bytes = this.#bytes
    let [address, part, parts, at] = [0, 0, 0, start]
    for (; at <= end && parts < 4; at++) {
      const byte = at === end ? dot : (bytes[at] ?? 0)
      if (byte !== dot) {
        part = part * 10 + byte - 0x30
        continue
      }
      if (part > 255 || bytes[at - 1] === dot) return
      address = address * 256 + part
      part = 0
      parts++
    }
    const block = address >>> 8
    if (parts === 4 && ((this.#table.ipv4Blocks[block >>> 3] ?? 0) & (1 << (block & 7))) !== 0) this.#addIpv4(start, at - 1, address)
    if (parts < 4 || at <= end) this.#find(start, end)
  }

  #addIpv4(start: number, end: number, address: number): void {
    this.#find(start, end)
    const number = BigInt(address)
    for (const owner of this.#ranges.overlapping({ family: 4, first: number, last: number })) this.#add(owner)
  }

  /** `host-192.0.2.1` and `192.0.2.1-192.0.2.9`. */
  #findAmongDashes(from: number, to: number): void {
    for (let start = from; start < to;) {
      let end = start
      let seen = 0
      while (end < to && (tokenKinds[this.#bytes[end] ?? 0] ?? 0) !== byteKinds.dash) seen |= tokenKinds[this.#bytes[end++] ?? 0] ?? 0
      if ((start > from || end < to) && seen === (byteKinds.digit | byteKinds.dot)) {
        this.#findIpv4(start, end)
      }
      start = end + 1
    }
  }

  #findIpv6(colon: number): void {
    const bytes = this.#bytes
    const isPart = (at: number): boolean => (ipv6Signs[bytes[at] ?? 0] ?? 0) !== 0
    if (bytes[colon - 1] !== 0x3a && bytes[colon + 1] !== 0x3a && !isThirdColon(bytes, colon)) return
    let [start, end] = [colon, colon + 1]
    while (start > this.#lineStart && isPart(start - 1)) start--
    while (isPart(end)) end++
    if (end - start > 45 || isWordByte(bytes[start - 1]) || isWordByte(bytes[end])) return
    const written = textOf(bytes, start, end).replace(/[.:]$/, (sign) => (sign === '.' ? '' : sign))
    const read = addressOrRange(written) ?? addressOrRange(written.replace(/:$/, ''))
    if (read === null) return
    this.#addText(read.value)
    const range = addressRange(read.value)
    if (range !== null) for (const owner of this.#ranges.overlapping(range)) this.#add(owner)
  }

  /** Looks up a text that stands nowhere in the chunk as it is. */
  #addText(text: string): void {
    if (this.#plain === null) return
    for (const { indicator } of this.#plain.#scanWhole(utf8(text))) this.#add(indicator)
  }

  #scanWhole(text: Uint8Array): readonly ChunkHit[] {
    this.#bytes = text
    this.#hits = []
    this.#findKey(hashOf(text, 0, text.length), 0, text.length, true)
    return this.#hits
  }

  #scanPlain(end: number): void {
    if (this.#plain === null) return
    const written = textOf(this.#bytes, this.#lineStart, end)
    const plain = plainLine(written)
    if (plain === written) return
    const bytes = utf8(`${plain}\n`)
    for (const { indicator } of this.#plain.scan(bytes, bytes.length - 1).hits) this.#add(indicator)
  }

  #add(indicator: number): void {
    for (let at = this.#hits.length - 1; at >= 0; at--) {
      const hit = this.#hits[at]
      if (hit === undefined || hit.line !== this.#line) break
      if (hit.indicator === indicator) return
    }
    this.#hits.push({ line: this.#line, lineStart: this.#lineStart, indicator })
  }
}

/** A log may hold any bytes. */
const decoder = new TextDecoder()

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.slice(start, end))
}
