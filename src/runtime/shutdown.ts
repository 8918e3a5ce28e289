import type { Logger } from './logger.ts'

/** Things to stop, last started first. */
export type Shutdown = {
  /** Registers what to do when the process stops. */
  onStop(name: string, stop: () => Promise<void> | void): void
  /** Stops everything once; later calls wait for the first. */
  stop(): Promise<void>
}

/**
 * Returns a register of what must stop with this process. Each part gets `limitSeconds`; one that fails or hangs does not keep the others from stopping.
 */
export function createShutdown(logger: Logger, limitSeconds: number): Shutdown {
  const parts: { name: string; stop: () => Promise<void> | void }[] = []
  let stopping: Promise<void> | null = null
  const stopAll = async (): Promise<void> => {
    for (const part of parts.toReversed()) await stopPart(part, { logger, limitSeconds })
  }
  return {
    onStop: (name, stop) => void parts.push({ name, stop }),
    stop: () => (stopping ??= stopAll()),
  }
}

async function stopPart(
  part: { name: string; stop: () => Promise<void> | void },
  how: { logger: Logger; limitSeconds: number },
): Promise<void> {
  const limit = Promise.withResolvers<void>()
  const timer = setTimeout(() => {
    how.logger.warn('stop took too long', { process: part.name })
    limit.resolve()
  }, how.limitSeconds * 1000)
  try {
    await Promise.race([Promise.resolve(part.stop()), limit.promise])
  } catch (error) {
    how.logger.fault('stop failed', error, { process: part.name })
  } finally {
    clearTimeout(timer)
  }
}
