import type { Queries } from '#database/database.ts'
import { parseDirectory, recipientDigest, type Directory, type DirectoryEntry } from '#key-directory/directory.ts'
import { parseStatement, statementDigest } from '#key-directory/epoch-statement.ts'
import { personFingerprint } from '#key-directory/fingerprint.ts'
import { parseNote } from '#transparency-log/signed-note.ts'
import { listGateKeys } from './gate-key-store.ts'
import {
  listAdministrators,
  listKeyHolders,
  listStatements,
  newestDirectory,
  type AdministratorKeys,
  type KeyHolder,
  type PublishedDirectory,
} from './directory-store.ts'

/** Which organisations of the platform hold which of its keys. The release gate's keys are in a table of their own. */
export type ServiceRoles = ReadonlyMap<string, 'log' | 'recovery' | 'intake' | 'gate'>

const gateName = { ja: '公開審査', en: 'Release gate' }

/** Returns the next version of the directory as the database would have it, unsigned: for the holders of the root to look at and sign. */
export async function proposeDirectory(queries: Queries, services: ServiceRoles, at: Temporal.Instant): Promise<Directory> {
  const newest = await newestDirectory(queries)
  return {
    format: 'noroshi-directory-1',
    version: (newest?.version ?? 0) + 1,
    issuedAt: at.toString({ fractionalSecondDigits: 3 }),
    previous: newest?.digest ?? null,
    entries: await currentEntries(queries, services),
  }
}

/** Returns the directory in a published version, whose signature was checked when it was published. */
export function directoryOf({ signed }: PublishedDirectory): Directory {
  return parseDirectory(parseNote(signed).text)
}

async function currentEntries(queries: Queries, services: ServiceRoles): Promise<DirectoryEntry[]> {
  const administrators = Map.groupBy(await listAdministrators(queries), ({ organisationId }) => organisationId)
  const statements = (await listStatements(queries)).map(({ statement }) => parseStatement(statement))
  const madeBy = new Map(statements.map((one) => [one.keyId, statementDigest(one)]))
  const entries = (await listKeyHolders(queries)).flatMap((holder) => {
    const entry = entryOf(holder, { services, administrators, madeBy })
    return entry === null ? [] : [entry]
  })
  return [...entries, ...(await gateEntries(queries, services))]
}

async function gateEntries(queries: Queries, services: ServiceRoles): Promise<DirectoryEntry[]> {
  const keys = await listGateKeys(queries)
  const organisationId = services.entries().find(([, role]) => role === 'gate')?.[0]
  const [newest] = keys
  if (newest === undefined || organisationId === undefined) return []
  const { keyId, epoch, recipient } = newest
  const signers = keys.map(({ keyId: id, ed25519, mlDsa44 }) => ({ keyId: id, ed25519, mlDsa44 }))
  return [{ role: 'gate', organisationId, keyId, epoch, recipient, name: gateName, signers }]
}

function entryOf(
  holder: KeyHolder,
  known: {
    readonly services: ServiceRoles
    readonly administrators: ReadonlyMap<string, readonly AdministratorKeys[]>
    readonly madeBy: ReadonlyMap<string, string>
  },
): DirectoryEntry | null {
  const { organisationId, keyId, epoch, recipient, name, authority } = holder
  const key = { organisationId, keyId, epoch }
  const service = known.services.get(organisationId)
  if (service === 'gate') return null
  if (service !== undefined) return { role: service, ...key, recipient, name }
  if (holder.organisationKind === 'operator') return { role: 'operator', ...key, digest: recipientDigest(recipient) }
  if (authority === null) return null
  return {
    role: 'authority',
    ...key,
    ...authority,
    sectors: [...authority.sectors],
    name,
    recipient,
    statement: known.madeBy.get(keyId) ?? null,
    administrators: (known.administrators.get(organisationId) ?? []).map((one) => ({
      personId: one.personId,
      signing: one.signing,
      fingerprint: personFingerprint(one),
    })),
  }
}
