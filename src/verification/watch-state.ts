import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Check } from 'typebox/value'
import { parseJson } from '#base/parse-json.ts'
import { CommandError } from '#runtime/command.ts'
import type { FollowedHead, LogAlarm } from './watch-log.ts'

const stateSchema = Type.Object({
  format: Type.Literal('noroshi-watch-1'),
  heads: Type.Array(
    Type.Object({
      origin: Type.String(),
      size: Type.Integer({ minimum: 0 }),
      root: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      checkpoint: Type.String(),
      witnessedAt: Type.Union([Type.Integer(), Type.Null()]),
      seenAt: Type.Integer(),
    }),
  ),
})
type State = Static<typeof stateSchema>

/** Returns where a watcher of the log at `url` keeps what it has seen, if nobody says otherwise: in the user's state folder. */
export function ownStateFile(url: string, environment: Readonly<Record<string, string | undefined>>): string {
  const folder = environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state')
  return join(folder, 'noroshi', `watch-${url.replace(/^https?:\/\//, '').replaceAll(/[^\w.-]/g, '_')}.json`)
}

/**
 * Returns the heads that were followed before; none where there is no such file.
 *
 * @throws {CommandError} `STATE_UNREADABLE`: whoever begins anew would not notice that the log was rolled back meanwhile.
 */
export async function readFollowed(file: string): Promise<readonly FollowedHead[]> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw unreadable(file, error)
  })
  if (bytes === null) return []
  return readState(file, bytes).heads.map((head) => ({ ...head, root: Uint8Array.fromHex(head.root) }))
}

function readState(file: string, bytes: Uint8Array): State {
  try {
    const state = parseJson(bytes, { maxBytes: 4 * 1024 * 1024, maxDepth: 4, maxKeys: 10_000 })
    if (Check(stateSchema, state)) return state
  } catch (cause) {
    throw unreadable(file, cause)
  }
  throw unreadable(file)
}

function unreadable(file: string, cause?: unknown): CommandError {
  const sentence = `Cannot use ${file}: expected what an earlier watch has kept. Put it right, or name another by --state and begin anew`
  return new CommandError('failed', 'STATE_UNREADABLE', sentence, { cause })
}

/** Keeps `head` among those followed before, in the place of the one of its origin, on the disk before it returns. */
export async function keepFollowed(file: string, followed: readonly FollowedHead[], head: FollowedHead): Promise<readonly FollowedHead[]> {
  const heads = [...followed.filter(({ origin }) => origin !== head.origin), head]
  const state: State = { format: 'noroshi-watch-1', heads: heads.map((one) => ({ ...one, root: one.root.toHex() })) }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const half = `${file}.half`
  await writeFile(half, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(half, file)
  return heads
}

/** Keeps the signed heads that convict a log beside the state, once each; returns the file's path, or null where the alarm has none. */
export async function keepEvidence(file: string, { code, evidence }: LogAlarm): Promise<string | null> {
  if (evidence.length === 0) return null
  const text = evidence.join('\n')
  const path = `${file}.${code.toLowerCase()}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.txt`
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(path, text, { mode: 0o600, flush: true })
  return path
}
