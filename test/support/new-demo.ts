import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { temporaryFolder } from './temporary-folder.ts'

const run = promisify(execFile)
const folderVariable = 'TEST_NEW_DEMO'

/** Opens the place where the run of tests keeps what a new demonstration makes, and leaves it to child processes in the environment; returns what removes it. */
export async function openNewDemo(): Promise<() => Promise<void>> {
  const folder = await temporaryFolder()
  process.env[folderVariable] = folder
  return async () => {
    delete process.env[folderVariable]
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Returns a data folder as a new demonstration leaves it. Keys of people take most of its first start, and are the same in every copy.
 *
 * Undefined outside a run of tests, and while another process makes the first one with `make`: then the caller begins anew.
 */
export async function copyNewDemo(make: (dataFolder: string) => Promise<void>): Promise<string | undefined> {
  const folder = process.env[folderVariable]
  if (folder === undefined) return undefined
  const [made, making] = [join(folder, 'made'), join(folder, 'making')]
  if (!existsSync(made)) {
    // Only whoever makes the folder gets its name; the others get nothing.
    if ((await mkdir(making, { recursive: true })) === undefined) return undefined
    await chmod(making, 0o711)
    await make(making)
    await rename(making, made)
  }
  const copy = await temporaryFolder()
  await run('cp', ['-a', `${made}/.`, copy])
  return copy
}
