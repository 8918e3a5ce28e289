import { IdentifierScanner } from '#operator/identifier-scanner.ts'
import { normalReadings } from '#operator/normal-readings.ts'
import { wordsToAvoid } from '#operator/words-to-avoid.ts'
import type { FindingCode } from './finding.ts'
import { personalDataIn } from './personal-data.ts'
import { secretsIn } from './secret-data.ts'

/** What speaks against a text: the finding, and which kind of identifier, personal data or secret it is. */
export type TextFault = {
  readonly code: Extract<FindingCode, 'operator-named' | 'denied-word' | 'personal-data' | 'secret' | 'unscannable'>
  readonly about: string | null
}

/**
 * What a text is looked through for: `names` of operators and words of the deny lists, or `everything`, which is personal data and secrets too.
 * Digests and addresses are looked through for names alone: their digits would be taken for telephone numbers.
 */
export type TextScan = 'names' | 'everything'

/** The id under which words of the installation's list are compiled into the scanner of all operators. */
export const doNotNameOwner = 'do-not-name'

/** Looks texts of one case through. */
export type TextScanner = (text: string, scan: TextScan) => readonly TextFault[]

/**
 * Returns what looks texts of one case through: for all operators and the installation's list in one pass, for the deny list of the case in a second one.
 *
 * @param scanner Compiled from the identifiers of all operators, and of the words of {@link doNotNameOwner}.
 * @param denyList What the filer of the case wants kept in; a term may be a name, a host, a mail address, an address or a network.
 */
export function textScanner(scanner: IdentifierScanner, denyList: readonly string[]): TextScanner {
  const denied = denyList.length === 0 ? null : compiled(denyList)
  return (text, scan) => {
    const readings = normalReadings(text)
    if (readings === null) return [{ code: 'unscannable', about: null }]
    const hits = [...scanner.scanReadings(readings), ...(denied?.scanReadings(readings) ?? [])]
    const faults = hits.map(({ operatorId, kind }): TextFault =>
      // Which operator it is stays untold: the officer who reads the finding may have no business with that one.
      operatorId === doNotNameOwner ? { code: 'denied-word', about: null } : { code: 'operator-named', about: kind },
    )
    if (scan === 'everything') {
      for (const { cased } of readings) {
        faults.push(...personalDataIn(cased).map((about): TextFault => ({ code: 'personal-data', about })))
        faults.push(...secretsIn(cased).map((about): TextFault => ({ code: 'secret', about })))
      }
    }
    return [...new Map(faults.map((fault) => [`${fault.code} ${fault.about ?? ''}`, fault])).values()]
  }
}

/** Reports of one incident share a list, and a long one takes a second to compile. */
const scanners = new WeakMap<readonly string[], IdentifierScanner>()

function compiled(denyList: readonly string[]): IdentifierScanner {
  const known = scanners.get(denyList)
  if (known !== undefined) return known
  const scanner = new IdentifierScanner([wordsToAvoid(doNotNameOwner, denyList)])
  scanners.set(denyList, scanner)
  return scanner
}

/** Tells whether any of `faults` names somebody, or could not be looked for: no machine releases what is left then. */
export function namesSomebody(faults: readonly TextFault[]): boolean {
  return faults.some(({ code }) => code === 'operator-named' || code === 'denied-word' || code === 'unscannable')
}
