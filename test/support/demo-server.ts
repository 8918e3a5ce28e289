import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '#database/database.ts'
import { publishGateKey } from '#authority/gate-key-store.ts'
import { traitKeys } from '#campaign/trait-keys.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { createAuthority } from '#identity/authenticate.ts'
import { ensureOrganisation } from '#identity/identity-store.ts'
import { publishKey } from '#identity/key-store.ts'
import type { ActorRoute } from '#identity/route.ts'
import { openDemoDirectory } from '#main/demo-directory.ts'
import { installedRoot } from '#main/installed-root.ts'
import { demoPassphrase, demoToken, loadDemo } from '#main/load-demo.ts'
import { logOrganisationId } from '#main/platform.ts'
import { publishIntakeKey } from '#main/publish-intake-key.ts'
import { serverRoutes } from '#main/server-routes.ts'
import { openIntakeKey } from '#offline/intake-key.ts'
import { createLogService } from '#opening/open-report.ts'
import { calendarUids } from '#obligation/calendar-uid.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { openLogHalf, type LogHalf } from '#receipt/log-half.ts'
import { usualLimits } from '#opening/opening-limits.ts'
import { filingVault } from '#report/filing-vault.ts'
import { systemClock } from '#runtime/clock.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { Secret } from '#runtime/secret.ts'
import { sightingKeys } from '#sighting/sighting-keys.ts'
import { addressVault } from '#subscription/address-vault.ts'
import { createPublishedObjects } from '#taxii/published-objects.ts'
import { openGateSecret } from '#warning/gate/gate-secret.ts'
import { createWarningStream } from '#warning/warning-stream.ts'
import { silentLogger, startTestServer, type TestServer } from './test-server.ts'

/** The fictional country behind a real server in this process, on a database of its own. */
export type DemoServer = TestServer & {
  readonly test: TestDatabase
  readonly routes: readonly ActorRoute[]
  readonly secret: Secret
  readonly recoveryFolder: string
  /** Text of the directory's root. */
  readonly directoryRoot: string | null
  /** Returns the token of a person of the country. */
  tokenOf(personId: string): string
  /** Returns the passphrase that unlocks the key of a person of the country. */
  passphraseOf(personId: string): string
}

const demoConfig = {
  demo: true as const,
  epochGraceDays: 400,
  filingsPerMinute: 1_000_000,
  attachmentMebibytesPerDay: 512,
  publicOrigin: 'http://localhost:8080',
  knownGood: null,
  doNotName: [],
}

/** Starts it; every route of the program is there, and nothing releases warnings by itself. */
export async function startDemoServer(): Promise<DemoServer> {
  const test = await createTestDatabase()
  const { database } = test
  const clock = systemClock()
  const secret = new Secret('a secret of tests')
  const folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  await loadDemo({ database, secret, clock, recoveryFolder: join(folder, 'recovery-shares') })
  const logHalf = await openLogHalf(folder)
  await publishLogKey(database, logHalf, clock.now().toString())
  const intakeKey = await openIntakeKey(folder)
  await publishIntakeKey(database.kysely, intakeKey, clock.now().toString())
  await publishGateKey(database.kysely, (await openGateSecret(folder)).publicKey, clock.now().toString())
  const demoDirectory = await openDemoDirectory({ database, clock, folders: { root: folder, private: folder } })
  await demoDirectory.sign()
  const [metrics, objects] = [createMetrics(), createPublishedObjects({ database })]
  await objects.refresh()
  const directoryRoot = await installedRoot({ directoryRoot: null }, { root: folder })
  const routes = serverRoutes({
    config: demoConfig,
    database,
    clock,
    metrics,
    authority: createAuthority({ database, clock }),
    objects,
    intakeKey,
    stream: createWarningStream({ database, metrics, logger: silentLogger }),
    ownerTags: ownerTags(new Secret('owner key of tests')),
    sightingKeys: sightingKeys(new Secret('sighting key of tests')),
    vault: filingVault(new Secret('owner key of tests')),
    traitKeys: traitKeys(new Secret('owner key of tests')),
    subscribing: {
      vault: addressVault(new Secret('owner key of tests')),
      rules: { hosts: ['hooks.example.jp'], allowPrivate: false },
      sendsMail: true,
    },
    calendarUids: calendarUids(new Secret('owner key of tests')),
    logService: createLogService({ database, clock, logHalf, limits: usualLimits }),
    openingLimits: usualLimits,
    isReady: () => Promise.resolve(true),
    mayReadMetrics: () => true,
    directoryRoot,
    demoSecret: secret,
  })
  const server = await startTestServer(routes, database)
  return {
    ...server,
    test,
    routes,
    secret,
    directoryRoot,
    recoveryFolder: join(folder, 'recovery-shares'),
    tokenOf: (personId) => demoToken(secret, personId),
    passphraseOf: (personId) => demoPassphrase(secret, personId),
    stop: async () => {
      await server.stop()
      await test.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function publishLogKey({ kysely }: Database, { keyId, recipient }: LogHalf, at: string): Promise<void> {
  const name = { ja: 'ログサービス', en: 'Log service' }
  await ensureOrganisation(kysely, { id: logOrganisationId, kind: 'platform', name, clearance: 'clear' })
  await publishKey(kysely, { keyId, organisationId: logOrganisationId, recipient }, at)
}
