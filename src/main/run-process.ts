import type { Clock } from '#runtime/clock.ts'
import { systemClock } from '#runtime/clock.ts'
import { answersNow, openDatabase, type Database } from '#database/database.ts'
import { DatabaseError } from '#database/database-error.ts'
import { publishGateKey } from '#authority/gate-key-store.ts'
import { createAuthority } from '#identity/authenticate.ts'
import { ensureOrganisation } from '#identity/identity-store.ts'
import { publishKey } from '#identity/key-store.ts'
import { traitKeys } from '#campaign/trait-keys.ts'
import { openIntakeKey } from '#offline/intake-key.ts'
import { createLogService, type LogService } from '#opening/open-report.ts'
import { openingLimitsOf } from './opening-limits-of.ts'
import { remoteLogService } from '#opening/remote-log-service.ts'
import { calendarUids } from '#obligation/calendar-uid.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { openLogHalf, type LogHalf } from '#receipt/log-half.ts'
import { filingVault } from '#report/filing-vault.ts'
import { lockUpFilings } from '#report/report-store.ts'
import { registerServedFiles } from '#receipt/register-served-files.ts'
import { readConfig, type Config } from '#runtime/config.ts'
import { keptSecret } from '#runtime/kept-secret.ts'
import { createLogger, type Logger } from '#runtime/logger.ts'
import { createMetrics, type Metrics } from '#runtime/metrics.ts'
import { createShutdown, type Shutdown } from '#runtime/shutdown.ts'
import { openSightingKeys } from '#sighting/sighting-keys.ts'
import { addressVault } from '#subscription/address-vault.ts'
import { createPublishedObjects } from '#taxii/published-objects.ts'
import { openGateSecret } from '#warning/gate/gate-secret.ts'
import { createPublicationWatch } from '#warning/publication-watch.ts'
import { createWarningStream } from '#warning/warning-stream.ts'
import { openDemoDirectory } from './demo-directory.ts'
import { prepareGround, type Ground } from './ground.ts'
import { installedRoot } from './installed-root.ts'
import { makeDemoRecovery } from './demo-recovery.ts'
import { findInstallation, markInstallation } from './installation-store.ts'
import { loadDemo } from './load-demo.ts'
import { startLogSocket } from './log-socket.ts'
import { logOrganisationId } from './platform.ts'
import { publishIntakeKey } from './publish-intake-key.ts'
import { prepareSchema, tellSeparation } from './prepare-schema.ts'
import { serverRoutes } from './server-routes.ts'
import { startReleasing } from './start-releasing.ts'
import { startLinking } from './start-linking.ts'
import { startDelivering } from './start-delivering.ts'
import { startAnswers } from './start-answers.ts'
import { startDemoExamples } from './start-demo-examples.ts'
import { startExpiring } from './start-expiring.ts'
import { startReminding } from './start-reminding.ts'
import { startSequencing } from './start-sequencing.ts'
import { startHealth } from './start-health.ts'
import { startWatchingGate } from './start-watching-gate.ts'
import { metricsReaders, startServer } from './start-server.ts'

/** What one process does: everything, or one part of it. */
export type ProcessKind = 'all' | 'server' | 'worker' | 'gate' | 'log'

/** How a process is run. */
export type ProcessOptions = {
  readonly kind: ProcessKind
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The folder of the built pages; null serves none. */
  readonly pages: string | null
  /** Ends a start that is going on. */
  readonly signal?: AbortSignal
}

/** A process that runs. */
export type RunningProcess = {
  readonly config: Config
  readonly url: string
  readonly startupMs: number
  readonly logger: Logger
  stop(): Promise<void>
}

/** What the parts of one process share. */
type Shared = {
  readonly config: Config
  readonly logger: Logger
  readonly clock: Clock
  readonly metrics: Metrics
  readonly shutdown: Shutdown
  readonly ground: Ground
}

/** Requests that are being answered, ticks and connections get this long; the embedded database comes after them. */
const stopSeconds = 3

/**
 * Starts a process and returns once it can do its work.
 *
 * @throws {SettingError | DatabaseError | StartError} with one sentence for people; whatever was started is stopped before.
 * @throws the reason of `signal` if that ends the start.
 */
export async function runProcess(options: ProcessOptions): Promise<RunningProcess> {
  const startedAt = performance.now()
  const config = readConfig(options.environment)
  const logger = createLogger()
  const shutdown = createShutdown(logger, stopSeconds)
  try {
    const ground = await prepareGround({ config, logger, shutdown, alone: options.kind === 'all', isGate: options.kind === 'gate' })
    const shared = { config, logger, shutdown, ground, clock: systemClock(), metrics: createMetrics() }
    await startParts(options, shared)
    options.signal?.throwIfAborted()
    const startupMs = Math.round(performance.now() - startedAt)
    return { config, logger, url: config.publicOrigin, startupMs, stop: () => shutdown.stop() }
  } catch (error) {
    await shutdown.stop()
    throw error
  }
}

async function startParts(options: ProcessOptions, shared: Shared): Promise<void> {
  const { kind, signal } = options
  let open = false
  signal?.throwIfAborted()
  const ownLog = kind === 'log' || (kind === 'all' && shared.config.logUrl === null)
  const logHalf = ownLog ? await openLogHalf(shared.ground.folders.log) : null
  const logService = chooseLogService(shared, logHalf)
  if (kind === 'worker' || kind === 'gate')
    await startHealth({ ...shared, isReady: async () => open && (await answersNow(shared.ground.database)) })
  const demo = shared.config.demo && kind !== 'worker' ? await openDemoDirectory({ ...shared.ground, clock: shared.clock }) : null
  const publication = kind === 'all' || kind === 'server' ? await startPages({ options, shared, logService, isOpen: () => open }) : null
  await prepareSchema(shared.ground)
  signal?.throwIfAborted()
  const isNewDemo = await checkInstallation(shared)
  if (logHalf !== null) {
    await publishLogKey(shared, logHalf)
    await startSequencing(shared)
  }
  if (kind === 'log') await startLogSocket({ ...shared, folder: shared.ground.folders.log, logService })
  if (publication !== null && options.pages !== null)
    await registerServedFiles(options.pages, { database: shared.ground.database, clock: shared.clock })
  await publication?.start()
  const gate = kind === 'all' || kind === 'gate' ? await openGate(shared) : null
  await demo?.sign()
  await tellSeparation(
    { ...(kind === 'gate' ? {} : { server: shared.ground.database }), ...(gate === null ? {} : { gate: gate.database }) },
    shared.logger,
  )
  await gate?.start()
  if (kind === 'all' || kind === 'worker') {
    await startReminding(shared)
    await startDelivering(shared)
    await startWatchingGate(shared)
    startExpiring(shared)
    await startAnswers(shared)
    await startLinking(shared)
  }
  open = true
  if (isNewDemo && kind === 'all' && shared.config.demoExamples) await startDemoExamples(shared)
}

/** Makes the gate's key known; what it returns starts to release. */
async function openGate(shared: Shared): Promise<{ readonly database: Database; start(): Promise<void> }> {
  const { ground, clock, shutdown } = shared
  const database = openDatabase(ground.gateAddress)
  shutdown.onStop('gate-connections', () => database.close())
  const secret = await openGateSecret(ground.folders.private)
  await publishGateKey(database.kysely, secret.publicKey, clock.now().toString())
  return { database, start: () => startReleasing({ ...shared, database, secret }) }
}

function chooseLogService(shared: Shared, logHalf: LogHalf | null): LogService {
  if (logHalf !== null) {
    const { ground, clock, config, logger } = shared
    const onAlarm = (openingId: string, kind: string) => logger.warn('alarm unusual opening', { id: openingId, code: kind })
    return createLogService({ database: ground.database, clock, logHalf, limits: openingLimitsOf(config), onAlarm })
  }
  return remoteLogService(shared.config.logUrl ?? `${shared.ground.folders.log}/log.sock`)
}

/** Starts listening; what it returns starts to follow what is published, once the schema is there. */
async function startPages(how: {
  options: ProcessOptions
  shared: Shared
  logService: LogService
  isOpen: () => boolean
}): Promise<{ start(): Promise<void> }> {
  const { options, shared, logService, isOpen } = how
  const { config, ground, clock, metrics, logger, shutdown } = shared
  const { database } = ground
  const secrets = ground.folders.private
  const ownerKey = await keptSecret(secrets, 'owner-key')
  const intakeKey = await openIntakeKey(secrets)
  const vault = filingVault(ownerKey)
  const directoryRoot = await installedRoot(config, ground.folders)
  const authority = createAuthority({ database, clock })
  const objects = createPublishedObjects({ database })
  const stream = createWarningStream({ database, logger, metrics })
  const watch = createPublicationWatch({ address: ground.address, logger, refresh: [() => objects.refresh(), () => stream.refresh()] })
  const routes = serverRoutes({
    config,
    clock,
    metrics,
    logService,
    openingLimits: openingLimitsOf(config),
    database,
    authority,
    objects,
    stream,
    intakeKey,
    ownerTags: ownerTags(ownerKey),
    sightingKeys: await openSightingKeys(secrets),
    subscribing: {
      vault: addressVault(ownerKey),
      rules: { hosts: config.webhookHosts, allowPrivate: config.webhookPrivate },
      sendsMail: config.smtpUrl !== null,
    },
    vault,
    traitKeys: traitKeys(ownerKey),
    calendarUids: calendarUids(ownerKey),
    directoryRoot,
    demoSecret: config.demo ? await keptSecret(secrets, 'demo-secret') : null,
    isReady: async () => isOpen() && (await answersNow(database)),
    mayReadMetrics: metricsReaders(config),
  })
  await startServer({ ...shared, authority, routes, isOpen, pages: options.pages, directoryRoot })
  shutdown.onStop('publication-watch', () => watch.stop())
  // Before the server closes, which waits for open answers.
  shutdown.onStop('event-streams', () => stream.stop())
  return {
    start: async () => {
      await publishIntakeKey(database.kysely, intakeKey, clock.now().toString())
      await lockUpFilings(database, vault)
      await watch.start()
      stream.start()
    },
  }
}

/** Loads the fictional country where it is wanted, and tells whether it did; refuses to mix a demonstration with a real installation. */
async function checkInstallation(shared: Shared): Promise<boolean> {
  const { config, ground, clock } = shared
  const queries = ground.database.kysely
  const found = await findInstallation(queries)
  if (found === null && config.demo)
    await loadDemo({
      database: ground.database,
      secret: await keptSecret(ground.folders.private, 'demo-secret'),
      clock,
      recoveryFolder: ground.folders.recoveryShares,
    })
  if (found === null && !config.demo) await markInstallation(queries, false)
  // Data of an earlier version has none.
  if (found?.demo === true && config.demo) await makeDemoRecovery(queries, ground.folders.recoveryShares, clock.now().toString())
  const installed = found ?? (await findInstallation(queries))
  if (installed === null || installed.demo === config.demo) return found === null && config.demo
  const sentence = installed.demo
    ? 'Cannot start: this data is a demonstration; set NOROSHI_DEMO=1, or use other data'
    : 'Cannot start: the demonstration refuses data that it did not create; unset NOROSHI_DEMO, or use other data'
  throw new DatabaseError('DATABASE_IN_USE', sentence)
}

async function publishLogKey(shared: Shared, logHalf: LogHalf): Promise<void> {
  const queries = shared.ground.database.kysely
  await ensureOrganisation(queries, {
    id: logOrganisationId,
    kind: 'platform',
    name: { ja: 'ログサービス', en: 'Log service' },
    clearance: 'clear',
  })
  await publishKey(
    queries,
    { keyId: logHalf.keyId, organisationId: logOrganisationId, recipient: logHalf.recipient },
    shared.clock.now().toString(),
  )
}
