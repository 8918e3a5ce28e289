import type { ObservableKind } from './read-observable.ts'

/** What a part of a MISP attribute is; null for a part that is no indicator, such as a port. */
export type ValueKind = ObservableKind | null

const fileHashes = ['md5', 'sha1', 'sha256'] as const
const otherHashes = [
  'authentihash',
  'impfuzzy',
  'imphash',
  'pehash',
  'sha224',
  'sha384',
  'sha512',
  'sha512/224',
  'sha512/256',
  'ssdeep',
  'tlsh',
  'vhash',
]

// The attribute types of the MISP core format that hold what an indicator can be. Every other type is a kind that is no indicator.
const kinds: ReadonlyMap<string, readonly ValueKind[]> = new Map<string, readonly ValueKind[]>([
  ['ip-src', ['address']],
  ['ip-dst', ['address']],
  ['ip-src|port', ['address', null]],
  ['ip-dst|port', ['address', null]],
  ['hostname', ['host']],
  ['hostname|port', ['host', null]],
  ['domain', ['host']],
  ['domain|ip', ['host', 'address']],
  ['url', ['url']],
  ['email', ['email']],
  ['email-src', ['email']],
  ['email-dst', ['email']],
  ['email-reply-to', ['email']],
  ['target-email', ['email']],
  ['filename', ['file-name']],
  ['malware-sample', ['file-name', 'md5']],
  ['vulnerability', ['cve']],
  ...fileHashes.map((hash) => [hash, [hash]] as const),
  ...fileHashes.map((hash) => [`filename|${hash}`, ['file-name', hash]] as const),
  ...otherHashes.map((hash) => [`filename|${hash}`, ['file-name', null]] as const),
])

/** Returns what each part of a MISP attribute of `type` is, or null if the type holds no indicator at all. */
export function mispKinds(type: string): readonly ValueKind[] | null {
  return kinds.get(type) ?? null
}
