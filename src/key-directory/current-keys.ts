import type { DirectoryKey } from '#envelope/seal-filing.ts'
import { recipientDigest, type DirectoryEntry } from './directory.ts'
import { DirectoryError } from './directory-error.ts'
import type { DirectoryRoot } from './directory-root.ts'
import { applyStatements, parseStatement, type CurrentAuthority } from './epoch-statement.ts'
import type { GateSigningKey } from './gate-key.ts'
import { openDirectory, type SeenDirectory } from './open-directory.ts'

/** A key that the directory lists, with the organisation that holds it. */
export type ListedKey = DirectoryKey & { readonly organisationId: string }

/** The key of the release gate: deny lists are sealed to it, and its signers signed the warnings, the newest first. */
export type ListedGate = ListedKey & { readonly signers: readonly GateSigningKey[] }

/** The signed part of what the server answers: the newest version of the directory, and the epochs since. */
export type SignedKeys = {
  /** The signed note of the newest version. */
  readonly directory: string
  /** Texts of epoch statements. */
  readonly statements: readonly string[]
}

/** Everything that the directory and its statements say, verified. */
export type CurrentKeys = {
  readonly version: number
  readonly digest: string
  readonly authorities: readonly CurrentAuthority[]
  readonly log: ListedKey
  /** Null where there is no national recovery key. */
  readonly recovery: ListedKey | null
  readonly intake: ListedKey | null
  /** Null where no release gate has a key yet. */
  readonly gate: ListedGate | null
  /** What to remember, so that nothing older is accepted afterwards. */
  readonly seen: SeenDirectory
  /**
   * Returns `key` if the directory lists it as that of the organisation.
   *
   * @throws {DirectoryError} `KEY_NOT_LISTED`
   */
  readonly confirmOwn: (key: ListedKey) => ListedKey
}

/**
 * Returns the keys of `signed`, each proven by the pinned root or by an administrator whom the root listed.
 *
 * @param signed Hostile.
 * @param seen What was accepted here before; null on the first time.
 * @throws {DirectoryError} As `openDirectory`, `EPOCH_REFUSED`, `DIRECTORY_OLDER` where an epoch that was seen is missing, and
 *   `DIRECTORY_INCOMPLETE` without a key of the log service.
 */
export async function openCurrentKeys(signed: SignedKeys, root: DirectoryRoot, seen: SeenDirectory | null): Promise<CurrentKeys> {
  const { directory, digest } = await openDirectory(signed.directory, root, seen)
  const statements = signed.statements.map(parseStatement)
  const authorities: CurrentAuthority[] = []
  for (const entry of directory.entries) {
    if (entry.role !== 'authority') continue
    const own = statements.filter(({ organisationId }) => organisationId === entry.organisationId)
    authorities.push(await applyStatements(entry, own))
  }
  refuseOlderEpochs(authorities, seen)
  const log = serviceKey(directory.entries, 'log')
  if (log === null)
    throw new DirectoryError('DIRECTORY_INCOMPLETE', 'Refused: the directory lists no key of the log service. Nothing was sealed')
  return {
    version: directory.version,
    digest,
    authorities,
    log,
    recovery: serviceKey(directory.entries, 'recovery'),
    intake: serviceKey(directory.entries, 'intake'),
    gate: gateKey(directory.entries),
    seen: { version: directory.version, digest, epochs: Object.fromEntries(authorities.map((one) => [one.organisationId, one.epoch])) },
    confirmOwn: (key) => confirmOwn(key, { entries: directory.entries, authorities }),
  }
}

function refuseOlderEpochs(authorities: readonly CurrentAuthority[], seen: SeenDirectory | null): void {
  const older = authorities.find(({ organisationId, epoch }) => epoch < (seen?.epochs[organisationId] ?? 0))
  if (older === undefined) return
  throw new DirectoryError(
    'DIRECTORY_OLDER',
    `Refused: the key of ${older.name.en} is one that was replaced before. Somebody may be swapping keys; nothing was sealed`,
  )
}

function serviceKey(entries: readonly DirectoryEntry[], role: 'log' | 'recovery' | 'intake'): ListedKey | null {
  for (const entry of entries) {
    if (entry.role === role) return { organisationId: entry.organisationId, keyId: entry.keyId, recipient: entry.recipient }
  }
  return null
}

function gateKey(entries: readonly DirectoryEntry[]): ListedGate | null {
  const entry = entries.find(({ role }) => role === 'gate')
  if (entry?.role !== 'gate') return null
  const { organisationId, keyId, recipient, signers } = entry
  return { organisationId, keyId, recipient, signers }
}

function confirmOwn(
  key: ListedKey,
  listed: { readonly entries: readonly DirectoryEntry[]; readonly authorities: readonly CurrentAuthority[] },
): ListedKey {
  const { organisationId, keyId, recipient } = key
  const isOfAuthority = listed.authorities.some(
    (one) => one.organisationId === organisationId && one.keyId === keyId && one.recipient === recipient,
  )
  const digest = recipientDigest(recipient)
  const isOfOther = listed.entries.some((entry) => {
    if (entry.role === 'authority' || entry.organisationId !== organisationId || entry.keyId !== keyId) return false
    return entry.role === 'operator' ? entry.digest === digest : entry.recipient === recipient
  })
  if (!isOfAuthority && !isOfOther)
    throw new DirectoryError(
      'KEY_NOT_LISTED',
      "Refused: your own organisation's key is not the one that the directory lists. Somebody may be swapping keys; nothing was sealed",
    )
  return { organisationId, keyId, recipient }
}
