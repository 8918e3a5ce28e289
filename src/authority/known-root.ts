import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { DirectoryError } from '#key-directory/directory-error.ts'
import { formatRoot, parseRoot, rootFingerprint, type DirectoryRoot } from '#key-directory/directory-root.ts'
import type { SeenDirectory } from '#key-directory/open-directory.ts'
import { CommandError, type CommandContext } from '#runtime/command.ts'
import { isLoopback } from '#runtime/config.ts'
import { knownRootText } from './known-root-text.ts'
import { rootFile } from './root-file.ts'

/** What of a command is needed to know which root it stands on. */
export type RootContext = Pick<CommandContext, 'client' | 'environment'>

/** The root that this command line stands on, and what it accepted under it before. */
export type KnownRoot = { readonly root: DirectoryRoot; readonly seen: SeenDirectory | null }

type Memory = {
  /** Text of the root that was pinned for a server, by its address. */
  readonly roots: Readonly<Record<string, string>>
  /** What was accepted under a root, by its fingerprint. */
  readonly seen: Readonly<Record<string, SeenDirectory>>
}

/**
 * Returns the root for this server: NOROSHI_DIRECTORY_ROOT, or the one pinned by `noroshi directory trust`, or that of this machine's own data folder.
 * A demonstration on this machine is believed about its own root, and nothing of it is remembered.
 *
 * @throws {CommandError} `DIRECTORY_ROOT_NEEDED` where none is known: a root is never taken from a server unseen.
 * @throws {DirectoryError} `ROOT_MALFORMED`
 */
export async function findRoot(context: RootContext): Promise<KnownRoot> {
  const memory = await readMemory(context)
  const text = context.environment['NOROSHI_DIRECTORY_ROOT'] ?? memory.roots[context.client.url] ?? (await ownMachineRoot(context))
  if (text !== null && text !== undefined) {
    const root = parseRoot(text)
    return { root, seen: memory.seen[rootFingerprint(root)] ?? null }
  }
  const demo = await demoRoot(context)
  if (demo !== null) return { root: demo, seen: null }
  throw new CommandError('refused', 'DIRECTORY_ROOT_NEEDED', knownRootText.needed(context.client.url))
}

/** Remembers what was accepted under `root`, so that nothing older is accepted afterwards. */
export async function rememberSeen(context: RootContext, root: DirectoryRoot, seen: SeenDirectory): Promise<void> {
  const memory = await readMemory(context)
  const fingerprint = rootFingerprint(root)
  const isPinned = Object.values(memory.roots).includes(formatRoot(root)) || context.environment['NOROSHI_DIRECTORY_ROOT'] !== undefined
  if (!isPinned || JSON.stringify(memory.seen[fingerprint]) === JSON.stringify(seen)) return
  await writeMemory(context, { ...memory, seen: { ...memory.seen, [fingerprint]: seen } })
}

/** Pins `root` for the server of `context`. */
export async function pinRoot(context: RootContext, root: DirectoryRoot): Promise<void> {
  const memory = await readMemory(context)
  await writeMemory(context, { ...memory, roots: { ...memory.roots, [context.client.url]: formatRoot(root) } })
}

/**
 * Returns the root that the server names; it means nothing before somebody has compared its fingerprint.
 *
 * @throws {DirectoryError} `ROOT_MALFORMED`
 */
export async function rootOfServer({ client }: Pick<RootContext, 'client'>): Promise<DirectoryRoot> {
  const { root } = (await client.json('/api/v1/directory/root', { retries: 3 })) as unknown as { readonly root: string }
  return parseRoot(root)
}

/** The server of this machine by its usual address, or whatever data folder was named. */
async function ownMachineRoot({ client, environment }: RootContext): Promise<string | null> {
  const isUsual = client.url === `http://localhost:${environment['NOROSHI_PORT'] ?? '8080'}`
  const folder = environment['NOROSHI_DATA'] ?? (isUsual ? 'data' : null)
  if (folder === null || !isLoopback(new URL(client.url).hostname)) return null
  return await readFile(join(folder, rootFile), 'utf8').catch(() => null)
}

async function demoRoot(context: RootContext): Promise<DirectoryRoot | null> {
  if (!isLoopback(new URL(context.client.url).hostname)) return null
  const session = (await context.client.json('/api/v1/session', { retries: 3 })) as unknown as { readonly demo: boolean }
  return session.demo ? await rootOfServer(context) : null
}

function memoryFolder(environment: RootContext['environment']): string {
  return join(environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'noroshi')
}

async function readMemory({ environment }: RootContext): Promise<Memory> {
  const path = join(memoryFolder(environment), 'directories.json')
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return { roots: {}, seen: {} }
  try {
    return JSON.parse(text) as Memory
  } catch (cause) {
    // Beginning anew would forget which versions were seen.
    throw new DirectoryError('ROOT_MALFORMED', `Cannot read ${path}, which remembers the pinned roots: expected JSON`, { cause })
  }
}

async function writeMemory({ environment }: RootContext, memory: Memory): Promise<void> {
  const folder = memoryFolder(environment)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'directories.json')
  const half = `${path}.${process.pid}.half`
  await writeFile(half, JSON.stringify(memory), { mode: 0o600, flush: true })
  await rename(half, path)
}
