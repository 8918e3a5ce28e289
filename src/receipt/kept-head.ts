import { randomUUID } from 'node:crypto'
import { link, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '#runtime/kept-secret.ts'
import type { TreeHead } from '#transparency-log/verify-proof.ts'
import { LogStateError } from './log-state-error.ts'

/** The last head that this log or witness put its name to, outside the database: it must never be restored from a backup. */
export type KeptHead = TreeHead & {
  /** How many heads were kept before this one. */
  readonly generation: number
}

type StoredHead = { readonly size: number; readonly root: string }

/**
 * Returns the head kept in `folder` under `name`, or null before the first.
 *
 * @throws {LogStateError} `LOG_HEAD_UNREADABLE` if it is there and cannot be read.
 */
export async function readKeptHead(folder: string, name: string): Promise<KeptHead | null> {
  const generation = (await generations(folder, name)).at(-1)
  if (generation === undefined) return null
  const path = join(folder, `${name}.${generation}`)
  try {
    const { size, root } = JSON.parse(await readFile(path, 'utf8')) as StoredHead
    if (!Number.isSafeInteger(size)) throw new TypeError('The size is no number')
    return { generation, size, root: Uint8Array.fromHex(root) }
  } catch (cause) {
    throw new LogStateError('LOG_HEAD_UNREADABLE', `Cannot use ${path}: expected the last head of the log; nothing is signed without it`, {
      cause,
    })
  }
}

/**
 * Keeps `next` in the place of `known`, on the disk before it returns: compare and set.
 *
 * Each generation is a file of its own that is linked into place, so of two who both start from `known` one alone succeeds.
 *
 * @throws {LogStateError} `LOG_HEAD_CONTESTED` if another has kept a head since `known` was read.
 */
export async function keepHead(place: { folder: string; name: string }, known: KeptHead | null, next: TreeHead): Promise<void> {
  const { folder, name } = place
  const generation = (known?.generation ?? 0) + 1
  const path = join(folder, `${name}.${generation}`)
  const half = join(folder, `${name}-${randomUUID()}.half`)
  const stored: StoredHead = { size: next.size, root: next.root.toHex() }
  try {
    await writeFile(half, JSON.stringify(stored), { mode: 0o600, flag: 'wx', flush: true })
    await link(half, path)
  } catch (cause) {
    throw contested(path, { cause })
  } finally {
    await rm(half, { force: true })
  }
  await syncFolder(folder)
  const all = await generations(folder, name)
  // A slow one may have linked a generation that others have passed and removed.
  if (all.at(-1) !== generation) throw contested(path)
  for (const old of all.slice(0, -1)) await rm(join(folder, `${name}.${old}`), { force: true })
}

async function generations(folder: string, name: string): Promise<number[]> {
  const numbers = (await readdir(folder)).flatMap((file) => {
    const number = file.startsWith(`${name}.`) ? file.slice(name.length + 1) : ''
    return /^[1-9]\d{0,14}$/.test(number) ? [Number(number)] : []
  })
  return numbers.toSorted((one, other) => one - other)
}

function contested(path: string, options?: ErrorOptions): LogStateError {
  return new LogStateError('LOG_HEAD_CONTESTED', `Cannot keep ${path}: another process has kept a head since; run one log`, options)
}
