import { utf8 } from '#base/bytes.ts'
import { publicKeyOf } from './ed25519.ts'
import { readPrintedCode } from './printed-code.ts'

/** The key that a one-time code of an operator's kit stands for. Whoever has the code can file one report for that operator. */
export type KitCodeKey = {
  /** Ed25519 seed, 32 bytes. */
  readonly seed: Uint8Array<ArrayBuffer>
  /** Ed25519 public key, base64 of 32 bytes: all that the server keeps of a code. */
  readonly publicKey: string
}

/**
 * Returns the signing key that a printed code stands for: HKDF-SHA-256 (RFC 5869) over the code as it is printed, without salt, with the info
 * `noroshi-kit-code-1`.
 *
 * @param typed As somebody typed it.
 * @throws {PrintedCodeError} if it is no code.
 */
export async function kitCodeKey(typed: string): Promise<KitCodeKey> {
  const material = await crypto.subtle.importKey('raw', utf8(readPrintedCode(typed)), 'HKDF', false, ['deriveBits'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8('noroshi-kit-code-1') }
  const seed = new Uint8Array(await crypto.subtle.deriveBits(how, material, 256))
  return { seed, publicKey: await publicKeyOf(seed) }
}
