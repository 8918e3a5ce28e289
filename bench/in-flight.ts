/** Runs `work` over all `items`, at most `width` at a time, and returns the seconds that it took. */
export async function inFlight<Item>(items: readonly Item[], width: number, work: (item: Item) => Promise<void>): Promise<number> {
  const started = performance.now()
  let next = 0
  const run = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
  }
  await Promise.all(Array.from({ length: width }, run))
  return (performance.now() - started) / 1000
}

/** Returns the median of `values`. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
