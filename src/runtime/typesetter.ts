import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { TypesettingOrder } from './typesetter-thread.ts'

/** A document to set. */
export type Typesetting = {
  /** Typst source; what it shows comes in through `sys.inputs`, which Typst never reads as markup. */
  readonly document: string
  readonly inputs: Readonly<Record<string, string>>
  /** The date that the file carries. */
  readonly createdAt: Temporal.Instant
}

/**
 * Returns a document as a tagged PDF/UA, with the typeface BIZ UDPGothic at hand, or null where the typesetter is not installed, as beside the one-file command
 * line.
 *
 * A thread of its own sets it, since that takes the whole of one for a third of a second; everything else goes on meanwhile.
 */
export function typeset({ document, inputs, createdAt }: Typesetting): Promise<Uint8Array | null> {
  if (!import.meta.url.endsWith('.ts')) return Promise.resolve(null)
  const order: TypesettingOrder = { document, inputs, createdAt: Math.floor(createdAt.epochMilliseconds / 1000) }
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array | null>()
  const thread = new Worker(join(import.meta.dirname, 'typesetter-thread.ts'), { workerData: order })
  thread.once('message', (pdf: Uint8Array | null) => resolve(pdf))
  thread.once('error', reject)
  thread.once('exit', () => reject(new Error('The thread of the typesetter ended without an answer')))
  return promise
}
