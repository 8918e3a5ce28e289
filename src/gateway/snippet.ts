import { foldText } from './fold-text.ts'

/** A piece of a text, and whether it is what was searched for. */
export type SnippetPart = { readonly text: string; readonly isHit: boolean }

const around = 40
const mostHits = 20

/**
 * Returns the surroundings of what was found in `text`, as it was written, with every hit in them marked; null if nothing was found.
 *
 * @param terms As `queryTerms` returned them.
 */
export function snippetOf(text: string, terms: readonly string[]): readonly SnippetPart[] | null {
  const hits = hitsIn(text, terms)
  const first = hits[0]
  if (first === undefined) return null
  const from = wholeCharacter(text, Math.max(0, first.start - around))
  const until = wholeCharacter(text, Math.min(text.length, Math.max(first.end, first.start + 2 * around)))
  const parts: SnippetPart[] = from > 0 ? [{ text: '…', isHit: false }] : []
  let at = from
  for (const hit of hits) {
    if (hit.start >= until) break
    if (hit.start > at) parts.push({ text: text.slice(at, hit.start), isHit: false })
    parts.push({ text: text.slice(Math.max(at, hit.start), hit.end), isHit: true })
    at = hit.end
  }
  if (at < until) parts.push({ text: text.slice(at, until), isHit: false })
  return until < text.length ? [...parts, { text: '…', isHit: false }] : parts
}

type Hit = { readonly start: number; readonly end: number }

function hitsIn(text: string, terms: readonly string[]): readonly Hit[] {
  const folded = foldText(text)
  const hits: Hit[] = []
  for (const term of terms) {
    let at = folded.text.indexOf(term)
    for (let count = 0; at >= 0 && count < mostHits; count++) {
      hits.push({ start: folded.starts[at] ?? 0, end: folded.ends[at + term.length - 1] ?? 0 })
      at = folded.text.indexOf(term, at + term.length)
    }
  }
  return withoutOverlaps(hits.toSorted((left, right) => left.start - right.start || right.end - left.end))
}

function withoutOverlaps(hits: readonly Hit[]): readonly Hit[] {
  const apart: Hit[] = []
  for (const hit of hits) {
    const last = apart.at(-1)
    if (last === undefined || hit.start >= last.end) apart.push(hit)
    else apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, hit.end) }
  }
  return apart
}

/** Returns `at`, or the place before it if a character of two code units would be cut. */
function wholeCharacter(text: string, at: number): number {
  return /^[\udc00-\udfff]/.test(text.slice(at, at + 1)) ? at - 1 : at
}
