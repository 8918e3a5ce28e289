import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { decryptWith } from '#envelope/age-file.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { joinShares } from '#envelope/report-key.ts'
import { unpad } from '#envelope/size-bucket.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { filingVault, type FilingVault } from '#report/filing-vault.ts'
import { Secret } from '#runtime/secret.ts'
import { startDemoServer, type DemoServer } from '../support/demo-server.ts'
import { dumpRows, type DumpedRow } from '../support/dump-rows.ts'
import { openFiler, postFiling, unlockKeysOf, type Filer } from '../support/filings.ts'
import { operatorMarks } from '../support/operator-marks.ts'
import { listPersonas } from '../support/personas.ts'

const operators = 6
const canary = '制御系の監視端末が暗号化された'

// What the server keeps outside the database; the demonstration's own secret stands for passphrases that no real server has.
const ownerKey = new Secret('owner key of tests')

let server: DemoServer
let filers: readonly Filer[]
let rows: readonly DumpedRow[]
let teamKeys: readonly string[]

before(async () => {
  server = await startDemoServer()
  const personas = await listPersonas(server.url)
  const perOperator = new Map(
    personas
      .filter(({ roles, organisation }) => roles.includes('filer') && organisation.kind === 'operator')
      .map((one) => [one.organisation.id, one]),
  )
  filers = await Promise.all([...perOperator.values()].slice(0, operators).map(({ token }) => openFiler(server.url, token)))
  for (const filer of filers) assert.equal((await postFiling(filer, filer.template)).status, 201)
  const [first] = filers
  assert.ok(first)
  const keyIds = new Set(first.template.sealed.authorities.map(({ keyId }) => keyId))
  const reached = first.directory.authorities.find(({ keyId }) => keyIds.has(keyId))
  const officer = first.cast.officerOf([reached?.organisationId ?? ''])
  teamKeys = [...(await unlockKeysOf(createServiceClient(server.url, officer.token))).organisation.values()]
  rows = await dumpRows(server.test.database)
})

after(() => server.stop())

/** Every age file in the dump, those inside locked filings too where the vault's key was taken as well. */
function ageFiles(vault: FilingVault | null): readonly Uint8Array[] {
  const texts = rows.flatMap(({ table, values, text }) => {
    const sealed = values['sealed_filing']
    if (table !== 'report' || vault === null || typeof sealed !== 'string') return [text]
    return [text, vault.open(String(values['id']), Buffer.from(sealed.slice(2), 'hex'))]
  })
  const encoded = texts.flatMap((text) => text.match(/YWdlLWVuY3J5cHRpb24ub3JnL3Yx[A-Za-z0-9+/]+={0,2}/g) ?? [])
  const binary = texts.flatMap((text) => text.match(/\\x6167652d656e6372797074696f6e2e6f7267[0-9a-f]+/g) ?? [])
  return [...encoded.map((text) => Buffer.from(text, 'base64')), ...binary.map((text) => Buffer.from(text.slice(2), 'hex'))]
}

/** Opens whatever any key opens, puts halves together, and goes on with every key that comes out of it; returns all that was read. */
async function attack(keys: readonly string[], files: readonly Uint8Array[]): Promise<string> {
  const read: Uint8Array[] = []
  const tried = new Set<string>()
  for (let known = [...keys]; known.length > 0;) {
    const fresh: string[] = []
    for (const key of known) {
      tried.add(key)
      for (const file of files) {
        const plain = await decryptWith(key, file).catch(() => null)
        if (plain !== null) read.push(plain)
      }
    }
    const texts = read.map((bytes) => String.fromCharCode(...bytes.subarray(0, 2_000)))
    fresh.push(...texts.flatMap((text) => text.match(/AGE-SECRET-KEY-PQ-1[02-9AC-HJ-NP-Z]{58}/g) ?? []))
    const shares = read.filter((_, at) => texts[at]?.startsWith('noroshi-share-1 ') ?? false)
    for (const one of shares) for (const other of shares) fresh.push(...joined(one, other))
    known = [...new Set(fresh)].filter((key) => !tried.has(key))
  }
  return read.map((bytes) => Buffer.from(unpadded(bytes)).toString('utf8')).join('\n')
}

function joined(one: Uint8Array, other: Uint8Array): string[] {
  try {
    return [joinShares(one, other).identity]
  } catch {
    return []
  }
}

function unpadded(bytes: Uint8Array): Uint8Array {
  try {
    return unpad(bytes)
  } catch {
    return bytes
  }
}

async function logKey(): Promise<string> {
  const { identity } = JSON.parse(await readFile(join(dirname(server.recoveryFolder), 'log-key.json'), 'utf8')) as { identity: string }
  return identity
}

test('the database, every key of the server but the log service’s, and the team keys of an authority together decrypt nothing', async () => {
  const files = ageFiles(filingVault(ownerKey))
  const read = await attack(teamKeys, files)
  assert.match(read, /noroshi-share-1 authority /, 'the search must find the half of the authority')
  assert.ok(!read.includes(canary))
})

test('the half of the log service alone decrypts nothing', async () => {
  const read = await attack([await logKey()], ageFiles(filingVault(ownerKey)))
  assert.match(read, /noroshi-share-1 log /, 'the search must find the half of the log service')
  assert.ok(!read.includes(canary))
})

test('both together decrypt: the attack works where it may', async () => {
  assert.ok((await attack([...teamKeys, await logKey()], ageFiles(filingVault(ownerKey)))).includes(canary))
})

/** All rows that belong to a case by its ids or its owner's tag, as one text. */
function caseText(filing: Filing, opened: FilingVault | null): string {
  const own = rows.find(({ table, values }) => table === 'incident' && values['id'] === filing.incidentId)
  const names = [filing.incidentId, filing.reportId, String(own?.values['owner_tag'])]
  const texts = rows.filter(({ text }) => names.some((name) => text.includes(name.replace('\\x', '')))).map(({ text }) => text)
  const report = rows.find(({ table, values }) => table === 'report' && values['id'] === filing.reportId)
  const sealed = Buffer.from(String(report?.values['sealed_filing']).slice(2), 'hex')
  return [...texts, ...(opened === null ? [] : [opened.open(filing.reportId, sealed)])].join('\n')
}

/** How many of the operators a thief names rightly, who looks for anything of an operator in the rows of its case. */
function linked(opened: FilingVault | null): number {
  const ids = rows.filter(({ table }) => table === 'operator').map(({ values }) => String(values['organisation_id']))
  const marks = new Map(ids.map((id) => [id, operatorMarks(rows, id)]))
  return filers.filter(({ template }) => {
    const text = caseText(template, opened)
    const scores = ids.map((id) => [...(marks.get(id) ?? [])].filter((mark) => text.includes(mark)).length)
    return scores.some((score) => score > 0)
  }).length
}

test('the database alone links no case to its operator, by no id, key, token, name or size', () => {
  assert.equal(linked(filingVault(ownerKey)), filers.length, 'where filings lie open, every case is linked')
  assert.equal(linked(null), 0)
  const signatures = filers.map(({ template }) => caseText(template, null).match(/[A-Za-z0-9+/]{86}==/g) ?? [])
  assert.deepEqual(signatures.flat(), [], 'there is no signature to try keys on')
  const sizes = filers.map(({ template }) => {
    const report = rows.find(({ table, values }) => table === 'report' && values['id'] === template.reportId)
    return `${template.sealed.authorities.length} authorities: ${String(report?.values['sealed_filing']).length}`
  })
  const counts = new Set(filers.map(({ template }) => template.sealed.authorities.length))
  assert.equal(new Set(sizes).size, counts.size, 'the same answers to as many authorities have one size, whoever files them')
})
