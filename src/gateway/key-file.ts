import { readFile, writeFile, link, rm } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { randomBytes, utf8 } from '#base/bytes.ts'
import { canonicalJson, type JsonObject } from '#base/canonical-json.ts'
import { isJsonObject, textAt } from '#base/json-object.ts'
import { parseJson } from '#base/parse-json.ts'
import { decryptWithPassphrase, encryptWithPassphrase } from '#envelope/age-file.ts'
import { canonicalBase64 } from '#envelope/canonical-base64.ts'
import { generatePersonalKey, type PersonalKey, type PublicKeys } from '#envelope/personal-key.ts'
import type { Secret } from '#runtime/secret.ts'
import { GatewayError } from './gateway-error.ts'

/** The secret keys of one gateway. */
export type GatewaySecrets = {
  /** The gateway's own keys as a member of its authority. */
  readonly personal: PersonalKey
  /** Key of the archive, 32 bytes. */
  readonly archive: Uint8Array
}

const format = 'noroshi-gateway-key-1'
const limits = { maxBytes: 4096, maxDepth: 2, maxKeys: 8 }

/**
 * Makes the keys of a gateway and writes them to `path`, wrapped by `passphrase` and readable by this user alone; returns the public halves.
 *
 * @param options.workFactor Base-2 logarithm of the scrypt cost, 10 to 18 (the default, about two seconds).
 * @throws {GatewayError} `KEY_FILE_UNREADABLE` if there is a file at `path` already, or none can be written.
 */
export async function makeKeyFile(path: string, passphrase: Secret, options: { readonly workFactor?: number } = {}): Promise<PublicKeys> {
  const { secret, public: known } = await generatePersonalKey()
  const content: JsonObject = {
    format,
    encryption: secret.encryption,
    signing: secret.signing.toBase64(),
    archive: randomBytes(32).toBase64(),
  }
  const wrapped = await encryptWithPassphrase(passphrase.reveal(), utf8(canonicalJson(content)), options)
  const half = `${path}.${randomUUID()}.half`
  try {
    await writeFile(half, wrapped, { mode: 0o600, flag: 'wx', flush: true })
    // Unlike a rename, a link never takes the place of a key that is there.
    await link(half, path)
  } catch (cause) {
    throw new GatewayError('KEY_FILE_UNREADABLE', `Cannot write ${path}: there is a key already, or this user may not write there`, {
      cause,
    })
  } finally {
    await rm(half, { force: true })
  }
  return known
}

/**
 * Returns the keys in the file at `path`.
 *
 * @throws {GatewayError} `KEY_FILE_MISSING` if there is none; `KEY_FILE_UNREADABLE` if the passphrase is wrong or the file was altered.
 */
export async function readKeyFile(path: string, passphrase: Secret): Promise<GatewaySecrets> {
  const file = await readFile(path).catch((cause: unknown) => {
    throw new GatewayError('KEY_FILE_MISSING', `Cannot read ${path}: make the keys of this gateway with "noroshi gateway init"`, { cause })
  })
  const secrets = parsed(await decryptWithPassphrase(passphrase.reveal(), file).catch(() => null))
  if (secrets !== null) return secrets
  throw new GatewayError('KEY_FILE_UNREADABLE', `Cannot unlock ${path}: the secret is another one, or the file was altered`)
}

function parsed(bytes: Uint8Array | null): GatewaySecrets | null {
  if (bytes === null) return null
  const content = parseJson(bytes, limits)
  if (!isJsonObject(content) || content['format'] !== format) return null
  const encryption = textAt(content, 'encryption')
  const signing = canonicalBase64(textAt(content, 'signing'), 44)
  const archive = canonicalBase64(textAt(content, 'archive'), 44)
  return encryption === null || signing === null || archive?.length !== 32 ? null : { personal: { encryption, signing }, archive }
}
