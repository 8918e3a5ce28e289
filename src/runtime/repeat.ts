/** Work that goes on until it is stopped. */
export type Repeated = {
  start(): void
  /** Lets the round that is running end and begins no other. */
  stop(): Promise<void>
}

/**
 * Returns what runs `work` again and again, `pauseMs` after it last ended, or at once where it returned `more`. Pauses are reckoned by a clock
 * that is never set.
 *
 * @param onFault Called with what a round threw; the next one comes all the same.
 */
export function repeat(
  work: () => Promise<void | 'more'>,
  { pauseMs, onFault }: { pauseMs: number; onFault: (error: unknown) => void },
): Repeated {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  const round = async (): Promise<void> => {
    let waitMs = pauseMs
    try {
      if ((await work()) === 'more') waitMs = 0
    } catch (error) {
      onFault(error)
    }
    schedule(waitMs)
  }
  const schedule = (waitMs: number): void => {
    if (stopped) return
    timer = setTimeout(() => {
      running = round()
    }, waitMs)
  }
  return {
    start: () => schedule(0),
    stop: async () => {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      await running
    },
  }
}
