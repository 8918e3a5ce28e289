import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createShutdown } from './shutdown.ts'
import type { Logger } from './logger.ts'

/** A logger that remembers which parts it was told of. */
function rememberingLogger() {
  const told: string[] = []
  const tell = (event: string, name: string | undefined): void => void told.push(`${event}: ${name ?? ''}`)
  const logger: Logger = {
    info: () => {},
    warn: (event, fields) => tell(event, fields?.process),
    fault: (event, _error, fields) => tell(event, fields?.process),
  }
  return { logger, told }
}

const forever = (): Promise<void> => new Promise(() => {})

test('createShutdown() stops the last started first, each after the one before, and all only once', async () => {
  const { logger, told } = rememberingLogger()
  const shutdown = createShutdown(logger, 5)
  const order: string[] = []
  for (const name of ['database', 'server', 'ticks'])
    shutdown.onStop(name, async () => {
      order.push(`${name} begins`)
      await Promise.resolve()
      order.push(`${name} ends`)
    })
  await Promise.all([shutdown.stop(), shutdown.stop()])
  await shutdown.stop()
  assert.deepEqual(order, ['ticks begins', 'ticks ends', 'server begins', 'server ends', 'database begins', 'database ends'])
  assert.deepEqual(told, [])
})

test('createShutdown() stops the others where one fails, at once or later', async () => {
  const { logger, told } = rememberingLogger()
  const shutdown = createShutdown(logger, 5)
  const stopped: string[] = []
  shutdown.onStop('first', () => void stopped.push('first'))
  shutdown.onStop('throwing', () => {
    throw new Error('no')
  })
  shutdown.onStop('rejecting', () => Promise.reject(new Error('no')))
  await shutdown.stop()
  assert.deepEqual(stopped, ['first'])
  assert.deepEqual(told, ['stop failed: rejecting', 'stop failed: throwing'])
})

test('createShutdown() gives hanging parts one limit together, and a part with its own limit that', async () => {
  const { logger, told } = rememberingLogger()
  const shutdown = createShutdown(logger, 0.05)
  const stopped: string[] = []
  shutdown.onStop(
    'database',
    async () => {
      // Comes last, when the common limit is used up, and still gets its time.
      await new Promise((resolve) => setTimeout(resolve, 20))
      stopped.push('database')
    },
    30,
  )
  for (const name of ['one', 'two', 'three']) shutdown.onStop(name, forever)
  await shutdown.stop()
  assert.deepEqual(stopped, ['database'])
  assert.deepEqual(
    told,
    ['three', 'two', 'one'].map((name) => `stop took too long: ${name}`),
  )
})
