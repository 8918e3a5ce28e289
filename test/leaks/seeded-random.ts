/** Randomness that is the same in every run, so that a leak that is found once can be found again. */
export type SeededRandom = {
  /** Returns a whole number from 0 up to, and without, `limit`. */
  below(limit: number): number
  /** Returns one of `choices`. */
  pick<Choice>(choices: readonly Choice[]): Choice
  /** Returns this many digits of base 16, in lower case. */
  hex(digits: number): string
}

/** Returns randomness that follows from `seed` alone (Mulberry32); for tests only. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
  return {
    below,
    pick: (choices) => {
      const choice = choices[below(choices.length)]
      if (choice === undefined) throw new RangeError('Cannot pick from an empty list')
      return choice
    },
    hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join(''),
  }
}
