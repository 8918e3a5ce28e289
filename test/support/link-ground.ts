import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { insertAuthorities } from '#authority/authority-store.ts'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { linkRoutes } from '#campaign/link-routes.ts'
import { linkTick, type LinkRound, type LinkingParts } from '#campaign/link-tick.ts'
import { traitKeys } from '#campaign/trait-keys.ts'
import type { Judge } from '#campaign/traits-of.ts'
import type { Database } from '#database/database.ts'
import { createTestDatabase } from '#database/test-database.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { hashCredential, tokenOf } from '#identity/credential.ts'
import { insertOrganisations, insertPeople, insertToken } from '#identity/identity-store.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { createReportRecord } from '#report/file-report.ts'
import { filingVault } from '#report/filing-vault.ts'
import type { ReportStage } from '#rulebook/core-field.ts'
import { fixedClock, systemClock, type FixedClock } from '#runtime/clock.ts'
import { Secret } from '#runtime/secret.ts'
import { startTestServer } from './test-server.ts'

/** A report to be filed. */
export type WantedReport = {
  readonly shareable: JsonObject
  readonly authorityIds: readonly string[]
  readonly handling?: JsonObject
  readonly operatorId?: string
  readonly filedAt?: string
  /** Of the incident that it follows up; without one it is the first of a new incident. */
  readonly incidentId?: string
  readonly stage?: ReportStage
}

/** An authority with one officer, whose token asks. */
export type LinkingAuthority = { readonly id: string; readonly officerId: string; readonly token: string }

/** A database with authorities, whose incidents are linked when it is said, behind a real server with the routes of links. */
export type LinkGround = {
  readonly url: string
  readonly database: Database
  readonly clock: FixedClock
  readonly parts: LinkingParts
  addAuthority(name?: string): Promise<LinkingAuthority>
  /** Files a report and returns the id of its incident. */
  file(report: WantedReport): Promise<string>
  /** Lets rounds run until there is nothing more to do. */
  link(): Promise<readonly LinkRound[]>
  /** Asks the server as the officer of an authority. */
  ask(authority: LinkingAuthority, path: string, body?: JsonValue): Promise<{ readonly status: number; readonly text: string }>
  close(): Promise<void>
}

const secret = new Secret('owner key of tests')

/** Makes the ground; `judge` says how values stand. */
export async function openLinkGround(judge: Judge = () => 'telling'): Promise<LinkGround> {
  const test = await createTestDatabase()
  const { database } = test
  const clock = fixedClock('2026-11-20T09:00:00Z')
  const [vault, owners, keys] = [filingVault(secret), ownerTags(secret), traitKeys(secret)]
  const onUnreadable = (_: string, error: unknown) => {
    throw error
  }
  const parts: LinkingParts = {
    database,
    clock,
    vault,
    keys,
    newId: () => randomUUID(),
    openJudge: () => Promise.resolve(judge),
    onUnreadable,
  }
  const routes = linkRoutes({
    database,
    clock,
    ownerTags: owners,
    vault,
    keys,
    newId: parts.newId,
    warnedBy: () => Promise.resolve([]),
  })
  const server = await startTestServer(routes, database)
  return {
    url: server.url,
    database,
    clock,
    parts,
    addAuthority: (name) => addAuthority(database, name),
    file: createFiling(database, clock),
    link: async () => {
      const rounds = [await linkTick(parts)]
      while (rounds.at(-1)?.more === true) rounds.push(await linkTick(parts))
      return rounds
    },
    ask: (authority, path, body) => ask(server.url, authority, { path, body }),
    close: async () => {
      await server.stop()
      await test.drop()
    },
  }
}

async function addAuthority({ kysely }: Database, name = 'Fictional Office'): Promise<LinkingAuthority> {
  const [id, officerId, token] = [randomUUID(), randomUUID(), tokenOf(randomBytes(32))]
  await insertOrganisations(kysely, [{ id, kind: 'authority', name: { ja: name, en: name }, clearance: 'clear' }])
  await insertAuthorities(kysely, [{ organisationId: id, code: `jp.${id}`, kind: 'ministry', sectors: [] }])
  await insertPeople(kysely, [
    { id: officerId, organisationId: id, name: { ja: '担当', en: 'Officer' }, roles: ['officer'], pseudonym: officerId.slice(0, 4) },
  ])
  const now = systemClock().now()
  await insertToken(kysely, {
    hash: hashCredential(token),
    id: randomUUID(),
    personId: officerId,
    label: 'sample',
    scopes: null,
    createdAt: now.toString(),
    expiresAt: now.add({ hours: 24 }).toString(),
  })
  return { id, officerId, token }
}

type FiledCase = { readonly operatorId: string; readonly reportId: string }

function createFiling(database: Database, clock: FixedClock): LinkGround['file'] {
  const record = createReportRecord({ database, vault: filingVault(secret) })
  const cases = new Map<string, FiledCase>()
  return async (report) => {
    const before = cases.get(report.incidentId ?? '') ?? null
    const filing = filingOf(report, before)
    const operatorId = before?.operatorId ?? report.operatorId ?? randomUUID()
    cases.set(filing.incidentId, { operatorId, reportId: filing.reportId })
    const bytes = Buffer.from(JSON.stringify(filing))
    await record.file({
      filing,
      bytes,
      ownerTag: ownerTags(secret).tagOf(operatorId),
      idempotencyKey: filing.reportId,
      digest: createHash('sha256').update(bytes).digest('hex'),
      filedAt: report.filedAt ?? clock.now().toString(),
      authorityIds: report.authorityIds,
      owedAfter: (owed) => owed ?? { obligations: [], clockInstants: {} },
    })
    return filing.incidentId
  }
}

async function ask(
  url: string,
  { token }: LinkingAuthority,
  { path, body }: { readonly path: string; readonly body: JsonValue | undefined },
): Promise<{ readonly status: number; readonly text: string }> {
  const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
  const response = await fetch(`${url}${path}`, { headers, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) })
  return { status: response.status, text: await response.text() }
}

function filingOf({ shareable, handling = {}, incidentId = randomUUID(), stage }: WantedReport, before: FiledCase | null): Filing {
  const envelope = { keyId: randomUUID(), envelope: 'YWdl' }
  return {
    format: 'noroshi-filing-1',
    reportId: randomUUID(),
    incidentId,
    previousReportId: before?.reportId ?? null,
    stage: stage ?? (before === null ? 'initial' : 'update'),
    rulebook: { id: 'jp', version: '1' },
    handling: { 'inc.kind': 'other', ...handling },
    shareable,
    sealed: { body: 'YWdl', owner: envelope, authorities: [envelope], log: envelope, recovery: envelope, attachments: [] },
    signature: '',
  }
}
