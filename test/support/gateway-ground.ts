import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utf8 } from '#base/bytes.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { wrapFor } from '#envelope/key-envelope.ts'
import { sealFiling } from '#envelope/seal-filing.ts'
import type { PublicKeys } from '#envelope/personal-key.ts'
import { createArchiveBox } from '#gateway/archive-box.ts'
import { openArchive, type Archive } from '#gateway/archive-store.ts'
import { followAuthority, type Following } from '#gateway/follow-authority.ts'
import { createGatewayKeys } from '#gateway/gateway-keys.ts'
import { makeKeyFile, readKeyFile, type GatewaySecrets } from '#gateway/key-file.ts'
import { createSearchIndex, type SearchIndex } from '#gateway/search-index-store.ts'
import { hashCredential, newSessionValue } from '#identity/credential.ts'
import { insertPeople, insertToken } from '#identity/identity-store.ts'
import { insertPersonKeys } from '#identity/key-store.ts'
import type { UnlockedKeys } from '#identity/unlock-keys.ts'
import type { Persona } from '#main/walkthrough-cast.ts'
import { systemClock } from '#runtime/clock.ts'
import type { Logger } from '#runtime/logger.ts'
import { Secret } from '#runtime/secret.ts'
import { createServiceClient, type ServiceClient } from '#runtime/service-client.ts'
import { startDemoServer, type DemoServer } from './demo-server.ts'
import { nextFiling, openFiler, postFiling, unlockKeysOf, type Filer } from './filings.ts'
import { silentLogger } from './test-server.ts'

/** A gateway that its authority has enrolled: its folder with the key in it, and what it signs in with. */
export type TestGateway = {
  readonly personId: string
  readonly folder: string
  readonly secret: Secret
  readonly secrets: GatewaySecrets
  readonly token: string
}

/** The fictional country behind a real server, with a gateway of one authority. */
export type GatewayGround = {
  readonly server: DemoServer
  readonly filer: Filer
  readonly officer: Persona
  readonly officerKeys: UnlockedKeys
  readonly gateway: TestGateway
  /** Seals and files a report whose sealed part says `summary`. */
  fileReport(summary: string): Promise<Filing>
  /** Files a report, or one with these fields, and returns it. */
  file(filing?: Filing): Promise<Filing>
  close(): Promise<void>
}

/** What a gateway holds while it works in this process. */
export type GatewayAtWork = { readonly archive: Archive; readonly index: SearchIndex; readonly following: Following }

const clock = systemClock()

/** Opens it; the gateway is a member of the authority of `officer`, to whose key each member's copy was wrapped. */
export async function openGatewayGround(): Promise<GatewayGround> {
  const server = await startDemoServer()
  const filer = await openFiler(server.url)
  const recipients = new Set(filer.template.sealed.authorities.map(({ keyId }) => keyId))
  const listed = filer.directory.authorities.filter(({ keyId }) => recipients.has(keyId))
  const officer = filer.cast.officerOf(listed.map(({ organisationId }) => organisationId))
  const officerKeys = await unlockKeysOf(createServiceClient(server.url, officer.token))
  const gateway = await makeGateway(server, officer, officerKeys)
  return {
    server,
    filer,
    officer,
    officerKeys,
    gateway,
    fileReport: async (summary) => {
      const filing = await sealReport(filer, summary)
      const { status } = await postFiling(filer, filing)
      if (status !== 201) throw new Error(`Filing answered ${status}`)
      return filing
    },
    file: async (filing) => {
      const filed = filing ?? (await nextFiling(filer))
      const { status, body } = await postFiling(filer, filed)
      if (status !== 201) throw new Error(`Filing answered ${status}: ${JSON.stringify(body)}`)
      return filed
    },
    close: async () => {
      await server.stop()
      await rm(gateway.folder, { recursive: true, force: true })
    },
  }
}

async function sealReport({ directory, keys, template }: Filer, summary: string): Promise<Filing> {
  const byId = new Map(directory.authorities.map((one) => [one.keyId, one]))
  const authorities = template.sealed.authorities.flatMap(({ keyId }) => byId.get(keyId) ?? [])
  const { sealed: _, signature: __, format: ___, ...rest } = template
  const answers = { 'ent.name': '霧ヶ浦電力株式会社', 'inc.summary': summary }
  const draft = { ...rest, reportId: randomUUID(), incidentId: randomUUID(), sealed: answers }
  const recipients = { owner: directory.own, authorities, log: directory.log, recovery: directory.recovery }
  return sealFiling(draft, { ...recipients, signer: keys.person, signerKeyId: keys.personKeyId })
}

async function makeGateway(server: DemoServer, officer: Persona, officerKeys: UnlockedKeys): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'nrs-gateway-'))
  await chmod(folder, 0o700)
  const secret = new Secret('a secret of tests')
  const known = await makeKeyFile(join(folder, 'gateway.key'), secret, { workFactor: 10 })
  const secrets = await readKeyFile(join(folder, 'gateway.key'), secret)
  return { ...(await enrol(server, { officer, officerKeys, known })), folder, secret, secrets }
}

async function enrol(
  server: DemoServer,
  { officer, officerKeys, known }: { officer: Persona; officerKeys: UnlockedKeys; known: PublicKeys },
): Promise<Pick<TestGateway, 'personId' | 'token'>> {
  const queries = server.test.database.kysely
  const [personId, personKeyId] = [randomUUID(), randomUUID()]
  const at = clock.now().toString()
  const name = { ja: '保管装置', en: 'Gateway' }
  const organisationId = officer.organisation.id
  await insertPeople(queries, [{ id: personId, organisationId, name, roles: ['officer', 'service-account'], pseudonym: 'gateway' }])
  await insertPersonKeys(queries, [{ keyId: personKeyId, personId, ...known }], { at, usableAt: at })
  for (const [keyId, identity] of officerKeys.organisation)
    await queries
      .insertInto('organisation_key_copy')
      .values({ key_id: keyId, person_key_id: personKeyId, wrapped: await wrapFor(known.recipient, utf8(identity)) })
      .execute()
  const token = `nrs_${newSessionValue()}`
  const createdAt = clock.now()
  await insertToken(queries, {
    hash: hashCredential(token),
    id: randomUUID(),
    personId,
    label: 'gateway',
    scopes: ['session.use', 'report.receive', 'report.read', 'opening.create', 'key.read', 'directory.read'],
    createdAt: createdAt.toString(),
    expiresAt: createdAt.add({ hours: 24 }).toString(),
  })
  return { personId, token }
}

/** Starts the gateway's work in this process; `close` its archive when done. */
export function startGateway(
  { server, gateway }: GatewayGround,
  how: { readonly opensAll?: boolean; readonly client?: ServiceClient; readonly logger?: Logger } = {},
): GatewayAtWork {
  const client = how.client ?? createServiceClient(server.url, gateway.token)
  const archive = openArchive(join(gateway.folder, 'archive'), createArchiveBox(gateway.secrets.archive))
  const index = createSearchIndex()
  const keys = createGatewayKeys(gateway.secrets.personal, client)
  const opensAll = how.opensAll ?? true
  const logger = how.logger ?? silentLogger
  const attachmentFolder = join(gateway.folder, 'archive', 'attachments')
  return { archive, index, following: followAuthority({ archive, index, keys, client, clock, logger, opensAll, attachmentFolder }) }
}
