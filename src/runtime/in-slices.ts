import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Runs `work` to its end and returns what it returns, but lets everything else of this process take its turn after every `sliceMs` milliseconds.
 *
 * For long work whose size a stranger decides. It yields wherever it may be interrupted.
 */
export async function inSlices<Result>(work: Generator<void, Result>, sliceMs = 10): Promise<Result> {
  let until = performance.now() + sliceMs
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    if (performance.now() < until) continue
    await nextTurn()
    until = performance.now() + sliceMs
  }
}
