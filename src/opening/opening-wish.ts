import { longestPurposeWords, type PurposeCode } from './purpose.ts'

/** What the officer has entered so far. */
export type WishEntry = { readonly choice: PurposeCode | 'other' | null; readonly words: string; readonly passphrase: string }

/** One thing to put right before a report can be opened. */
export type WishProblem = {
  readonly field: 'purpose' | 'words' | 'passphrase'
  readonly text: 'choosePurpose' | 'giveWords' | 'wordsTooLong' | 'givePassphrase'
}

/** Returns what is missing or wrong in a wish to open, in the order of the page. */
export function checkWish(wish: WishEntry, needsPassphrase: boolean): readonly WishProblem[] {
  const problems: WishProblem[] = []
  if (wish.choice === null) problems.push({ field: 'purpose', text: 'choosePurpose' })
  if (wish.choice === 'other' && wish.words.trim() === '') problems.push({ field: 'words', text: 'giveWords' })
  if ([...wish.words].length > longestPurposeWords) problems.push({ field: 'words', text: 'wordsTooLong' })
  if (needsPassphrase && wish.passphrase === '') problems.push({ field: 'passphrase', text: 'givePassphrase' })
  return problems
}
