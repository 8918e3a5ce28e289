import { findIpv4, findIpv6 } from './find-address.ts'
import { findCves, findHashes, findTechniques } from './find-code.ts'
import { findDomains } from './find-domain.ts'
import { findFiles, findPaths, findQuotedFiles } from './find-file.ts'
import { findEmails, findUrls } from './find-web.ts'
import { IndicatorError } from './indicator-error.ts'
import type { Findings, Mention } from './mention.ts'
import { refanged, withHalfWidth, withoutInvisible } from './plain-text.ts'
import { ReadingCollector, type IndicatorReading } from './reading.ts'
import { readObservable } from './read-observable.ts'

// In UTF-16 code units.
const longestText = 4_194_304

// Each finder sees what those before it left: a URL is not also a domain name, nor its path a file.
const finders: readonly ((text: string) => Findings)[] = [
  findQuotedFiles,
  findUrls,
  findEmails,
  findPaths,
  findIpv6,
  findIpv4,
  findHashes,
  findCves,
  findTechniques,
  findDomains,
  findFiles,
]

// Every indicator but a hash has one of these; looking for them first makes tables of words cheap.
const signs = /[\d.:．：０-９]|dot|ドット/i

/**
 * Returns what a pasted text names, in its order: addresses, domain names, URLs, e-mail addresses, hashes, files, CVE and ATT&CK ids, also
 * defanged, in full-width letters, and within Japanese sentences.
 *
 * Words that are none of these are no values and not counted; what looks like one and is none (`300.1.1.1`, `evil[.]nowhere`) is refused by
 * name. Takes time in proportion to the length of the text.
 *
 * @throws {IndicatorError} `INDICATOR_FILE_TOO_LARGE` beyond 4,194,304 characters.
 */
export function extractIndicators(text: string): IndicatorReading {
  const collector = new ReadingCollector()
  collectMentions(collector, text, (line) => `line ${line}`)
  return collector.reading('text')
}

/**
 * Notes what `text` names and returns how many things that were.
 *
 * @param where Names the place of something on a line, counted from 1.
 * @throws {IndicatorError} `INDICATOR_FILE_TOO_LARGE` beyond 4,194,304 characters.
 */
export function collectMentions(collector: ReadingCollector, text: string, where: (line: number) => string): number {
  if (text.length > longestText) {
    throw new IndicatorError('INDICATOR_FILE_TOO_LARGE', `Cannot read text: ${text.length} characters, expected at most ${longestText}`)
  }
  if (text.length < 32 && !signs.test(text)) return 0
  const visible = withoutInvisible(text)
  const folded = withHalfWidth(visible)
  const plain = refanged(folded)
  const mentions = asWritten(mentionsIn(plain), { visible, folded })
  let line = 1
  let lineEnd = plain.indexOf('\n')
  for (const mention of mentions) {
    for (; lineEnd >= 0 && lineEnd < mention.at; lineEnd = plain.indexOf('\n', lineEnd + 1)) line++
    if (mention.kind === 'technique') collector.technique(mention.value)
    else collector.observe(mention.observed, { value: mention.value, where: where(line) })
  }
  return mentions.length
}

function mentionsIn(plain: string): Mention[] {
  const mentions: Mention[] = []
  let rest = plain
  for (const find of finders) {
    const findings = find(rest)
    mentions.push(...findings.mentions)
    rest = findings.rest
  }
  return mentions.toSorted((left, right) => left.at - right.at)
}

/** Returns `mentions` with file names in the width in which they were written: on a disk, full-width letters are other letters. */
function asWritten(mentions: readonly Mention[], { visible, folded }: { visible: string; folded: string }): readonly Mention[] {
  if (visible === folded) return mentions
  let from = 0
  let misses = 0
  return mentions.map((mention) => {
    if (mention.kind !== 'observable' || mention.observed.indicator?.type !== 'file-name' || misses > 20) return mention
    const at = folded.indexOf(mention.value, from)
    if (at < 0) {
      misses++
      return mention
    }
    from = at + mention.value.length
    const value = visible.slice(at, from)
    return { ...mention, value, observed: readObservable('file-name', value) }
  })
}
