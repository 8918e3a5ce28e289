import { randomUUID } from 'node:crypto'
import { generateTeamKey } from '#envelope/key-envelope.ts'
import { keptSecret } from '#runtime/kept-secret.ts'

/** The key to which reports are sealed that come as files. Kits are good for a year, so it stays. */
export type IntakeKey = {
  readonly keyId: string
  readonly recipient: string
  /** age identities, newest first. */
  readonly identities: readonly string[]
}

type StoredKey = { readonly keyId: string; readonly identity: string; readonly recipient: string }

/**
 * Returns the intake key of this installation, made on the first call and kept in `folder`, the private folder of the server.
 *
 * Servers on several machines share the file. Without it, files that were sealed for it and not handed in yet cannot be read.
 */
export async function openIntakeKey(folder: string): Promise<IntakeKey> {
  const kept = await keptSecret(folder, 'intake-key.json', makeKey)
  const { keyId, identity, recipient } = JSON.parse(kept.reveal()) as StoredKey
  return { keyId, recipient, identities: [identity] }
}

async function makeKey(): Promise<string> {
  const { identity, recipient } = await generateTeamKey()
  return JSON.stringify({ keyId: randomUUID(), identity, recipient } satisfies StoredKey)
}
