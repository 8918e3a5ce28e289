/** Numbers that look random and are the same for the same seed on every machine; never for keys or anything that must not be guessed. */
export class RandomStream {
  // Four fields, because a typed array is several times slower here.
  #first: number
  #second: number
  #third: number
  #fourth: number

  /** @param state Four words of 32 bits, not all zero. */
  constructor(state: readonly [number, number, number, number]) {
    ;[this.#first, this.#second, this.#third, this.#fourth] = state
  }

  /**
   * Returns the next word of 32 bits.
   *
   * @see Blackman and Vigna, xoshiro128** 1.1, https://prng.di.unimi.it/xoshiro128starstar.c
   */
  next(): number {
    const second = this.#second
    const result = Math.imul(rotate(Math.imul(second, 5), 7), 9) >>> 0
    const third = this.#third ^ this.#first
    const fourth = this.#fourth ^ second
    this.#second = second ^ third
    this.#first ^= fourth
    this.#third = third ^ (second << 9)
    this.#fourth = rotate(fourth, 11)
    return result
  }

  /** Returns a number from 0 up to, and without, 1. */
  fraction(): number {
    return this.next() / 0x1_0000_0000
  }

  /** Returns true with the chance `share`, from 0 to 1. */
  happens(share: number): boolean {
    return this.fraction() < share
  }

  /** Returns the index of one of `weights`, each with the chance of its share in their sum; -1 where they are empty. */
  pick(weights: readonly number[]): number {
    let total = 0
    for (const weight of weights) total += weight
    let left = this.fraction() * total
    for (let index = 0; index < weights.length; index++) {
      left -= weights[index] ?? 0
      if (left < 0) return index
    }
    return weights.length - 1
  }

  /** Returns a positive number, half of the time below `median`, and 68 times in 100 between `median / spread` and `median * spread` (log-normal). */
  around(median: number, spread: number): number {
    // A sum of fractions stands in for the normal distribution: logarithms and cosines may differ between machines in the last bit.
    const sum = this.fraction() + this.fraction() + this.fraction() + this.fraction()
    return median * powerOf(spread, (sum - 2) * deviationOfFour)
  }
}

/** Brings the sum of four fractions to a standard deviation of one. */
const deviationOfFour = Math.sqrt(3)

/** Returns the stream that belongs to `keys`, whole numbers of 32 bits: other keys, another stream. */
export function randomStream(...keys: readonly number[]): RandomStream {
  const words: [number, number, number, number] = [0x9e37_79b9, 0x243f_6a88, 0xb7e1_5162, 0x7f4a_7c15]
  for (const [index, key] of keys.entries()) {
    for (const [at, word] of words.entries()) words[at] = scramble((word ^ scramble((key + index * 0x9e37_79b9 + at) >>> 0)) >>> 0)
  }
  return new RandomStream(words)
}

/** Returns the finishing step of MurmurHash3 for `word`: every bit that goes in changes half of those that come out. */
function scramble(word: number): number {
  let mixed = word
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

/** Returns `base` to the power of `exponent` by multiplications alone, which every machine does alike; the exponent counts in steps of 1/1024. */
function powerOf(base: number, exponent: number): number {
  let steps = Math.round(Math.abs(exponent) * 1024)
  let root = base
  for (let halving = 0; halving < 10; halving++) root = Math.sqrt(root)
  let result = 1
  for (; steps > 0; steps = Math.floor(steps / 2)) {
    if (steps % 2 === 1) result *= root
    root *= root
  }
  return exponent < 0 ? 1 / result : result
}
