import { nearestName } from '#base/nearest-name.ts'

/** Longest list of names that a sentence gives whole. */
const mostNamed = 24

/** Returns the sentence for a name that is not there: the one that was probably meant, and those that are, where they are few. */
export function strangerText(what: string, name: string, known: readonly string[]): string {
  const near = nearestName(name, known)
  const meant = near === null ? '' : `; did you mean "${near}"?`
  if (known.length === 0) return `there is no ${what} "${name}": none is stated`
  if (known.length > mostNamed) return `there is no ${what} "${name}"${meant}`
  return `there is no ${what} "${name}"${meant}${near === null ? ', ' : ' '}expected one of: ${known.join(', ')}`
}
