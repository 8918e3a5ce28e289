import { longestPurposeWords, type PurposeCode } from './purpose.ts'

/** What the officer has entered so far. */
export type WishEntry = { readonly choice: PurposeCode | 'other' | null; readonly words: string }

/** One thing to put right before a report can be opened. */
export type WishProblem = {
  readonly field: 'purpose' | 'words'
  readonly text: 'choosePurpose' | 'giveWords' | 'wordsTooLong'
}

/** Returns what is missing or wrong in a wish to open, in the order of the page. */
export function checkWish(wish: WishEntry): readonly WishProblem[] {
  const problems: WishProblem[] = []
  if (wish.choice === null) problems.push({ field: 'purpose', text: 'choosePurpose' })
  if (wish.choice === 'other' && wish.words.trim() === '') problems.push({ field: 'words', text: 'giveWords' })
  if ([...wish.words].length > longestPurposeWords) problems.push({ field: 'words', text: 'wordsTooLong' })
  return problems
}
