import { sha256 } from '@noble/hashes/sha2.js'
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import { concatBytes, utf8 } from '#base/bytes.ts'
import { canonicalBase64 } from '#envelope/canonical-base64.ts'
import { LogError } from '#transparency-log/log-error.ts'
import { openSigner } from '#transparency-log/signer.ts'
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '#transparency-log/verifier-key.ts'
import { DirectoryError } from './directory-error.ts'
import { hashText } from './fingerprint.ts'

/** The public half of the root under which every version of the directory stands: what clients pin. Both signatures must hold. */
export type DirectoryRoot = {
  readonly ed25519: VerifierKey
  readonly mlDsa44: { readonly name: string; readonly keyId: string; readonly publicKey: Uint8Array }
}

/** The root with its secret half; it is used on a machine without a network. */
export type RootSigner = {
  readonly root: DirectoryRoot
  /** Returns the two bare signatures of `text`. */
  readonly sign: (text: string) => Promise<{ readonly ed25519: Uint8Array; readonly mlDsa44: Uint8Array }>
}

// C2SP signed-note assigns no type to an ML-DSA-44 signature over any text: 0xff, then a longer identifier.
const mlDsaType = concatBytes(Uint8Array.of(0xff), utf8('noroshi-directory ml-dsa-44\n'))
const mlDsaPublicKeyBytes = 1312
/** What both signatures cover before the text, so that the root's keys sign nothing else. */
const mlDsaContext = utf8('noroshi-directory-1')
const longestPin = 8192

/**
 * Returns the root of the holder `name` that follows from two secret seeds of 32 random bytes.
 *
 * @throws {LogError} `KEY_NAME_REFUSED` for an unfit name; `KEY_REFUSED` for a seed of another length.
 */
export async function openRootSigner(name: string, seeds: { ed25519: Uint8Array; mlDsa44: Uint8Array }): Promise<RootSigner> {
  const classical = await openSigner(name, 'ed25519', seeds.ed25519)
  const { publicKey, secretKey } = ml_dsa44.keygen(seeds.mlDsa44)
  return {
    root: { ed25519: classical.key, mlDsa44: mlDsaKey(name, publicKey) },
    sign: async (text) => ({
      ed25519: await classical.sign(utf8(text)),
      mlDsa44: ml_dsa44.sign(utf8(text), secretKey, { context: mlDsaContext }),
    }),
  }
}

/** Tells whether `signature` is that of `text` by the root's ML-DSA-44 key. */
export function isMlDsaSignature(signature: Uint8Array, text: string, { mlDsa44 }: DirectoryRoot): boolean {
  try {
    return ml_dsa44.verify(signature, utf8(text), mlDsa44.publicKey, { context: mlDsaContext })
  } catch {
    // The library throws on a signature of another length.
    return false
  }
}

/** Returns `root` as the text that clients pin: two lines, each a verifier key of C2SP signed-note. */
export function formatRoot({ ed25519, mlDsa44 }: DirectoryRoot): string {
  const { name, keyId, publicKey } = mlDsa44
  return `${formatVerifierKey(ed25519)}\n${name}+${keyId}+${concatBytes(mlDsaType, publicKey).toBase64()}\n`
}

/**
 * Returns the root that `text` writes.
 *
 * @throws {DirectoryError} `ROOT_MALFORMED` unless it is the one text of an Ed25519 and an ML-DSA-44 key of one holder.
 */
export function parseRoot(text: string): DirectoryRoot {
  const [first = '', second = ''] = text.length > longestPin ? [] : text.split('\n')
  const ed25519 = readClassical(first)
  const bytes = canonicalBase64(/^[^+]*\+[0-9a-f]{8}\+(.*)$/.exec(second)?.[1], longestPin)
  const type = bytes?.subarray(0, mlDsaType.length).toHex()
  if (bytes === null || type !== mlDsaType.toHex() || bytes.length !== mlDsaType.length + mlDsaPublicKeyBytes) throw malformedRoot()
  const root = { ed25519, mlDsa44: mlDsaKey(ed25519.name, bytes.slice(mlDsaType.length)) }
  if (formatRoot(root) !== `${text.trimEnd()}\n`) throw malformedRoot()
  return root
}

/** Returns the fingerprint of `root`: SHA-256 in hexadecimal over what is pinned. It is printed on every kit. */
export function rootFingerprint(root: DirectoryRoot): string {
  return hashText(formatRoot(root))
}

function mlDsaKey(name: string, publicKey: Uint8Array): DirectoryRoot['mlDsa44'] {
  const keyId = sha256(concatBytes(utf8(`${name}\n`), mlDsaType, publicKey))
    .slice(0, 4)
    .toHex()
  return { name, keyId, publicKey }
}

function readClassical(text: string): VerifierKey {
  try {
    const key = parseVerifierKey(text)
    if (key.type === 'ed25519') return key
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause
  }
  throw malformedRoot()
}

function malformedRoot(): DirectoryError {
  return new DirectoryError(
    'ROOT_MALFORMED',
    'Cannot read the root of the directory: expected two lines, an Ed25519 and an ML-DSA-44 verifier key of one holder',
  )
}
