import { queryOptions } from '@tanstack/react-query'
import type { CurrentKeys } from '#key-directory/current-keys.ts'
import { DirectoryError } from '#key-directory/directory-error.ts'
import { parseRoot, rootFingerprint, type DirectoryRoot } from '#key-directory/directory-root.ts'
import type { SeenDirectory } from '#key-directory/open-directory.ts'
import { request } from '#ui/api.ts'
import { openSealingDirectory, openSignedKeys, type DirectoryAnswer, type SealingDirectory } from './sealing-directory.ts'
import { readBrowserMemory, writeBrowserMemory } from './seen-directory.ts'

/** Everything that the directory says, and the fingerprint of the root that signed it. */
export type ShownKeys = CurrentKeys & { readonly rootFingerprint: string }

/** The query of for whom to seal; it fails with a {@link DirectoryError} where a key cannot be proven, and nothing is sealed then. */
export const sealingDirectoryQuery = queryOptions({
  queryKey: ['directory'],
  queryFn: ({ signal }) => readSealingDirectory(signal),
  staleTime: 60_000,
  retry: (failures, error) => !(error instanceof DirectoryError) && failures < 2,
})

/** The query of everything that the directory says. */
export const signedKeysQuery = queryOptions({
  queryKey: ['signed-keys'],
  queryFn: async ({ signal }): Promise<ShownKeys> => {
    const root = pageRoot()
    return { ...(await read(openSignedKeys, signal)), rootFingerprint: rootFingerprint(root) }
  },
  retry: false,
})

/**
 * Returns for whom to seal: the server's directory, proven by the root that is built into the pages, and no older than what this browser has seen.
 *
 * @throws {DirectoryError} where a key cannot be proven; {@link ApiError} if the request fails.
 */
export async function readSealingDirectory(signal?: AbortSignal): Promise<SealingDirectory> {
  return await read(openSealingDirectory, signal)
}

/**
 * Returns everything that the directory says, proven as `readSealingDirectory` proves it.
 *
 * @throws {DirectoryError} where a key cannot be proven; {@link ApiError} if the request fails.
 */
export async function readSignedKeysHere(): Promise<CurrentKeys> {
  return await read(openSignedKeys)
}

async function read<Keys extends { readonly seen: SeenDirectory }>(
  open: (answer: DirectoryAnswer, known: { readonly root: DirectoryRoot; readonly seen: SeenDirectory | null }) => Promise<Keys>,
  signal?: AbortSignal,
): Promise<Keys> {
  const root = pageRoot()
  const fingerprint = rootFingerprint(root)
  const memory = readBrowserMemory()
  if (memory !== null && memory.root !== fingerprint)
    throw new DirectoryError('ROOT_CHANGED', 'Refused: the pages bring another root than the one that this browser knows')
  const answer = await request<DirectoryAnswer>('/api/v1/directory', signal === undefined ? {} : { signal })
  const keys = await open(answer, { root, seen: memory?.seen ?? null })
  writeBrowserMemory({ root: fingerprint, seen: keys.seen })
  return keys
}

/**
 * Returns the root that is built into the pages.
 *
 * @throws {DirectoryError} `ROOT_MALFORMED` where the server had none.
 */
export function pageRoot(): DirectoryRoot {
  const text = document.querySelector('meta[name="noroshi-directory-root"]')?.getAttribute('content') ?? ''
  return parseRoot(text.replace(' ', '\n'))
}
