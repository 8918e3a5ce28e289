import { generateKeyPair } from '#envelope/age-file.ts'
import { generatePersonalKey, type PersonalKey, type PublicKeys } from '#envelope/personal-key.ts'
import { recipientDigest, type AuthorityEntry, type Directory, type DirectoryEntry } from '#key-directory/directory.ts'
import { openRootSigner, type RootSigner } from '#key-directory/directory-root.ts'
import { signEpochStatement, type EpochStatement } from '#key-directory/epoch-statement.ts'
import { personFingerprint } from '#key-directory/fingerprint.ts'

/** A person of a sample, with the secret keys. */
export type SamplePerson = {
  readonly personId: string
  readonly secret: PersonalKey
  readonly public: PublicKeys
  readonly fingerprint: string
}

/** Returns a fresh person. */
export async function samplePerson(): Promise<SamplePerson> {
  const keys = await generatePersonalKey()
  return { personId: crypto.randomUUID(), ...keys, fingerprint: personFingerprint(keys.public) }
}

/** Returns a fresh root. */
export async function sampleRoot(): Promise<RootSigner> {
  const seed = () => crypto.getRandomValues(new Uint8Array(32))
  return await openRootSigner('root.example/directory', { ed25519: seed(), mlDsa44: seed() })
}

/** Returns the entry of an authority with these administrators. */
export async function sampleAuthority(administrators: readonly SamplePerson[]): Promise<AuthorityEntry> {
  return {
    role: 'authority',
    organisationId: crypto.randomUUID(),
    code: 'jp.minister.meti',
    kind: 'ministry',
    sectors: ['jp.espa.gas'],
    name: { ja: '架空省', en: 'Demo Ministry' },
    keyId: crypto.randomUUID(),
    epoch: 1,
    recipient: (await generateKeyPair()).recipient,
    statement: null,
    administrators: administrators.map(({ personId, fingerprint, public: { signing } }) => ({ personId, signing, fingerprint })),
  }
}

/** Returns a directory of these authorities, a log service, and one operator with `own`. */
export async function sampleDirectory(
  authorities: readonly AuthorityEntry[],
  own: { readonly organisationId: string; readonly keyId: string; readonly recipient: string },
): Promise<Directory> {
  const log: DirectoryEntry = {
    role: 'log',
    organisationId: crypto.randomUUID(),
    name: { ja: 'ログ', en: 'Log' },
    keyId: crypto.randomUUID(),
    epoch: 1,
    recipient: (await generateKeyPair()).recipient,
  }
  const { organisationId, keyId, recipient } = own
  const operator: DirectoryEntry = { role: 'operator', organisationId, keyId, epoch: 1, digest: recipientDigest(recipient) }
  return {
    format: 'noroshi-directory-1',
    version: 1,
    issuedAt: '2026-11-22T03:00:00.000Z',
    previous: null,
    entries: [...authorities, log, operator],
  }
}

/** Returns the statement by which `administrator` makes the next epoch for `members`. */
export async function sampleStatement(
  from: Pick<AuthorityEntry, 'organisationId' | 'epoch' | 'keyId'>,
  administrator: SamplePerson,
  members: readonly SamplePerson[],
): Promise<EpochStatement> {
  return await signEpochStatement(
    {
      organisationId: from.organisationId,
      epoch: from.epoch + 1,
      previousKeyId: from.keyId,
      keyId: crypto.randomUUID(),
      recipient: (await generateKeyPair()).recipient,
      issuedAt: '2026-11-22T04:00:00.000Z',
      left: null,
      members: members.map(({ personId, fingerprint }) => ({ personId, fingerprint })),
    },
    administrator.secret.signing,
  )
}
