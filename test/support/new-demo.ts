import { execFile } from 'node:child_process'
import { access, chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const folderVariable = 'TEST_NEW_DEMO'

/** Opens the place where the run of tests keeps what a new demonstration makes, and leaves it to child processes in the environment; returns what removes it. */
export async function openNewDemo(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  await chmod(folder, 0o711)
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
  if (!(await exists(made))) {
    if (!(await isFirst(making))) return undefined
    await make(making)
    await rename(making, made)
  }
  const copy = await mkdtemp(join(tmpdir(), 'nrs-'))
  await run('cp', ['-a', `${made}/.`, copy])
  return copy
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** Making a folder succeeds for one process alone. */
async function isFirst(folder: string): Promise<boolean> {
  try {
    await mkdir(folder)
    await chmod(folder, 0o711)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
