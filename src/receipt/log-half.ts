import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { generateTeamKey } from '#envelope/key-envelope.ts'
import { rewrapShare } from '#envelope/report-key.ts'

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
  const file = join(folder, 'log-key.json')
  const key = (await readKey(file)) ?? (await makeKey(file))
  return {
    keyId: key.keyId,
    recipient: key.recipient,
    rewrap: (envelope, reportId, recipient) => rewrapShare(envelope, { half: 'log', reportId }, { identity: key.identity, recipient }),
  }
}

async function readKey(file: string): Promise<StoredKey | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return null
  return JSON.parse(text) as StoredKey
}

async function makeKey(file: string): Promise<StoredKey> {
  const { identity, recipient } = await generateTeamKey()
  const key = { keyId: randomUUID(), identity, recipient }
  await writeFile(file, JSON.stringify(key), { mode: 0o600, flag: 'wx' })
  return key
}
