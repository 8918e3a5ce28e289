import { domainName, isTopLevel } from './domain-name.ts'
import { defangedDot, withDots } from './plain-text.ts'

const japanese = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー]'
const piece = new RegExp(`[.${defangedDot}]|${japanese}+|[\\p{L}\\p{M}\\p{N}_-]+?(?=${japanese}|[.${defangedDot}]|$)`, 'gu')
const japaneseOnly = new RegExp(`^${japanese}+$`, 'u')
const run = new RegExp(`[\\p{L}\\p{M}\\p{N}_.${defangedDot}-]{1,300}`, 'uy')
const longestTopLevel = 10

/** A host as it is written in a text: `text` from `at`. */
export type WrittenHost = { readonly at: number; readonly text: string }

type Part = { readonly at: number; readonly text: string; readonly kind: 'dot' | 'japanese' | 'other' }

/**
 * Returns the domain names in `letters`, a stretch of letters, digits, hyphens and dots without a space.
 *
 * Japanese sentences run into addresses without a space, so that a change between Japanese and other letters ends a label:
 * `通信先evil.exampleへ` holds `evil.example`. A first label in Japanese begins behind the last hiragana (`通信先は日本語.jp`).
 */
export function domainsInLetters(letters: string): WrittenHost[] {
  return chainsOf(letters).flatMap((chain) => {
    const host = domainOfChain(chain, 'may follow prose')
    return host === null ? [] : [host]
  })
}

/**
 * Returns the host that begins at `at` of `text`, as behind a scheme or an `@`, or null if none does.
 *
 * Prefers a domain name with a known ending; otherwise takes the letters up to the first Japanese one as they stand, and at last all.
 */
export function hostAt(text: string, at: number): WrittenHost | null {
  run.lastIndex = at
  const letters = trimDots(run.exec(text)?.[0] ?? '')
  const [first] = chainsOf(letters)
  if (first?.[0]?.at !== 0) return null
  const named = domainOfChain(first, 'begins here')
  const plain = first.every((part) => part.kind !== 'japanese') ? trimDots(first.map((part) => part.text).join('')) : letters
  return named === null ? { at, text: plain } : { at, text: named.text }
}

/** Tells whether a label of `letters` holds Japanese and other letters. */
export function mixesLetters(letters: string): boolean {
  return chainsOf(letters).length > 1
}

/** Returns the parts of `letters` as chains of labels with one dot between them. */
function chainsOf(letters: string): Part[][] {
  const chains: Part[][] = []
  let chain: Part[] = []
  for (const match of letters.matchAll(piece)) {
    const text = match[0]
    const kind = text === '.' || text === defangedDot ? 'dot' : japaneseOnly.test(text) ? 'japanese' : 'other'
    const before = chain.at(-1)
    const follows = before !== undefined && (before.kind === 'dot') !== (kind === 'dot')
    if (!follows) {
      chain = []
      chains.push(chain)
    }
    chain.push({ at: match.index, text, kind })
  }
  return chains
}

type Beginning = 'begins here' | 'may follow prose'

function domainOfChain(chain: readonly Part[], beginning: Beginning): WrittenHost | null {
  const parts = withoutProse(chain, beginning)
  if (parts.length < 3) return null
  const text = parts.map((part) => part.text).join('')
  const name = text.length > 300 ? null : domainName(withDots(text))
  return name !== null && 'value' in name && parts[0] !== undefined ? { at: parts[0].at, text } : null
}

/** Returns the parts of a chain without the Japanese words that stand before and behind the name. */
function withoutProse(chain: readonly Part[], beginning: Beginning): Part[] {
  const parts = [...chain]
  while (parts.at(-1)?.kind === 'dot') parts.pop()
  for (let last = parts.at(-1); last?.kind === 'japanese'; last = parts.at(-1)) {
    parts.pop()
    const topLevel = topLevelIn(last.text)
    if (topLevel !== null) {
      parts.push({ ...last, text: topLevel })
      break
    }
    parts.pop()
  }
  while (parts[0]?.kind === 'dot') parts.shift()
  const [first] = parts
  if (first?.kind !== 'japanese' || beginning === 'begins here') return parts
  const word = /[^\p{Script=Hiragana}]*$/u.exec(first.text)?.[0] ?? ''
  return word === '' ? parts.slice(2) : [{ ...first, at: first.at + first.text.length - word.length, text: word }, ...parts.slice(1)]
}

/** Returns the longest top-level domain that `text` begins with, or null. */
function topLevelIn(text: string): string | null {
  for (let length = Math.min(text.length, longestTopLevel); length > 0; length--) {
    const topLevel = text.slice(0, length)
    if (isTopLevel(topLevel)) return topLevel
  }
  return null
}

function trimDots(text: string): string {
  return text.replace(new RegExp(`[.${defangedDot}-]+$`), '')
}
