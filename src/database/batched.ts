import DataLoader from 'dataloader'
import type { Queries } from './database.ts'

const atOnceMost = 1_000

/**
 * Returns what looks up or does one thing, where everything that is asked of one connection or transaction in one turn of the event loop is one query.
 *
 * Nothing is remembered from one turn to the next.
 *
 * @param many Answers many in their order; the same may be asked twice. Where it fails, all of them fail.
 */
export function batched<Asked, Answer>(
  many: (queries: Queries, asked: readonly Asked[]) => Promise<readonly Answer[]>,
): (queries: Queries, one: Asked) => Promise<Answer> {
  const loaders = new WeakMap<Queries, DataLoader<Asked, Answer>>()
  return (queries, one) => {
    const known = loaders.get(queries)
    const loader = known ?? new DataLoader((asked: readonly Asked[]) => many(queries, asked), { cache: false, maxBatchSize: atOnceMost })
    if (known === undefined) loaders.set(queries, loader)
    return loader.load(one)
  }
}
