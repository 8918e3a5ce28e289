import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, randomBytes, utf8 } from '#base/bytes.ts'
import { canonicalJson } from '#base/canonical-json.ts'
import { parseJson } from '#base/parse-json.ts'
import { readEntry, type Entry } from './entry.ts'
import { LogError } from './log-error.ts'
import { leafHash, type Hash } from './merkle-tree.ts'

/** An entry with the secret that hides it: whoever has both can tell which leaf is theirs, and nobody else learns anything from the leaf. */
export type Opening = { readonly salt: Uint8Array; readonly entry: Entry }

const saltBytes = 32
const entryLimits = { maxBytes: 4096, maxDepth: 1, maxKeys: 16 }
const domain = utf8('noroshi-entry-1\n')
// The first byte of every leaf. Another one would mark leaves made by other rules.
const leafVersion = 0x01

/**
 * Returns `entry` with a fresh salt, 32 random bytes.
 *
 * The salt is never used again: under one salt, two leaves of one entry would be the same.
 */
export function sealEntry(entry: Entry): Opening {
  return { salt: randomBytes(saltBytes), entry: readEntry(entry) }
}

/** Returns what a leaf says of its entry: SHA-256 over the line `noroshi-entry-1`, the salt, and the canonical JSON (RFC 8785) of the entry. */
export function commitmentOf({ salt, entry }: Opening): Hash {
  return sha256(concatBytes(domain, salt, utf8(canonicalJson(entry))))
}

/** Returns the leaf that the log serves, 33 bytes for every kind, cover included: 0x01 and the commitment. */
export function leafOf(commitment: Hash): Uint8Array<ArrayBuffer> {
  return concatBytes(Uint8Array.of(leafVersion), commitment)
}

/** Returns the hash of the leaf of `commitment` in the tree. */
export function leafHashOf(commitment: Hash): Hash {
  return leafHash(leafOf(commitment))
}

/** Returns `opening` as bytes, for those who may know the entry: the salt, then canonical JSON. */
export function formatOpening({ salt, entry }: Opening): Uint8Array<ArrayBuffer> {
  return concatBytes(salt, utf8(canonicalJson(entry)))
}

/**
 * Returns the opening that `bytes` write.
 *
 * @param bytes Hostile.
 * @throws {LogError} `ENTRY_MALFORMED` unless they are the one sequence of bytes of an opening.
 */
export function parseOpening(bytes: Uint8Array): Opening {
  const opening = { salt: bytes.slice(0, saltBytes), entry: readEntry(readJson(bytes.slice(saltBytes))) }
  // Bytes, not texts: reading drops a mark of byte order.
  if (formatOpening(opening).toHex() !== bytes.toHex()) throw malformed()
  return opening
}

function readJson(bytes: Uint8Array): ReturnType<typeof parseJson> {
  try {
    return parseJson(bytes, entryLimits)
  } catch (cause) {
    throw malformed({ cause })
  }
}

function malformed(options?: ErrorOptions): LogError {
  return new LogError('ENTRY_MALFORMED', 'Cannot read opening: expected 32 bytes of salt and an entry in canonical JSON', options)
}
