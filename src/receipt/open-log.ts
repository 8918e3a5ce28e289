import type { Queries } from '#database/database.ts'
import type { Signer } from '#transparency-log/signer.ts'
import { formatVerifierKey } from '#transparency-log/verifier-key.ts'
import { openKeptSigner } from './log-signer.ts'
import { LogStateError } from './log-state-error.ts'
import { addShard, listShards, type Shard } from './shard-store.ts'

/** The log of this installation that is open, and those that were closed before it. */
export type OpenLog = {
  readonly signer: Signer
  /** The open one last. */
  readonly shards: readonly [Shard, ...Shard[]]
}

/** Where a log is, and when it is opened. */
export type LogPlace = {
  /** The log's own folder, outside the database. */
  readonly folder: string
  /** Prefix of its public addresses. */
  readonly url: string
  /** ISO 8601. */
  readonly now: string
}

/**
 * Returns the open log with its signer; the first one is made on the first call.
 *
 * @throws {LogStateError} `LOG_KEY_LOST` if the folder holds another key than the log's.
 */
export async function openLog(queries: Queries, place: LogPlace): Promise<OpenLog> {
  const known = (await listShards(queries)).at(-1)
  const shard = known ?? { number: 1, origin: originOf(place.url), url: place.url, openedAt: place.now }
  const signer = await openKeptSigner(place.folder, signerFile(shard.number), { name: shard.origin, type: 'ed25519' })
  const verifierKey = formatVerifierKey(signer.key)
  if (known === undefined) await addShard(queries, { ...shard, origin: signer.key.name, verifierKey })
  const [first, ...rest] = await listShards(queries)
  const shards: OpenLog['shards'] | null = first === undefined ? null : [first, ...rest]
  if (shards?.at(-1)?.verifierKey === verifierKey) return { signer, shards }
  throw new LogStateError(
    'LOG_KEY_LOST',
    `Cannot start: ${place.folder} holds another key than that of the log ${shard.origin}; put the folder back, or close the log (noroshi log close)`,
  )
}

/** Returns the origin of the log at `url`: an address without its scheme (C2SP tlog-checkpoint). */
export function originOf(url: string): string {
  return url.replace(/^https?:\/\//, '')
}

/** Returns the file in the log's folder that holds the key of a log. */
export function signerFile(shard: number): string {
  return shard === 1 ? 'log-signer.json' : `log-signer-${shard}.json`
}
