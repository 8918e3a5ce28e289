/** The media type of every TAXII 2.1 answer (TAXII 2.1, section 1.6.8). */
export const taxiiMediaType = 'application/taxii+json;version=2.1'

/** The media type of the objects in every collection. */
export const stixMediaType = 'application/stix+json;version=2.1'

const known = new Map<string, boolean>()
const knownMost = 200

/**
 * Tells whether a caller with this Accept header takes TAXII 2.1: the type with that version or without one, or a wildcard; no header takes everything.
 *
 * @see RFC 9110, section 12.5.1
 */
export function acceptsTaxii(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '') return true
  const remembered = known.get(accept)
  if (remembered !== undefined) return remembered
  const answer = accept.split(',').some(rangeTakesTaxii)
  // The header comes from outside: what is remembered stays small whatever is sent.
  if (known.size < knownMost && accept.length < 500) known.set(accept, answer)
  return answer
}

function rangeTakesTaxii(range: string): boolean {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
  if (parameters.some((one) => /^q\s*=\s*0(\.0*)?$/.test(one))) return false
  if (type === '*/*' || type === 'application/*') return true
  if (type !== 'application/taxii+json') return false
  const version = parameters.find((one) => one.startsWith('version'))
  return version === undefined || /^version\s*=\s*"?2\.1"?$/.test(version)
}
