import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { insertAuthorities } from '#authority/authority-store.ts'
import type { Database } from '#database/database.ts'
import { createTestDatabase } from '#database/test-database.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { wrapFor } from '#envelope/key-envelope.ts'
import { signOpeningRequest } from '#envelope/opening-request.ts'
import { generatePersonalKey, type PersonalKey } from '#envelope/personal-key.ts'
import { generateReportKey, splitReportKey } from '#envelope/report-key.ts'
import type { Role } from '#identity/actor.ts'
import { insertOrganisations, insertPeople } from '#identity/identity-store.ts'
import { insertPersonKeys } from '#identity/key-store.ts'
import type { OpeningOrder } from '#opening/opening-schema.ts'
import { openLogHalf, type LogHalf } from '#receipt/log-half.ts'
import { createReportRecord } from '#report/file-report.ts'
import { filingVault } from '#report/filing-vault.ts'
import type { Clock } from '#runtime/clock.ts'
import { Secret } from '#runtime/secret.ts'

/** A person of an authority, with the secret keys of its own machine. */
export type TestOfficer = { readonly personId: string; readonly keyId: string; readonly secret: PersonalKey; readonly pseudonym: string }

/** A report that a log half can be released of. */
export type OpenableReport = { readonly reportId: string; readonly incidentId: string; readonly logEnvelope: string }

/** A database with one authority, and what is needed to open reports in it. */
export type OpeningGround = {
  readonly database: Database
  readonly logHalf: LogHalf
  readonly authorityId: string
  addOfficer(roles?: readonly Role[], authorityId?: string): Promise<TestOfficer>
  addReport(before?: OpenableReport, authorityIds?: readonly string[]): Promise<OpenableReport>
  addAuthority(code: string): Promise<string>
  close(): Promise<void>
}

/** Makes the ground on a database of its own. */
export async function openOpeningGround(): Promise<OpeningGround> {
  const test = await createTestDatabase()
  const { database } = test
  const folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  const logHalf = await openLogHalf(folder)
  const addAuthority = (code: string) => insertAuthority(database, code)
  const authorityId = await addAuthority('jp.test-office')
  return {
    database,
    logHalf,
    authorityId,
    addAuthority,
    addOfficer: (roles = ['officer'], organisationId = authorityId) => insertOfficer(database, roles, organisationId),
    addReport: (before, authorityIds = [authorityId]) => fileOpenable(database, logHalf, { before: before ?? null, authorityIds }),
    close: async () => {
      await test.drop()
      await rm(folder, { recursive: true })
    },
  }
}

async function insertAuthority(database: Database, code: string): Promise<string> {
  const organisationId = randomUUID()
  const name = { ja: '架空の役所', en: 'Fictional Office' }
  await insertOrganisations(database.kysely, [{ id: organisationId, kind: 'authority', name, clearance: 'clear' }])
  await insertAuthorities(database.kysely, [{ organisationId, code, kind: 'ministry', sectors: [] }])
  return organisationId
}

async function insertOfficer(database: Database, roles: readonly Role[], organisationId: string): Promise<TestOfficer> {
  const [id, keyId] = [randomUUID(), randomUUID()]
  const at = '2026-01-01T00:00:00Z'
  const { secret, public: keys } = await generatePersonalKey()
  const pseudonym = id.slice(0, 4).toUpperCase()
  await insertPeople(database.kysely, [{ id, organisationId, name: { ja: '役', en: 'Role' }, roles, pseudonym }])
  await insertPersonKeys(database.kysely, [{ keyId, personId: id, ...keys }], { at, usableAt: at })
  return { personId: id, keyId, secret, pseudonym }
}

async function fileOpenable(
  database: Database,
  logHalf: LogHalf,
  { before, authorityIds }: { readonly before: OpenableReport | null; readonly authorityIds: readonly string[] },
): Promise<OpenableReport> {
  const [reportId, incidentId] = [randomUUID(), before?.incidentId ?? randomUUID()]
  const { key } = await generateReportKey(reportId)
  const logEnvelope = await wrapFor(logHalf.recipient, splitReportKey(key).log)
  const envelope = { keyId: randomUUID(), envelope: 'YWdl' }
  const filing: Filing = {
    format: 'noroshi-filing-1',
    reportId,
    incidentId,
    previousReportId: before?.reportId ?? null,
    stage: before === null ? 'initial' : 'update',
    rulebook: { id: 'jp', version: '1' },
    handling: { 'inc.kind': 'other' },
    shareable: {},
    sealed: {
      body: 'YWdl',
      owner: envelope,
      authorities: [envelope],
      log: { keyId: logHalf.keyId, envelope: logEnvelope },
      recovery: envelope,
      attachments: [],
    },
    signature: '',
  }
  const bytes = Buffer.from(JSON.stringify(filing))
  await createReportRecord({ database, vault: filingVault(new Secret('owner key of tests')) }).file({
    filing,
    bytes,
    ownerTag: Buffer.from('owner of tests'),
    idempotencyKey: reportId,
    digest: createHash('sha256').update(bytes).digest('hex'),
    filedAt: '2026-11-22T03:10:00Z',
    authorityIds,
    owedAfter: (owed) => owed ?? { obligations: [], clockInstants: {} },
  })
  return { reportId, incidentId, logEnvelope }
}

/** Returns the signed wish of `officer` to open `report`, as the server passes it on. */
export async function orderOf(
  officer: TestOfficer,
  { reportId, logEnvelope }: OpenableReport,
  { clock, purpose = 'triage' }: { readonly clock: Clock; readonly purpose?: string },
): Promise<OpeningOrder> {
  const requestedAt = clock.now().round('millisecond').toString()
  const signed = await signOpeningRequest({ reportId, purpose, requestedAt }, officer.secret)
  return { ...signed, personId: officer.personId, logEnvelope }
}
