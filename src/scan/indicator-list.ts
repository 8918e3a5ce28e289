import { utf8Text } from '#base/bytes.ts'
import type { Indicator, IndicatorType } from '#indicator/indicator.ts'
import { GrowingBytes } from './growing-bytes.ts'
import { laidBytes, laidNumbers, TokenTableBuilder, type Memory, type TokenTable } from './token-table.ts'

/** An indicator that a scan looks for, with what its source says of it; null where it says nothing. */
export type SoughtIndicator = {
  readonly type: IndicatorType
  readonly value: string
  readonly role: string | null
  /** `monitor` or `block`. */
  readonly advice: string | null
  readonly confidence: string | null
  /** The first day on which it no longer counts, UTC, `YYYY-MM-DD`. */
  readonly validUntil: string | null
  readonly tlp: string | null
  /** Id of the warning that shared it. */
  readonly warning: string | null
}

/** Indicators to look for: the table to scan with, and what their sources say of them, in few bytes. */
export type CompiledList = {
  readonly table: TokenTable
  readonly said: Uint8Array
  /** Where in `said` what is said of indicator n ends. */
  readonly ends: Int32Array
}

const fields = [
  'type',
  'value',
  'role',
  'advice',
  'confidence',
  'validUntil',
  'tlp',
  'warning',
] as const satisfies readonly (keyof SoughtIndicator)[]

/** Collects the indicators that a scan looks for. */
export class IndicatorList {
  readonly #builder = new TokenTableBuilder()
  readonly #said = new GrowingBytes()
  readonly #ends: number[] = []

  /** How many there are. */
  get count(): number {
    return this.#ends.length
  }

  /** Adds an indicator in its normal form. */
  add(indicator: SoughtIndicator): void {
    this.#builder.add({ type: indicator.type, value: indicator.value } satisfies Indicator)
    this.#said.addText(JSON.stringify(fields.map((field) => indicator[field])))
    this.#ends.push(this.#said.length)
  }

  /** Returns the list as it stands. */
  compile(memory: Memory = (bytes) => new ArrayBuffer(bytes)): CompiledList {
    return { table: this.#builder.compile(memory), said: laidBytes(this.#said, memory), ends: laidNumbers(this.#ends, memory) }
  }
}

/** Returns the indicator at a place of a list. */
export function soughtAt({ said, ends }: CompiledList, place: number): SoughtIndicator {
  const values = JSON.parse(utf8Text(said.slice(ends[place - 1] ?? 0, ends[place]))) as readonly (string | null)[]
  return Object.fromEntries(fields.map((field, at) => [field, values[at] ?? null])) as SoughtIndicator
}
