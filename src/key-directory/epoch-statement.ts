import Type from 'typebox'
import { Check } from 'typebox/value'
import { utf8 } from '#base/bytes.ts'
import { canonicalJson, type JsonValue } from '#base/canonical-json.ts'
import { parseJson } from '#base/parse-json.ts'
import { isSignature, publicKeyOf, sign } from '#envelope/ed25519.ts'
import { vouchedMember, type AuthorityEntry } from './directory.ts'
import { DirectoryError } from './directory-error.ts'
import { hashText } from './fingerprint.ts'

const strict = { additionalProperties: false } as const
const uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' })

const statementFields = {
  format: Type.Literal('noroshi-epoch-1'),
  organisationId: uuid,
  epoch: Type.Integer({ minimum: 2, maximum: 1_000_000_000 }),
  previousKeyId: uuid,
  keyId: uuid,
  recipient: Type.String({ pattern: '^age1pq1[02-9ac-hj-np-z]{1952}$' }),
  issuedAt: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' }),
  /** Who left, where that is why; null for a rotation without leaving. */
  left: Type.Union([uuid, Type.Null()]),
  /** Everybody to whom the new key was wrapped. An administrator who is not among them may sign no later epoch. */
  members: Type.Array(vouchedMember, { minItems: 1, maxItems: 500 }),
  /** Ed25519 public key of the administrator who signs, base64. */
  signer: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }),
}

/** JSON schema of an epoch statement. */
export const epochStatementSchema = Type.Object(
  { ...statementFields, signature: Type.String({ pattern: '^[A-Za-z0-9+/]{86}==$' }) },
  { ...strict, description: "An authority's next team key, signed by one of its administrators" },
)

/** The next team key of an authority, signed by an administrator whom the directory lists: the root is offline when a member leaves. */
export type EpochStatement = Type.Static<typeof epochStatementSchema>

/** Who a current member is, as somebody vouched for it. */
export type VouchedMember = Type.Static<typeof vouchedMember>

/** What is true of an authority after the directory and all statements: its newest key, who may sign the next, and whom the newest statement names. */
export type CurrentAuthority = AuthorityEntry & {
  /** Members by the statement of this epoch; null where the root brought the epoch in and no statement is at hand. */
  readonly members: readonly VouchedMember[] | null
  /** When that statement was issued, ISO 8601; null where `members` is. */
  readonly membersAt: string | null
}

const limits = { maxBytes: 256 * 1024, maxDepth: 4, maxKeys: 2_000 }

/** Returns the next epoch signed by the administrator with the Ed25519 `seed`. */
export async function signEpochStatement(
  fields: Omit<EpochStatement, 'format' | 'signer' | 'signature'>,
  seed: Uint8Array,
): Promise<EpochStatement> {
  const unsigned = { format: 'noroshi-epoch-1' as const, ...fields, signer: await publicKeyOf(seed) }
  return { ...unsigned, signature: await sign(statementBytes(unsigned), seed) }
}

/** Tells whether the administrator whom `statement` names as signer signed exactly this; whether it is one, the directory tells. */
export async function isStatementSigned(statement: EpochStatement): Promise<boolean> {
  const { signature, ...unsigned } = statement
  return await isSignature(signature, statementBytes(unsigned), statement.signer)
}

/** Returns the text of `statement` as it is kept and served. */
export function formatStatement(statement: EpochStatement): string {
  return canonicalJson(statement)
}

/** Returns the digest of `statement`, SHA-256 in hexadecimal: the directory's next version names it. */
export function statementDigest(statement: EpochStatement): string {
  return hashText(formatStatement(statement))
}

/**
 * Returns the statement that `text` writes.
 *
 * @param text Hostile.
 * @throws {DirectoryError} `EPOCH_REFUSED` unless it is the one text of a statement.
 */
export function parseStatement(text: string): EpochStatement {
  const value = readJson(text)
  if (!Check(epochStatementSchema, value) || formatStatement(value) !== text) throw refused('a statement of a new epoch cannot be read')
  return value
}

/**
 * Returns `entry` brought up to date by the statements of that authority.
 *
 * Each must follow the epoch before it, and be signed by an administrator whom the directory lists and who has not left since.
 *
 * @param statements Of this authority, in any order; those up to the epoch of the directory are not needed any more.
 * @throws {DirectoryError} `EPOCH_REFUSED`
 */
export async function applyStatements(entry: AuthorityEntry, statements: readonly EpochStatement[]): Promise<CurrentAuthority> {
  const origin = statements.find((one) => statementDigest(one) === entry.statement)
  let current: CurrentAuthority = { ...entry, members: origin?.members ?? null, membersAt: origin?.issuedAt ?? null }
  const next = statements.filter(({ epoch }) => epoch > entry.epoch).toSorted((one, other) => one.epoch - other.epoch)
  for (const statement of next) current = await follow(current, statement)
  return current
}

async function follow(current: CurrentAuthority, statement: EpochStatement): Promise<CurrentAuthority> {
  const { name } = current
  if (
    statement.organisationId !== current.organisationId ||
    statement.epoch !== current.epoch + 1 ||
    statement.previousKeyId !== current.keyId
  )
    throw refused(`the new key of ${name.en} does not follow the one before it`)
  if (!current.administrators.some(({ signing }) => signing === statement.signer))
    throw refused(`the new key of ${name.en} is signed by nobody whom the directory lists as its administrator`)
  if (!(await isStatementSigned(statement))) throw refused(`the new key of ${name.en} was altered after its administrator signed it`)
  const { keyId, epoch, recipient, members, issuedAt } = statement
  const staying = new Map(members.map((one) => [one.personId, one.fingerprint]))
  const administrators = current.administrators.filter(({ personId, fingerprint }) => staying.get(personId) === fingerprint)
  return { ...current, keyId, epoch, recipient, members, membersAt: issuedAt, administrators, statement: statementDigest(statement) }
}

function statementBytes(unsigned: Omit<EpochStatement, 'signature'>): Uint8Array<ArrayBuffer> {
  return utf8(`noroshi-epoch-1\n${canonicalJson(unsigned)}`)
}

function readJson(text: string): JsonValue {
  try {
    return parseJson(utf8(text), limits)
  } catch {
    return null
  }
}

function refused(problem: string): DirectoryError {
  return new DirectoryError('EPOCH_REFUSED', `Refused: ${problem}. Somebody may be swapping keys; nothing was sealed`)
}
