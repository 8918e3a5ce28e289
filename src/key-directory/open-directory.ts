import { LogError } from '#transparency-log/log-error.ts'
import { formatNote, parseNote, type Note, type NoteSignature } from '#transparency-log/signed-note.ts'
import { verifySignature } from '#transparency-log/verify-signature.ts'
import { directoryDigest, formatDirectory, parseDirectory, type Directory } from './directory.ts'
import { DirectoryError } from './directory-error.ts'
import { isMlDsaSignature, type DirectoryRoot, type RootSigner } from './directory-root.ts'

/** What a client remembers of the newest directory that it accepted. */
export type SeenDirectory = {
  readonly version: number
  readonly digest: string
  /** The highest epoch accepted of each authority, by its organisation. */
  readonly epochs: Readonly<Record<string, number>>
}

/** A directory that the root signed. */
export type OpenedDirectory = { readonly directory: Directory; readonly digest: string }

/** Returns `directory` signed by the root with both its keys: a signed note. */
export async function signDirectory(directory: Directory, signer: RootSigner): Promise<string> {
  const text = formatDirectory(directory)
  // What no client would read is not signed.
  parseDirectory(text)
  const { ed25519, mlDsa44 } = await signer.sign(text)
  const lines: NoteSignature[] = [
    { name: signer.root.ed25519.name, keyId: signer.root.ed25519.keyId, value: ed25519 },
    { name: signer.root.mlDsa44.name, keyId: signer.root.mlDsa44.keyId, value: mlDsa44 },
  ]
  return formatNote({ text, signatures: lines })
}

/**
 * Returns the directory in `signedText` if the root that the client pinned signed it, and it is no older than what the client has seen.
 *
 * @param signedText Hostile: the server, or whoever stands between, may have written it.
 * @param seen What was accepted before; null on the first time.
 * @throws {DirectoryError} `DIRECTORY_UNSIGNED` without both signatures of this root, `DIRECTORY_ALTERED` where one does not fit the text,
 *   `DIRECTORY_OLDER` for a version before the one seen, `DIRECTORY_FORKED` for another text of that version or a next one that does not follow it,
 *   `DIRECTORY_MALFORMED`.
 */
export async function openDirectory(signedText: string, root: DirectoryRoot, seen: SeenDirectory | null): Promise<OpenedDirectory> {
  const note = readNote(signedText)
  await refuseUnsigned(note, root)
  const directory = parseDirectory(note.text)
  const digest = directoryDigest(directory)
  if (seen !== null) refuseAfter(seen, directory, digest)
  return { directory, digest }
}

function readNote(text: string): Note {
  try {
    return parseNote(text)
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause
    throw new DirectoryError('DIRECTORY_UNSIGNED', 'Refused: the directory of keys bears no signature. Nothing was sealed', { cause })
  }
}

async function refuseUnsigned({ text, signatures }: Note, root: DirectoryRoot): Promise<void> {
  const classical = signatureOf(signatures, root.ed25519)
  const quantum = signatureOf(signatures, root.mlDsa44)
  if (classical === null || quantum === null)
    throw new DirectoryError(
      'DIRECTORY_UNSIGNED',
      'Refused: the directory of keys is not signed by the root that is pinned here. Somebody may be swapping keys; nothing was sealed',
    )
  const fits = await verifySignature(text, classical, root.ed25519).then(
    () => isMlDsaSignature(quantum.value, text, root),
    (error: unknown) => {
      if (error instanceof LogError) return false
      throw error
    },
  )
  if (!fits)
    throw new DirectoryError(
      'DIRECTORY_ALTERED',
      'Refused: the directory of keys was altered after the root signed it. Somebody may be swapping keys; nothing was sealed',
    )
}

function signatureOf(signatures: readonly NoteSignature[], key: { readonly name: string; readonly keyId: string }): NoteSignature | null {
  return signatures.find(({ name, keyId }) => name === key.name && keyId === key.keyId) ?? null
}

function refuseAfter(seen: SeenDirectory, { version, previous }: Directory, digest: string): void {
  if (version < seen.version)
    throw new DirectoryError(
      'DIRECTORY_OLDER',
      `Refused: the directory of keys is version ${version}, and version ${seen.version} was seen here before. Nothing was sealed`,
    )
  const isOther = version === seen.version && digest !== seen.digest
  const isNoSuccessor = version === seen.version + 1 && previous !== seen.digest
  if (isOther || isNoSuccessor)
    throw new DirectoryError(
      'DIRECTORY_FORKED',
      `Refused: the directory of keys does not continue version ${seen.version} that was seen here: there are two. Nothing was sealed`,
    )
}
