import { isFileEnding } from './find-file.ts'
import { hostAt } from './host-in-text.ts'
import { claimed, claimMatches, textAtPlace, type Claim, type Findings } from './mention.ts'
import { defangedDot, withDots } from './plain-text.ts'
import { readObservable } from './read-observable.ts'

const scheme = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\//gi
const user = /[\w.!$&'()*+,;=:%~-]{1,200}@/y
const bracketed = new RegExp(`\\[[\\da-f:.${defangedDot}]{2,60}\\]`, 'iy')
const port = /:\d{1,5}(?!\d)/y
// Printable ASCII without what never stands in a URL and often beside one.
const path = new RegExp(`[/?#][!#-;=?-Z\\[\\]_a-z~${defangedDot}]*`, 'y')
const nextUrl = /[,;|][a-z][a-z0-9+.-]{1,20}:\/\//i
const localPart = new RegExp(`(?<![\\w.%+&=~!#$${defangedDot}-])[\\w.%+&=~!#$${defangedDot}-]{1,64}@(?=[\\p{L}\\p{N}_])`, 'gu')

/** Finds URLs: anything with a scheme and a host. */
export function findUrls(text: string): Findings {
  return claimMatches(text, scheme, (match) => {
    const afterScheme = match.index + match[0].length
    const afterUser = afterScheme + textAtPlace(text, user, afterScheme).length
    const host = textAtPlace(text, bracketed, afterUser) || hostAt(text, afterUser)?.text
    if (host === undefined || host === '') return null
    const afterHost = afterUser + host.length
    const afterPort = afterHost + textAtPlace(text, port, afterHost).length
    const end = afterPort + withoutPunctuation(textAtPlace(text, path, afterPort)).length
    const written = text.slice(match.index, end)
    return observable('url', match.index, written)
  })
}

/** Finds e-mail addresses. */
export function findEmails(text: string): Findings {
  return claimMatches(text, localPart, (match) => {
    const host = hostAt(text, match.index + match[0].length)
    return host === null ? null : observable('email', match.index, match[0] + host.text)
  })
}

/**
 * Returns what of a path directly behind a host belongs to it, as in `evil.example/gate.php`, or an empty text. A host behind the slash is
 * the next of a list, and no path.
 */
export function pathBehind(text: string, at: number): string {
  if (text.charAt(at) !== '/') return ''
  const written = withoutPunctuation(textAtPlace(text, path, at))
  const next = hostAt(text, at + 1)
  const isList = next !== null && readObservable('host', next.text).refusal === null && !isFileEnding(next.text)
  return written.length < 2 || isList ? '' : written
}

function observable(kind: 'url' | 'email', at: number, written: string): Claim | null {
  const value = withDots(written)
  const observed = readObservable(kind, value)
  // "user@host" also names accounts on machines; only an address with a known domain is meant as one.
  return kind === 'email' && observed.refusal !== null ? null : claimed(at, written, { value, observed })
}

/** Returns the path of a URL without the punctuation of the sentence around it, and without the next URL of a list. */
function withoutPunctuation(written: string): string {
  const cut = nextUrl.exec(written)
  let end = cut === null ? written.length : cut.index
  const opened = { ')': '(', ']': '[' } as const
  const balance = { ')': 0, ']': 0 }
  for (const character of written.slice(0, end)) {
    if (character === '(' || character === ')') balance[')'] += character === '(' ? 1 : -1
    if (character === '[' || character === ']') balance[']'] += character === '[' ? 1 : -1
  }
  for (; end > 1; end--) {
    const last = written.charAt(end - 1)
    const bracket = last === ')' || last === ']' ? last : null
    if (bracket !== null && balance[bracket] < 0) balance[bracket]++
    else if (bracket !== null || !/[.,;:!?'*]/.test(last) || opened[')'] === last) break
  }
  return written.slice(0, end)
}
