import { chmod, mkdir } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { generateTeamKey } from '#envelope/key-envelope.ts'
import { rewrapShare } from '#envelope/report-key.ts'
import { keptSecret } from '#runtime/kept-secret.ts'

/** The log service's half of every report key: it alone can take it out of its envelope. */
export type LogHalf = {
  readonly keyId: string
  readonly recipient: string
  /** Returns the half of `reportId` that lies in `envelope`, wrapped again for `recipient`; called only after the opening is committed. */
  rewrap(envelope: string, reportId: string, recipient: string): Promise<string>
}

type StoredKey = { readonly keyId: string; readonly identity: string; readonly recipient: string }

/**
 * Returns the log service's half; its key is made on the first call and kept in `folder`, which belongs to the log service alone.
 */
export async function openLogHalf(folder: string): Promise<LogHalf> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  // Without this key no report can be opened any more, so it is on the disk before anybody seals for it.
  const kept = await keptSecret(folder, 'log-key.json', makeKey)
  const key = JSON.parse(kept.reveal()) as StoredKey
  return {
    keyId: key.keyId,
    recipient: key.recipient,
    rewrap: (envelope, reportId, recipient) => rewrapShare(envelope, { half: 'log', reportId }, { identity: key.identity, recipient }),
  }
}

async function makeKey(): Promise<string> {
  const { identity, recipient } = await generateTeamKey()
  return JSON.stringify({ keyId: randomUUID(), identity, recipient } satisfies StoredKey)
}
