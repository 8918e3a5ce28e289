import { concatBytes, randomBytes } from '#base/bytes.ts'
import { canonicalBase64 } from './canonical-base64.ts'
import { EnvelopeError } from './envelope-error.ts'

const seedBytes = 32
const publicKeyBytes = 32
const publicKeyCharacters = 44
const signatureBytes = 64
const signatureCharacters = 88

// PrivateKeyInfo of RFC 8410 section 7, up to the seed: WebCrypto takes no bare seed.
const privateKeyInfo = Uint8Array.fromHex('302e020100300506032b657004220420')

// Public keys of small order, by their y coordinate and also in its second encoding. Under such a key one signature fits any message, so
// its owner could disown what was signed. Node refuses them, Chromium does not.
const smallOrderKeys = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

/** Returns a fresh seed, the 32 random bytes from which Ed25519 derives everything (RFC 8032 section 5.1.5). */
export function generateSeed(): Uint8Array<ArrayBuffer> {
  return randomBytes(seedBytes)
}

/**
 * Returns the public key of `seed` as base64.
 *
 * @throws {EnvelopeError} `SIGNING_KEY_REFUSED` if `seed` is not 32 bytes long.
 */
export async function publicKeyOf(seed: Uint8Array): Promise<string> {
  const { x } = await crypto.subtle.exportKey('jwk', await privateKey(seed, true))
  if (x === undefined) throw new EnvelopeError('SIGNING_KEY_REFUSED', 'Cannot derive the public key: the platform exported none')
  return Uint8Array.fromBase64(x, { alphabet: 'base64url' }).toBase64()
}

/**
 * Returns the Ed25519 signature of `message` as base64.
 *
 * @throws {EnvelopeError} `SIGNING_KEY_REFUSED` if `seed` is not 32 bytes long.
 */
export async function sign(message: Uint8Array<ArrayBuffer>, seed: Uint8Array): Promise<string> {
  const signature = await crypto.subtle.sign('Ed25519', await privateKey(seed, false), message)
  return new Uint8Array(signature).toBase64()
}

/** Tells whether `signature` is that of `message` by `publicKey`, both canonical base64. Anything malformed is simply not a signature. */
export async function isSignature(signature: string, message: Uint8Array<ArrayBuffer>, publicKey: string): Promise<boolean> {
  const signatureValue = canonicalBase64(signature, signatureCharacters)
  const keyValue = canonicalBase64(publicKey, publicKeyCharacters)
  if (signatureValue?.length !== signatureBytes || keyValue?.length !== publicKeyBytes) return false
  if (isSmallOrder(keyValue)) return false
  try {
    const key = await crypto.subtle.importKey('raw', keyValue, 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', key, signatureValue, message)
  } catch {
    return false
  }
}

/** Tells whether `publicKey`, 32 bytes, is a point of small order. A directory must not list such a key. */
export function isSmallOrder(publicKey: Uint8Array): boolean {
  const signBit = 0x80
  const y = publicKey.map((byte, index) => (index === publicKeyBytes - 1 ? byte & ~signBit : byte))
  return smallOrderKeys.has(y.toHex())
}

async function privateKey(seed: Uint8Array, extractable: boolean): Promise<CryptoKey> {
  if (seed.length !== seedBytes) {
    throw new EnvelopeError('SIGNING_KEY_REFUSED', `Cannot sign with a seed of ${seed.length} bytes: expected ${seedBytes}`)
  }
  return await crypto.subtle.importKey('pkcs8', concatBytes(privateKeyInfo, seed), 'Ed25519', extractable, ['sign'])
}
