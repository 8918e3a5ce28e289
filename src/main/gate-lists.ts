import type { OperatorIdentifiers } from '#operator/operator-identifiers.ts'
import { wordsToAvoid } from '#operator/words-to-avoid.ts'
import type { Config } from '#runtime/config.ts'
import { builtInKnownGood, KnownGood } from '#warning/gate/known-good.ts'
import { doNotNameOwner } from '#warning/gate/scan-text.ts'
import { knownGoodFolder } from './known-good-folder.ts'

/** What an installation adds to what the gate looks for. */
export type GateLists = {
  readonly knownGood: KnownGood
  /** Words that no warning may hold, as the scanner takes them. */
  readonly words: OperatorIdentifiers
}

/**
 * Returns the lists that the settings name, with the built-in ones.
 *
 * @throws {KnownGoodError} if one of them cannot be used.
 */
export async function gateLists(config: Pick<Config, 'knownGood' | 'doNotName'>): Promise<GateLists> {
  return {
    knownGood: new KnownGood([...builtInKnownGood, ...(await knownGoodFolder(config.knownGood))]),
    words: wordsToAvoid(doNotNameOwner, config.doNotName),
  }
}
