import type { Language } from '#base/language.ts'
import { recipientDigest, type Directory } from '#key-directory/directory.ts'
import { formatFingerprint } from '#key-directory/fingerprint.ts'
import { administrationText } from './administration-text.ts'

/** Returns what a directory says, for whoever signs or checks it: one line for the version, one for each key but those of operators, which are counted. */
export function describeDirectory(directory: Directory, language: Language): readonly string[] {
  const operators = directory.entries.filter(({ role }) => role === 'operator').length
  const keys = directory.entries.flatMap((entry) => {
    if (entry.role === 'operator') return []
    const digits = formatFingerprint(recipientDigest(entry.recipient))
    return [`${entry.role} ${entry.name[language]} ${administrationText.epoch(entry.epoch)[language]} ${digits}`]
  })
  return [administrationText.version(directory.version, directory.issuedAt)[language], ...keys, `operator × ${operators}`]
}
