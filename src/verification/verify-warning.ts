import Type from 'typebox'
import { Check } from 'typebox/value'
import { canonicalJson, type JsonObject, type JsonValue } from '#base/canonical-json.ts'
import { utf8, utf8Text } from '#base/bytes.ts'
import { isJsonObject } from '#base/json-object.ts'
import { parseJson } from '#base/parse-json.ts'
import type { DirectoryRoot } from '#key-directory/directory-root.ts'
import { isGateSignature, type GateSignature, type GateSigningKey } from '#key-directory/gate-key.ts'
import { openDirectory } from '#key-directory/open-directory.ts'
import { digestOfStatement, formatWarningStatement, statedPart } from '#key-directory/warning-statement.ts'
import type { Policy } from '#transparency-log/policy.ts'
import { verifyReceipt, type VerifiedReceipt } from '#transparency-log/receipt.ts'
import { WarningError } from './warning-error.ts'

/** What a warning is judged by. */
export type WarningOptions = {
  /** The root that the verifier pinned. */
  readonly root: DirectoryRoot
  /** A signed directory from elsewhere; it counts before the one in the file. */
  readonly directory: string | null
  /** Of the log; without it, a receipt in the file is left unread. */
  readonly policy: Policy | null
  /** Seconds since 1970 by the verifier's clock. */
  readonly now: number
}

/** A warning whose signatures hold. */
export type VerifiedWarning = {
  /** `signed`: by the release gate. `provisional` and `witnessed`: its receipt of the log holds, too. */
  readonly state: 'signed' | 'provisional' | 'witnessed'
  readonly warning: JsonObject
  readonly id: string
  readonly version: number
  readonly act: 'release' | 'revision' | 'recall'
  /** SHA-256 in hexadecimal over what was signed. */
  readonly digest: string
  /** Of the gate's key, and the version of the directory that lists it. */
  readonly keyId: string
  readonly directoryVersion: number
  readonly receipt: VerifiedReceipt | null
}

const limits = { maxBytes: 16 * 1024 * 1024, maxDepth: 16, maxKeys: 200_000 }
const openBrace = 0x7b

const signatureSchema = Type.Object(
  { keyId: Type.String(), ed25519: Type.String(), mlDsa44: Type.String() },
  { additionalProperties: false },
)

const statementSchema = Type.Object(
  {
    format: Type.Literal('noroshi-warning-statement-1'),
    warning: Type.Object({}),
    signature: signatureSchema,
    directory: Type.Union([Type.String(), Type.Null()]),
    receipt: Type.Union([Type.String(), Type.Null()]),
  },
  { additionalProperties: false },
)

const namingSchema = Type.Object({
  id: Type.String(),
  version: Type.Integer({ minimum: 1 }),
  act: Type.Union([Type.Literal('release'), Type.Literal('revision'), Type.Literal('recall')]),
})

/** Tells whether a file can be a warning: JSON, which neither receipts nor bundles are. */
export function isWarningFile(bytes: Uint8Array): boolean {
  return bytes.find((byte) => !' \t\r\n'.includes(String.fromCodePoint(byte))) === openBrace
}

/**
 * Returns what a warning proves, or throws.
 *
 * @param bytes Hostile: what `GET /api/v1/warnings/{id}/statement` gave, of which no byte may differ, or a warning as the API and the event stream carry
 *   it, of which only white space, the order of fields and the recipient's own place may.
 * @throws {WarningError}
 * @throws {DirectoryError} As `openDirectory`.
 * @throws {LogError} As `verifyReceipt`.
 */
export async function verifyWarning(bytes: Uint8Array, options: WarningOptions): Promise<VerifiedWarning> {
  const { warning, signature, directory, receipt } = readFile(bytes)
  const signedDirectory = options.directory ?? directory
  if (signedDirectory === null)
    throw new WarningError(
      'WARNING_DIRECTORY_NEEDED',
      'Cannot verify the warning: it comes without a signed directory of keys. Name one with --directory, or take the file that /api/v1/warnings/ID/statement gives, which holds one',
    )
  const opened = await openDirectory(signedDirectory, options.root, null)
  const gates = opened.directory.entries.flatMap((entry) => (entry.role === 'gate' ? entry.signers : []))
  const statement = formatWarningStatement(warning)
  await refuseUnsigned(statement, signature, gates)
  if (!Check(namingSchema, warning)) throw malformed('it names no version')
  const { id, version, act } = warning
  const digest = digestOfStatement(statement)
  const logged =
    receipt === null || options.policy === null
      ? null
      : await readLogged(receipt, { ...options, policy: options.policy }, { id, version, act, digest })
  const common = { warning, id, version, act, digest, keyId: signature.keyId, directoryVersion: opened.directory.version }
  return { ...common, state: logged?.state ?? 'signed', receipt: logged }
}

async function readLogged(
  receipt: string,
  { policy, now }: { readonly policy: Policy; readonly now: number },
  { id, version, act, digest }: Pick<VerifiedWarning, 'id' | 'version' | 'act' | 'digest'>,
): Promise<VerifiedReceipt> {
  const expected = { kind: act === 'recall' ? 'recall' : 'release', warning: id, version, digest }
  return await verifyReceipt(utf8(receipt), { policy, now, expected })
}

type WarningFile = {
  readonly warning: JsonObject
  readonly signature: GateSignature
  readonly directory: string | null
  readonly receipt: string | null
}

function readFile(bytes: Uint8Array): WarningFile {
  const value = readJson(bytes)
  if (!isJsonObject(value)) throw malformed('it is no JSON object')
  if (value['format'] === undefined) {
    const { signature } = value
    if (!Check(signatureSchema, signature))
      throw new WarningError('WARNING_UNSIGNED', 'Cannot verify the warning: it bears no signature of the release gate')
    return { warning: statedPart(value), signature, directory: null, receipt: null }
  }
  if (!Check(statementSchema, value)) throw malformed('it is not of the form noroshi-warning-statement-1')
  if (`${canonicalJson(value)}\n` !== utf8Text(bytes)) throw malformed('it is not written canonically')
  const { signature, directory, receipt } = value
  return { warning: value.warning as JsonObject, signature, directory, receipt }
}

async function refuseUnsigned(statement: string, signature: GateSignature, gates: readonly GateSigningKey[]): Promise<void> {
  const key = gates.find(({ keyId }) => keyId === signature.keyId)
  if (key === undefined)
    throw new WarningError(
      'WARNING_GATE_UNKNOWN',
      'Cannot accept the warning: the directory lists no release gate with the key that signed it',
    )
  if (!(await isGateSignature(signature, statement, key)))
    throw new WarningError('WARNING_ALTERED', 'Cannot accept the warning: it was altered after the release gate signed it')
}

function readJson(bytes: Uint8Array): JsonValue {
  try {
    return parseJson(bytes, limits)
  } catch (cause) {
    throw new WarningError('WARNING_MALFORMED', 'Cannot read the warning: it is not JSON', { cause })
  }
}

function malformed(problem: string): WarningError {
  return new WarningError('WARNING_MALFORMED', `Cannot read the warning: ${problem}`)
}
