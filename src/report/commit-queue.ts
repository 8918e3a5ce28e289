import { Problem } from '#http/problem.ts'

/** Gathers what concurrent callers hand in and writes it in batches; each caller waits for the batch that holds its own item. */
export type CommitQueue<Item, Result> = { add(item: Item): Promise<Result> }

type Waiting<Item, Result> = { readonly item: Item; readonly resolve: (result: Result) => void; readonly reject: (error: unknown) => void }

/** How much is written at once, and how much may wait for it. */
export type CommitQueueLimits = { readonly itemsPerBatch: number; readonly batchesAtOnce: number; readonly itemsWaiting: number }

/**
 * Returns a queue over `write`, which writes a batch in one transaction and returns one result per item, in order.
 *
 * One commit for the requests of the same moment costs the disk one flush instead of one each; nobody waits for a timer.
 *
 * Where the database cannot keep up, `add` fails at once with the {@link Problem} 503 `INTAKE_BUSY` rather than letting the queue grow.
 */
export function createCommitQueue<Item, Result>(
  write: (items: readonly Item[]) => Promise<readonly Result[]>,
  limits: CommitQueueLimits,
): CommitQueue<Item, Result> {
  const waiting: Waiting<Item, Result>[] = []
  let writing = 0
  const writeWaiting = async (): Promise<void> => {
    if (writing >= limits.batchesAtOnce) return
    writing += 1
    while (waiting.length > 0) await settle(waiting.splice(0, limits.itemsPerBatch), write)
    writing -= 1
  }
  return {
    add: (item) => {
      if (waiting.length >= limits.itemsWaiting) return Promise.reject(busy())
      const { promise, resolve, reject } = Promise.withResolvers<Result>()
      waiting.push({ item, resolve, reject })
      // After the other requests of this turn of the event loop have been read, so that they share the batch.
      setImmediate(() => void writeWaiting())
      return promise
    },
  }
}

function busy(): Problem {
  return new Problem(503, 'INTAKE_BUSY', 'More reports came than can be written now; send the same bytes again', { retryAfterSeconds: 2 })
}

async function settle<Item, Result>(
  batch: readonly Waiting<Item, Result>[],
  write: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<void> {
  try {
    const results = await write(batch.map((one) => one.item))
    for (const [index, one] of batch.entries()) {
      const result = results[index]
      if (result === undefined) one.reject(new TypeError('A batch returned fewer results than it has items'))
      else one.resolve(result)
    }
  } catch (error) {
    for (const one of batch) one.reject(error)
  }
}
