import type { Observed } from './read-observable.ts'

/** Something found in a text: what was written, where, and what it came to. A technique is an ATT&CK id. */
export type Mention = { readonly at: number; readonly value: string } & (
  | { readonly kind: 'observable'; readonly observed: Observed }
  | { readonly kind: 'technique' }
)

/** What a finder makes of a match: the length that is claimed from its `start`, and what was found there, if anything. */
export type Claim = { readonly start: number; readonly length: number; readonly mention: Mention | null }

/** What a text holds, and what is left of it: the same text with every claimed stretch as spaces. */
export type Findings = { readonly mentions: readonly Mention[]; readonly rest: string }

/**
 * Returns what `read` claims at the matches of `expression`, which is global. After a claim the search goes on behind it, after a match
 * without one behind the match, so that no stretch is looked at twice.
 */
export function claimMatches(text: string, expression: RegExp, read: (match: RegExpExecArray) => Claim | null): Findings {
  const search = new RegExp(expression)
  const mentions: Mention[] = []
  const pieces: string[] = []
  let done = 0
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    const claim = read(match)
    if (claim !== null) {
      const end = claim.start + claim.length
      pieces.push(text.slice(done, claim.start), ' '.repeat(claim.length))
      done = end
      search.lastIndex = end
      if (claim.mention !== null) mentions.push(claim.mention)
    }
  }
  return { mentions, rest: pieces.join('') + text.slice(done) }
}

/** Returns the claim of an observable that is written from `at` as `written`. */
export function claimed(at: number, written: string, observable: { readonly value: string; readonly observed: Observed }): Claim {
  return { start: at, length: written.length, mention: { at, kind: 'observable', ...observable } }
}

/** Returns the text that a sticky `expression` matches at `at`, or an empty one. */
export function textAtPlace(text: string, expression: RegExp, at: number): string {
  expression.lastIndex = at
  return expression.exec(text)?.[0] ?? ''
}
