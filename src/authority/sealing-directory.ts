import { openCurrentKeys, type CurrentKeys, type ListedKey, type SignedKeys } from '#key-directory/current-keys.ts'
import { DirectoryError } from '#key-directory/directory-error.ts'
import { rootFingerprint, type DirectoryRoot } from '#key-directory/directory-root.ts'
import type { SeenDirectory } from '#key-directory/open-directory.ts'

/** What the server answers about keys. Nothing of it counts before it was verified. */
export type DirectoryAnswer = {
  readonly signed: SignedKeys | null
  /** Absent for an organisation that has no key. */
  readonly own?: ListedKey
  /** Keys that later epochs replaced, for display alone. */
  readonly earlierKeys?: readonly EarlierKey[]
}

/** A key of an authority that a later epoch replaced: no proof, only the server's word on whose it was. */
export type EarlierKey = { readonly keyId: string; readonly organisationId: string }

/** For whom this client may seal: every key is one that the directory lists. */
export type SealingDirectory = Pick<CurrentKeys, 'authorities' | 'log' | 'intake' | 'gate' | 'seen' | 'version'> & {
  /** SHA-256 in hexadecimal; `formatFingerprint` writes it as the kit prints it. */
  readonly rootFingerprint: string
  readonly recovery: ListedKey
  readonly own: ListedKey
  /**
   * Returns `key` if the directory lists it as that of its organisation, such as an operator's.
   *
   * @throws {DirectoryError} `KEY_NOT_LISTED`
   */
  readonly confirm: (key: ListedKey) => ListedKey
  readonly earlierKeys: readonly EarlierKey[]
}

/**
 * Returns for whom to seal, out of what the server answered.
 *
 * @param answer Hostile.
 * @param known The pinned root, and what was accepted here before.
 * @throws {DirectoryError} As `openCurrentKeys`; `DIRECTORY_UNSIGNED` where the server has no signed directory, `KEY_NOT_LISTED` for the own key,
 *   `DIRECTORY_INCOMPLETE` also without a national recovery key.
 */
export async function openSealingDirectory(
  answer: DirectoryAnswer,
  known: { readonly root: DirectoryRoot; readonly seen: SeenDirectory | null },
): Promise<SealingDirectory> {
  const keys = await openSignedKeys(answer, known)
  if (answer.own === undefined)
    throw new DirectoryError('KEY_NOT_LISTED', 'Refused: your own organisation has no key in the directory. Nothing was sealed')
  const { authorities, log, recovery, intake, gate, seen, version } = keys
  if (recovery === null)
    throw new DirectoryError('DIRECTORY_INCOMPLETE', 'Refused: the directory lists no national recovery key. Nothing was sealed')
  return {
    rootFingerprint: rootFingerprint(known.root),
    authorities,
    log,
    recovery,
    intake,
    gate,
    seen,
    version,
    own: keys.confirmOwn(answer.own),
    confirm: keys.confirmOwn,
    earlierKeys: answer.earlierKeys ?? [],
  }
}

/**
 * Returns everything that the directory and its statements say, out of what the server answered.
 *
 * @throws {DirectoryError} As `openCurrentKeys`; `DIRECTORY_UNSIGNED` where the server has no signed directory.
 */
export async function openSignedKeys(
  answer: DirectoryAnswer,
  known: { readonly root: DirectoryRoot; readonly seen: SeenDirectory | null },
): Promise<CurrentKeys> {
  if (answer.signed === null || answer.signed === undefined)
    throw new DirectoryError('DIRECTORY_UNSIGNED', 'Refused: the server has no signed directory of keys. Nothing was sealed')
  return await openCurrentKeys(answer.signed, known.root, known.seen)
}
