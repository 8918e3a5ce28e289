import { addressRange } from './address-range.ts'
import type { OperatorIdentifiers } from './operator-identifiers.ts'

/**
 * Returns identifiers by which a scanner finds `words` in texts: addresses and networks by number, names of hosts and mail addresses as they are, everything
 * else as the names of operators are found, in every spelling.
 *
 * @param owner Under which id the scanner reports them.
 */
export function wordsToAvoid(owner: string, words: readonly string[]): OperatorIdentifiers {
  const trimmed = words.map((word) => word.trim()).filter((word) => word.length > 1)
  const ranges = trimmed.filter((word) => addressRange(word) !== null)
  const hosts = trimmed.filter((word) => !ranges.includes(word) && isHost(word))
  return {
    operatorId: owner,
    names: trimmed.filter((word) => !ranges.includes(word) && !hosts.includes(word)),
    abbreviations: [],
    domains: [],
    ranges,
    hosts,
    corporateNumbers: [],
    people: [],
  }
}

function isHost(word: string): boolean {
  return /^[\w.+-]{1,64}@[\w.-]+$/u.test(word) || /^(?=.*[0-9.])[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?$/iu.test(word)
}
