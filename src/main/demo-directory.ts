import { canonicalJson } from '#base/canonical-json.ts'
import { randomBytes } from '#base/bytes.ts'
import { newestDirectory } from '#authority/directory-store.ts'
import { directoryOf, proposeDirectory } from '#authority/propose-directory.ts'
import { publishDirectory } from '#authority/publish-directory.ts'
import type { Database } from '#database/database.ts'
import { DirectoryError } from '#key-directory/directory-error.ts'
import { formatRoot, openRootSigner, type RootSigner } from '#key-directory/directory-root.ts'
import { signDirectory } from '#key-directory/open-directory.ts'
import type { Clock } from '#runtime/clock.ts'
import { keptSecret } from '#runtime/kept-secret.ts'
import { rootFile } from '#authority/root-file.ts'
import type { DataFolders } from './data-folder.ts'
import { directoryServices } from './platform.ts'

/** The directory of the demonstration, whose root lies on this machine. A real root never does. */
export type DemoDirectory = {
  /** Signs and publishes a version wherever the newest one is not what the database says. */
  sign(): Promise<void>
}

type StoredRoot = { readonly ed25519: string; readonly mlDsa44: string }

/** Returns the directory of the demonstration; its root is made on the first call, and its public half put where clients of this machine find it. */
export async function openDemoDirectory(parts: {
  readonly database: Database
  readonly clock: Clock
  readonly folders: Pick<DataFolders, 'root' | 'private'>
}): Promise<DemoDirectory> {
  const signer = await demoRoot(parts.folders.private)
  await keptSecret(parts.folders.root, rootFile, () => formatRoot(signer.root))
  return { sign: () => signNewest(parts, signer) }
}

async function signNewest({ database, clock }: { readonly database: Database; readonly clock: Clock }, signer: RootSigner): Promise<void> {
  const proposed = await proposeDirectory(database.kysely, directoryServices, clock.now())
  const newest = await newestDirectory(database.kysely)
  if (newest !== null && canonicalJson(directoryOf(newest).entries) === canonicalJson(proposed.entries)) return
  const signed = await signDirectory(proposed, signer)
  await publishDirectory(signed, { database, root: signer.root, at: clock.now() }).catch((error: unknown) => {
    // Another process of the demonstration published that version a moment ago.
    if (!(error instanceof DirectoryError) || error.code !== 'DIRECTORY_OLDER') throw error
  })
}

async function demoRoot(folder: string): Promise<RootSigner> {
  const make = () => JSON.stringify({ ed25519: randomBytes(32).toHex(), mlDsa44: randomBytes(32).toHex() } satisfies StoredRoot)
  const { ed25519, mlDsa44 } = JSON.parse((await keptSecret(folder, 'directory-root.json', make)).reveal()) as StoredRoot
  return await openRootSigner('demo.noroshi.example/directory', {
    ed25519: Uint8Array.fromHex(ed25519),
    mlDsa44: Uint8Array.fromHex(mlDsa44),
  })
}
