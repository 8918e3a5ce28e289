import type { Logger } from './logger.ts'

/** Things to stop, last started first. */
export type Shutdown = {
  /**
   * Registers what to do when the process stops.
   *
   * @param ownSeconds How long it may take; without, whatever the others leave of the common limit.
   */
  onStop(name: string, stop: () => Promise<void> | void, ownSeconds?: number): void
  /** Stops everything once; later calls wait for the first. */
  stop(): Promise<void>
}

type Part = { readonly name: string; readonly stop: () => Promise<void> | void; readonly ownSeconds: number | undefined }

/**
 * Returns a register of what must stop with this process. One part that fails or hangs does not keep the others from stopping.
 *
 * @param commonSeconds How long all parts without a limit of their own may take together.
 */
export function createShutdown(logger: Logger, commonSeconds: number): Shutdown {
  const parts: Part[] = []
  let leftMs = commonSeconds * 1000
  let stopping: Promise<void> | null = null
  const stopAll = async (): Promise<void> => {
    for (const part of parts.toReversed()) {
      const startedAt = performance.now()
      await stopPart(part, { logger, limitMs: part.ownSeconds === undefined ? leftMs : part.ownSeconds * 1000 })
      if (part.ownSeconds === undefined) leftMs = Math.max(0, leftMs - (performance.now() - startedAt))
    }
  }
  return {
    onStop: (name, stop, ownSeconds) => void parts.push({ name, stop, ownSeconds }),
    stop: () => (stopping ??= stopAll()),
  }
}

async function stopPart(part: Part, how: { logger: Logger; limitMs: number }): Promise<void> {
  const limit = Promise.withResolvers<void>()
  const timer = setTimeout(() => {
    how.logger.warn('stop took too long', { process: part.name })
    limit.resolve()
  }, how.limitMs)
  try {
    await Promise.race([Promise.resolve(part.stop()), limit.promise])
  } catch (error) {
    how.logger.fault('stop failed', error, { process: part.name })
  } finally {
    clearTimeout(timer)
  }
}
