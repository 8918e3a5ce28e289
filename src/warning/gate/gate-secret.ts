import { randomBytes, randomUUID } from 'node:crypto'
import { generateTeamKey } from '#envelope/key-envelope.ts'
import { openGateSigner, type GatePublicKey, type GateSigner } from '#key-directory/gate-key.ts'
import { keptSecret } from '#runtime/kept-secret.ts'

/** The release gate's key. It opens deny lists and signs warnings, and no other process has it. */
export type GateSecret = {
  readonly publicKey: GatePublicKey
  readonly signer: GateSigner
  /** age identity that opens what was sealed to `publicKey.recipient`. */
  readonly identity: string
}

type StoredKey = {
  readonly keyId: string
  readonly identity: string
  readonly recipient: string
  readonly ed25519: string
  readonly mlDsa44: string
}

/**
 * Returns the gate's key, made on the first call and kept in `folder`, the private folder of the gate.
 *
 * Gates on several machines share the file. Without it, deny lists that were sealed to it cannot be read, and what they guard is held.
 */
export async function openGateSecret(folder: string): Promise<GateSecret> {
  const kept = JSON.parse((await keptSecret(folder, 'gate-key', makeKey)).reveal()) as StoredKey
  const seeds = { ed25519: Uint8Array.fromHex(kept.ed25519), mlDsa44: Uint8Array.fromHex(kept.mlDsa44) }
  const signer = await openGateSigner(kept.keyId, seeds)
  return { publicKey: { ...signer.key, recipient: kept.recipient }, signer, identity: kept.identity }
}

async function makeKey(): Promise<string> {
  const { identity, recipient } = await generateTeamKey()
  const seed = (): string => randomBytes(32).toString('hex')
  return JSON.stringify({ keyId: randomUUID(), identity, recipient, ed25519: seed(), mlDsa44: seed() } satisfies StoredKey)
}
