import { domainName } from './domain-name.ts'
import { extensionOf, isFileEnding } from './find-file.ts'
import { pathBehind } from './find-web.ts'
import { domainsInLetters, mixesLetters, type WrittenHost } from './host-in-text.ts'
import { claimed, claimMatches, type Claim, type Findings } from './mention.ts'
import { defangedDot, withDots } from './plain-text.ts'
import { readObservable } from './read-observable.ts'

const dot = new RegExp(`[.${defangedDot}]`)
const letters = new RegExp(`[\\p{L}\\p{M}\\p{N}_.${defangedDot}-]+`, 'gu')
const opening = new Set('「『【〔（([{<"\'“‘`')
const closing = new Set('」』】〕）)]}>"\'”’`')

/**
 * Finds domain names: labels and dots with an ending that a registry or a standard knows.
 *
 * What may as well be a file name is left to be one (`invoice.zip`, `setup.py`), and so is a sentence without a space behind its full stop
 * (`ended.It`); a defanged dot makes it a domain name. A defanged name with an unknown ending is refused by name.
 */
export function findDomains(text: string): Findings {
  // One stretch may hold several names, so each is claimed by its own search; what one claims, the next no longer sees.
  const mentions: Findings['mentions'][number][] = []
  const { rest } = claimMatches(text, letters, (match) => {
    const claims = dot.test(match[0]) ? claimsIn(text, match[0], match.index) : []
    for (const claim of claims) if (claim.mention !== null) mentions.push(claim.mention)
    const [first] = claims
    const last = claims.at(-1)
    return first === undefined || last === undefined
      ? null
      : { start: first.start, length: last.start + last.length - first.start, mention: null }
  })
  return { mentions, rest }
}

function claimsIn(text: string, stretch: string, at: number): Claim[] {
  const enclosed = opening.has(text.charAt(at - 1)) && closing.has(text.charAt(at + stretch.length))
  const wholeLine = /^[ \t]*$/.test(lineBefore(text, at)) && /^[ \t\r]*$/.test(lineBehind(text, at + stretch.length))
  const whole = enclosed || (wholeLine && !mixesLetters(stretch)) ? wholeName(stretch) : null
  const hosts = whole === null ? domainsInLetters(stretch) : [whole]
  const claims = hosts.filter((host) => isMeant(host.text)).map((host) => claimOf(text, host, at))
  return claims.length === 0 ? refusedName(stretch, at) : claims
}

/** Returns all of `stretch` as one name, or null if it is none. */
function wholeName(stretch: string): WrittenHost | null {
  const name = stretch.length > 300 ? null : domainName(withDots(stretch))
  return name !== null && 'value' in name ? { at: 0, text: stretch } : null
}

function claimOf(text: string, host: WrittenHost, at: number): Claim {
  const start = at + host.at
  const path = pathBehind(text, start + host.text.length)
  const value = withDots(host.text + path)
  return claimed(start, host.text + path, { value, observed: readObservable('host', value) })
}

function isMeant(name: string): boolean {
  if (name.includes(defangedDot)) return true
  return !isFileEnding(name) && !/[a-z0-9]\.[A-Z][a-z]+$/.test(name)
}

/** Returns the refusal of a stretch that somebody defanged and that is no domain name all the same. */
function refusedName(stretch: string, at: number): Claim[] {
  if (!stretch.includes(defangedDot) || stretch.length > 300) return []
  const observed = readObservable('domain', withDots(stretch))
  const isFile = extensionOf(withDots(stretch)) !== null
  return observed.refusal === null || isFile ? [] : [claimed(at, stretch, { value: withDots(stretch), observed })]
}

// Only a short way is looked at: a name on a line of its own has nothing but white space beside it.
function lineBefore(text: string, at: number): string {
  const near = text.slice(Math.max(0, at - 20), at)
  return near.slice(near.lastIndexOf('\n') + 1)
}

function lineBehind(text: string, at: number): string {
  const near = text.slice(at, at + 20)
  return near.slice(0, near.indexOf('\n') < 0 ? undefined : near.indexOf('\n'))
}
