import { DatabaseError } from '#database/database-error.ts'
import { closeLog } from '#receipt/close-log.ts'
import { LogStateError } from '#receipt/log-state-error.ts'
import { buildWeb } from '#web/build-web.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { readConfig, type Config } from '#runtime/config.ts'
import { createLogger } from '#runtime/logger.ts'
import { SettingError } from '#runtime/setting.ts'
import { createShutdown } from '#runtime/shutdown.ts'
import { jsonOfFile } from '#recovery/given-shares.ts'
import { readRecoveryPublicKey } from '#recovery/recovery-key.ts'
import { recoveryText } from '#recovery/recovery-text.ts'
import { publishRecoveryKey } from './demo-recovery.ts'
import { prepareGround, type Ground } from './ground.ts'
import { prepareSchema } from './prepare-schema.ts'
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
  await onGround(context, async (ground) => context.say(processText.migrated(await prepareSchema(ground))))
  return 'ok'
}

/** Registers the public part of a national recovery key: what reports are sealed for from then on. */
export async function runPublishRecovery(context: CommandContext): Promise<Outcome> {
  const [path] = context.args
  const key = path === undefined ? null : readRecoveryPublicKey(await jsonOfFile(path))
  if (key === null)
    throw new CommandError('validation', 'RECOVERY_KEY_UNREADABLE', 'Name the recovery-public.json that "recovery create" wrote')
  await onGround(context, async (ground) => {
    await prepareSchema(ground)
    await publishRecoveryKey(ground.database.kysely, key, context.clock.now().toString())
  })
  context.say(recoveryText.published(key.fingerprint))
  return 'ok'
}

/** Closes the log of this installation and opens the next one, or says what that would do. */
export async function runLogClose(context: CommandContext): Promise<Outcome> {
  const isMeant = context.options['yes'] === true
  const outcome = await onGround(context, async (ground, config) => {
    await prepareSchema(ground)
    const { database, folders } = ground
    return await closeLog({ database, clock: context.clock, folder: folders.log, url: `${config.publicOrigin}/log` }, isMeant)
  })
  context.print(context.json ? JSON.stringify(outcome) : processText.logClosed(outcome, isMeant)[context.language])
  return isMeant ? 'ok' : 'refused'
}

async function onGround<Result>(context: CommandContext, work: (ground: Ground, config: Config) => Promise<Result>): Promise<Result> {
  return await explained(async () => {
    const config = readConfig(context.environment)
    const logger = createLogger()
    const shutdown = createShutdown(logger, 8)
    try {
      return await work(await prepareGround({ config, logger, shutdown, alone: config.databaseUrl === null }), config)
    } finally {
      await shutdown.stop()
    }
  })
}

/** Failures of a start are told in the one sentence that they carry. */
async function explained<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SettingError) throw new CommandError('usage', error.code, error.message, { cause: error })
    if (error instanceof DatabaseError) throw new CommandError('failed', error.code, error.message, { cause: error })
    if (error instanceof LogStateError) throw new CommandError('failed', error.code, error.message, { cause: error })
    if (error instanceof StartError) throw new CommandError('failed', 'START_FAILED', error.message, { cause: error })
    throw error
  }
}

function interrupted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
