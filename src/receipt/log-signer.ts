import { randomBytes } from '#base/bytes.ts'
import { keptSecret } from '#runtime/kept-secret.ts'
import type { SignatureType } from '#transparency-log/verifier-key.ts'
import { openSigner, type Signer } from '#transparency-log/signer.ts'

type StoredSigner = { readonly name: string; readonly seed: string }

/**
 * Returns the signer `file` of `folder`, which belongs to its holder alone; its key is made on the first call, under the name that `name` is then.
 *
 * A name never changes afterwards: it is part of what was signed.
 */
export async function openKeptSigner(folder: string, file: string, how: { name: string; type: SignatureType }): Promise<Signer> {
  const made = (): string => JSON.stringify({ name: how.name, seed: randomBytes(32).toHex() } satisfies StoredSigner)
  const { name, seed } = JSON.parse((await keptSecret(folder, file, made)).reveal()) as StoredSigner
  return await openSigner(name, how.type, Uint8Array.fromHex(seed))
}
