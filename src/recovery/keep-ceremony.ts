import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '#runtime/kept-secret.ts'
import type { RecoveryCeremony } from './recovery-key.ts'
import { shareSheet } from './share-sheet.ts'

/** Name of the file that says of a recovery key what everybody may know. */
const publicKeyFile = 'recovery-public.json'

/**
 * Writes each share and the public key into a file of its own below `folder`, which must not hold a ceremony yet; 0700, files 0600.
 *
 * @param note As of `shareSheet`.
 * @returns The names of the share files.
 */
export async function keepCeremony(
  { publicKey, shares }: RecoveryCeremony,
  folder: string,
  note: readonly string[] = [],
): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const names = shares.map(({ number, total }) => `share-${number}-of-${total}.txt`)
  // `wx`: a key that was made before is never written over.
  const kept = { mode: 0o600, flag: 'wx', flush: true } as const
  await writeFile(join(folder, publicKeyFile), `${JSON.stringify(publicKey, null, 2)}\n`, kept)
  for (const [index, share] of shares.entries()) await writeFile(join(folder, names[index] ?? ''), shareSheet(share, publicKey, note), kept)
  await syncFolder(folder)
  return names
}
