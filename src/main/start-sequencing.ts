import { openKeptSigner } from '#receipt/log-signer.ts'
import { createSequencer } from '#receipt/sequencer.ts'
import { writeIdentity } from '#receipt/tree-store.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Config } from '#runtime/config.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import { formatVerifierKey } from '#transparency-log/verifier-key.ts'
import type { Ground } from './ground.ts'

/** What sequencing works with. */
export type SequencingProcess = {
  readonly config: Config
  readonly ground: Ground
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly shutdown: Shutdown
}

/** Starts the sequencer of this process, which alone holds the key of the log, and says who the log is. */
export async function startSequencing(parts: SequencingProcess): Promise<void> {
  const { database, folders } = parts.ground
  const url = `${parts.config.publicOrigin}/log`
  // C2SP tlog-checkpoint: an origin is an address without its scheme.
  const signer = await openKeptSigner(folders.log, 'log-signer.json', { name: url.replace(/^https?:\/\//, ''), type: 'ed25519' })
  const policy = `log ${formatVerifierKey(signer.key)} ${url}\nquorum none\n`
  await writeIdentity(database.kysely, { origin: signer.key.name, policy })
  const sequencer = createSequencer({ ...parts, database, signer, folder: folders.log })
  parts.shutdown.onStop('sequencer', () => sequencer.stop())
  sequencer.start()
}
