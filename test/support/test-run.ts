import { startTestCluster, type TestCluster } from '#database/test-database.ts'
import { openNewDemo } from './new-demo.ts'

let cluster: TestCluster | null = null
let closeNewDemo: (() => Promise<void>) | null = null

/** Starts the one PostgreSQL of a run of tests; the test runner calls it before the first file. */
export async function globalSetup(): Promise<void> {
  cluster = await startTestCluster()
  closeNewDemo = await openNewDemo()
}

/** Stops the PostgreSQL of the run; the test runner calls it after the last file. */
export async function globalTeardown(): Promise<void> {
  await closeNewDemo?.()
  await cluster?.stop()
}
