import Type from 'typebox'
import { Check } from 'typebox/value'
import { utf8 } from '#base/bytes.ts'
import { canonicalJson, type JsonValue } from '#base/canonical-json.ts'
import { parseJson } from '#base/parse-json.ts'
import { DirectoryError } from './directory-error.ts'
import { hashText } from './fingerprint.ts'

const strict = { additionalProperties: false } as const
const uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' })
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const instant = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' })
const count = Type.Integer({ minimum: 1, maximum: 1_000_000_000 })
const signing = Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' })
const recipient = Type.String({ pattern: '^age1pq1[02-9ac-hj-np-z]{1952}$' })
const line = Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]{1,200}$' })
const name = Type.Object({ ja: line, en: line }, strict)
const key = { keyId: uuid, epoch: count } as const

/** JSON schema of a member of an authority as an epoch statement or the directory names it: the person and the fingerprint of its keys. */
export const vouchedMember = Type.Object({ personId: uuid, fingerprint: hash }, strict)

const authorityEntry = Type.Object(
  {
    role: Type.Literal('authority'),
    organisationId: uuid,
    code: line,
    kind: line,
    sectors: Type.Array(line, { maxItems: 100 }),
    name,
    ...key,
    recipient,
    // The statement that made this epoch, so that whom it names as members stays vouched for; null for an epoch that the root itself brought in.
    statement: Type.Union([hash, Type.Null()]),
    administrators: Type.Array(Type.Object({ personId: uuid, signing, fingerprint: hash }, strict), { maxItems: 50 }),
  },
  strict,
)

const serviceEntry = Type.Object(
  {
    role: Type.Union([Type.Literal('log'), Type.Literal('recovery'), Type.Literal('intake')]),
    organisationId: uuid,
    name,
    ...key,
    recipient,
  },
  strict,
)

const signer = Type.Object({ keyId: uuid, ed25519: signing, mlDsa44: Type.String({ pattern: '^[A-Za-z0-9+/]{1750}==$' }) }, strict)

// Keys that were replaced stay among the signers: warnings that they signed are good still.
const gateEntry = Type.Object(
  { role: Type.Literal('gate'), organisationId: uuid, name, ...key, recipient, signers: Type.Array(signer, { minItems: 1, maxItems: 50 }) },
  strict,
)

// An operator gets its own key from the server and compares it with this digest: 250 recipients of 2 KB would weigh on every phone.
const operatorEntry = Type.Object({ role: Type.Literal('operator'), organisationId: uuid, ...key, digest: hash }, strict)

const directorySchema = Type.Object(
  {
    format: Type.Literal('noroshi-directory-1'),
    version: count,
    issuedAt: instant,
    previous: Type.Union([hash, Type.Null()]),
    entries: Type.Array(Type.Union([authorityEntry, serviceEntry, gateEntry, operatorEntry]), { minItems: 1, maxItems: 20_000 }),
  },
  strict,
)

/** One version of the directory: who holds which key. It counts only once the root has signed it. */
export type Directory = Type.Static<typeof directorySchema>

/** One key of the directory with its holder. */
export type DirectoryEntry = Directory['entries'][number]

/** An authority as the directory lists it: its team key, and who may sign its next epochs. */
export type AuthorityEntry = Type.Static<typeof authorityEntry>

const limits = { maxBytes: 16 * 1024 * 1024, maxDepth: 6, maxKeys: 400_000 }
const firstLine = 'noroshi-directory-1\n'

/** Returns the text that the root signs: the line `noroshi-directory-1`, then the canonical JSON (RFC 8785) of `directory`, then a newline. */
export function formatDirectory(directory: Directory): string {
  return `${firstLine}${canonicalJson(directory)}\n`
}

/**
 * Returns the directory that `text` writes; whether the root signed it is another question.
 *
 * @param text Hostile.
 * @throws {DirectoryError} `DIRECTORY_MALFORMED` unless it is the one text of a directory in which no key, and no organisation in one role, stands twice.
 */
export function parseDirectory(text: string): Directory {
  const directory = text.startsWith(firstLine) ? readJson(text.slice(firstLine.length)) : null
  if (!Check(directorySchema, directory)) throw malformed('it is not of the form noroshi-directory-1')
  if (formatDirectory(directory) !== text) throw malformed('it is not written canonically')
  if ((directory.version === 1) !== (directory.previous === null)) throw malformed('every version but the first follows one')
  refuseRepeated(directory.entries)
  return directory
}

/** Returns the digest of a version: SHA-256 in hexadecimal over its text without signatures. The next version and the log name it. */
export function directoryDigest(directory: Directory): string {
  return hashText(formatDirectory(directory))
}

/** Returns the digest by which the directory lists an operator's key. */
export function recipientDigest(recipientText: string): string {
  return hashText(recipientText)
}

function refuseRepeated(entries: readonly DirectoryEntry[]): void {
  const seen = new Set<string>()
  for (const entry of entries) {
    const digest = entry.role === 'operator' ? entry.digest : recipientDigest(entry.recipient)
    for (const mark of [`${entry.role} ${entry.organisationId}`, entry.keyId, digest]) {
      if (seen.has(mark)) throw malformed('a key or an organisation stands in it twice')
      seen.add(mark)
    }
  }
}

function readJson(text: string): JsonValue {
  try {
    return parseJson(utf8(text), limits)
  } catch {
    return null
  }
}

function malformed(problem: string): DirectoryError {
  return new DirectoryError('DIRECTORY_MALFORMED', `Cannot use the directory of keys: ${problem}. Nothing was sealed`)
}
