import { DatabaseError } from '#database/database-error.ts'
import { migrate } from '#database/migrate.ts'
import { buildWeb } from '#web/build-web.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { readConfig } from '#runtime/config.ts'
import { createLogger } from '#runtime/logger.ts'
import { SettingError } from '#runtime/setting.ts'
import { createShutdown } from '#runtime/shutdown.ts'
import { prepareGround } from './ground.ts'
import { processText } from './process-text.ts'
import { runProcess, type ProcessKind, type ProcessOptions, type RunningProcess } from './run-process.ts'
import { StartError } from './start-server.ts'

/** Runs one kind of process until it is interrupted, which may also happen while it starts. */
export async function runUntilInterrupted(context: CommandContext, kind: ProcessKind): Promise<Outcome> {
  const environment = kind === 'all' ? { NOROSHI_DEMO: '1', ...context.environment } : context.environment
  const interruption = interrupted(context.signal)
  const started = await explained(async () => {
    readConfig(environment)
    const pages = await Promise.race([pagesFor(kind, context), interruption])
    return context.signal.aborted ? null : startUnlessInterrupted({ kind, environment, pages: pages ?? null, signal: context.signal })
  })
  if (started === null) return 'ok'
  context.print(JSON.stringify({ ready: true, url: started.url, startupMs: started.startupMs }))
  if (kind === 'all' || kind === 'server') context.say(processText.ready(started.url))
  if (started.config.demo && kind === 'all') context.say(processText.demoHint)
  await interruption
  context.say(processText.stopping)
  await started.stop()
  return 'ok'
}

async function startUnlessInterrupted(options: ProcessOptions & { readonly signal: AbortSignal }): Promise<RunningProcess | null> {
  try {
    return await runProcess(options)
  } catch (error) {
    if (options.signal.aborted && error === options.signal.reason) return null
    throw error
  }
}

async function pagesFor(kind: ProcessKind, context: CommandContext): Promise<string | null> {
  if (kind !== 'all' && kind !== 'server') return null
  const { folder } = await buildWeb({ onBuild: () => context.say(processText.building) })
  return folder
}

/** Brings the database to the newest schema. */
export async function runMigrate(context: CommandContext): Promise<Outcome> {
  await explained(async () => {
    const config = readConfig(context.environment)
    const logger = createLogger()
    const shutdown = createShutdown(logger, 8)
    try {
      const ground = await prepareGround({ config, logger, shutdown, alone: config.databaseUrl === null })
      context.say(processText.migrated(await migrate(ground.address)))
    } finally {
      await shutdown.stop()
    }
  })
  return 'ok'
}

/** Failures of a start are told in the one sentence that they carry. */
async function explained<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SettingError) throw new CommandError('usage', error.code, error.message, { cause: error })
    if (error instanceof DatabaseError) throw new CommandError('failed', error.code, error.message, { cause: error })
    if (error instanceof StartError) throw new CommandError('failed', 'START_FAILED', error.message, { cause: error })
    throw error
  }
}

function interrupted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
