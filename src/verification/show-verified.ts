import type { Language } from '#base/language.ts'
import type { Entry } from '#transparency-log/entry.ts'
import { formatInstant } from '#ui/format-time.ts'
import { describeEntry } from './describe-entry.ts'
import type { VerifiedReceipt } from '#transparency-log/receipt.ts'
import type { VerifiedFile } from './verify-file.ts'
import type { VerifiedWarning } from './verify-warning.ts'
import { verifyText } from './verify-text.ts'

/** Returns what was verified as JSON for other programs: instants in ISO 8601, hashes in hexadecimal. */
export function describeVerified(verified: VerifiedFile) {
  if (verified.kind === 'receipt') {
    return { kind: verified.kind, ...describeReceipt(verified) }
  }
  if (verified.kind === 'warning') {
    const { kind, state, id, version, act, digest, keyId, directoryVersion, receipt } = verified
    const logged = receipt === null ? null : describeReceipt(receipt)
    return { kind, state, warning: id, version, act, digest, gateKey: keyId, directoryVersion, receipt: logged }
  }
  const { kind, state, caseId, links, withheld, names } = verified
  const entries = links.map(({ seq, entry, commitment, origin, index, witnessedAt }) => {
    return { seq, entry, commitment: commitment.toHex(), origin, index, witnessedAt: instantOrNull(witnessedAt) }
  })
  return { kind, state, case: caseId, entries, withheld, names: Object.fromEntries(names) }
}

function describeReceipt({ state, entry, origin, index, size, witnessedAt, cosignatures }: VerifiedReceipt) {
  const witnesses = cosignatures.map(({ witness, at }) => ({ witness, at: instantOf(at) }))
  return { state, entry, origin, index, size, witnessedAt: instantOrNull(witnessedAt), witnesses }
}

/** Returns what was verified as lines for people, times in Japan's time and in UTC. */
export function linesOfVerified(verified: VerifiedFile, language: Language): readonly string[] {
  return [verifyText[verified.state][language], ...factLines(verified, language)]
}

function factLines(verified: VerifiedFile, language: Language): readonly string[] {
  switch (verified.kind) {
    case 'receipt':
      return receiptLines(verified, language)
    case 'case':
      return caseLines(verified, language)
    case 'warning':
      return warningLines(verified, language)
  }
}

function warningLines({ id, version, act, digest, keyId, directoryVersion, receipt }: VerifiedWarning, language: Language): string[] {
  return [
    `  ${verifyText.warningActs[act](version)[language]}`,
    `  warning ${id}`,
    `  SHA-256 ${digest}`,
    `  ${verifyText.signedBy(keyId, directoryVersion)[language]}`,
    ...(receipt === null ? [`  ${verifyText.notLogged[language]}`] : receiptLines(receipt, language)),
  ]
}

function receiptLines(verified: VerifiedReceipt, language: Language): string[] {
  const { entry, origin, index, size, witnessedAt, cosignatures } = verified
  return [
    `  ${timeOf(entry.at, language)}  ${describeEntry(entry, new Map())[language]}`,
    ...fieldsOf(entry).map((field) => `  ${field}`),
    `  log ${origin}, leaf ${index} of ${size}`,
    ...cosignatures.map(({ witness, at }) => `  cosigned ${witness} ${instantOf(at).toString()}`),
    `  ${witnessWords(witnessedAt, language)}`,
  ]
}

function caseLines(verified: Extract<VerifiedFile, { kind: 'case' }>, language: Language): string[] {
  const { links, withheld, names, caseId } = verified
  const lines = links.flatMap(({ seq, entry, witnessedAt }) => [
    `  ${seq}. ${entry === null ? '' : `${timeOf(entry.at, language)}  `}${describeEntry(entry, names)[language]}`,
    ...(entry !== null && 'digest' in entry ? [`     SHA-256 ${entry.digest}`] : []),
    `     ${witnessWords(witnessedAt, language)}`,
  ])
  const notes = [...(names.size === 0 ? [] : [verifyText.namesUnproved]), verifyText.upTo].map((note) => `  ${note[language]}`)
  return [`  ${verifyText.caseCount(links.length, withheld)[language]}`, `  case ${caseId}`, ...lines, ...notes]
}

function fieldsOf(entry: Entry): string[] {
  return Object.entries(entry).map(([name, value]) => `${name} ${String(value)}`)
}

function witnessWords(witnessedAt: number | null, language: Language): string {
  const words = witnessedAt === null ? verifyText.notWitnessed : verifyText.witnessedBy(timeOf(instantOf(witnessedAt).toString(), language))
  return words[language]
}

function timeOf(at: string, language: Language): string {
  const instant = Temporal.Instant.from(at)
  return `${formatInstant(instant, language, { seconds: true })} ${instant.toString({ fractionalSecondDigits: 3 })}`
}

function instantOrNull(seconds: number | null): string | null {
  return seconds === null ? null : instantOf(seconds).toString()
}

function instantOf(seconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
}
