import DataLoader from 'dataloader'
import type { Queries } from './database.ts'

const atOnceMost = 1_000

/**
 * Returns what looks up or does one thing, where everything that is asked of one connection or transaction meanwhile is one query: as a rule one is
 * under way at a time, and what is asked until it ends goes with the next.
 *
 * Nothing is remembered from one query to the next.
 *
 * @param many Answers many in their order; the same may be asked twice. Where it fails, all of them fail.
 * @param longMs A query that takes longer, as one that waits for a locked row, holds up no other; one second.
 */
export function batched<Asked, Answer>(
  many: (queries: Queries, asked: readonly Asked[]) => Promise<readonly Answer[]>,
  longMs = 1_000,
): (queries: Queries, one: Asked) => Promise<Answer> {
  const loaders = new WeakMap<Queries, DataLoader<Asked, Answer>>()
  return (queries, one) => {
    const known = loaders.get(queries)
    const loader = known ?? createLoader((asked) => many(queries, asked), longMs)
    if (known === undefined) loaders.set(queries, loader)
    return loader.load(one)
  }
}

function createLoader<Asked, Answer>(
  many: (asked: readonly Asked[]) => Promise<readonly Answer[]>,
  longMs: number,
): DataLoader<Asked, Answer> {
  let underWay: Promise<unknown> = Promise.resolve()
  return new DataLoader(
    (asked: readonly Asked[]) => {
      const answers = many(asked)
      underWay = endOrLong(answers, longMs)
      return answers
    },
    { cache: false, maxBatchSize: atOnceMost, batchScheduleFn: (ask) => void underWay.then(() => setImmediate(ask)) },
  )
}

function endOrLong(answers: Promise<unknown>, longMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, longMs)
  const end = (): void => {
    clearTimeout(timer)
    resolve()
  }
  answers.then(end, end)
  return promise
}
