import { randomUUID } from 'node:crypto'
import { readDirectory } from '#authority/read-directory.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { signedBytes } from '#envelope/filing-signature.ts'
import { sealFiling } from '#envelope/seal-filing.ts'
import type { UnlockedKeys } from '#identity/unlock-keys.ts'
import { findCast, type Cast } from '#main/walkthrough-cast.ts'
import { readOwnOperator, terminalPerson, unlockOwnKeys } from '#report/filer-session.ts'
import { prepareReport, type Directory } from '#report/prepare-report.ts'
import { createServiceClient, type ServiceClient } from '#runtime/service-client.ts'

/** Somebody who files against a running demonstration. */
export type Filer = {
  readonly client: ServiceClient
  readonly token: string
  readonly keys: UnlockedKeys
  readonly directory: Directory
  readonly template: Filing
  readonly cast: Cast
}

const answers = {
  'inc.kind': 'ransomware',
  'inc.summary': '制御系の監視端末が暗号化された。'.repeat(6),
  'inc.certainty': 'confirmed',
  'inc.status': 'ongoing',
  't.aware': '2026-11-22T03:10:00Z',
  'ast.designated': 'yes',
  'mal.suspected': 'yes',
  'share.consent': 'yes',
  'share.tlp': 'amber',
  ioc: [{ type: 'sha256', value: 'a'.repeat(64) }],
}

/** Returns a filer with one sealed filing, from which {@link nextFiling} makes others; the filer of the cast unless another `token` is given. */
export async function openFiler(url: string, token?: string): Promise<Filer> {
  const nobody = createServiceClient(url, null)
  const cast = await findCast(nobody)
  const client = nobody.as(token ?? cast.filer.token)
  const person = await terminalPerson(client)
  const [directory, operator] = await Promise.all([readDirectory({ client, environment: {} }), readOwnOperator(client, person)])
  const keys = await unlockKeysOf(client)
  const draft = { answers, stage: 'initial', reportId: randomUUID(), incidentId: randomUUID(), previousReportId: null } as const
  const prepared = prepareReport(draft, { operator, directory })
  const recipients = { owner: directory.own, authorities: prepared.recipients, log: directory.log, recovery: directory.recovery }
  const template = await sealFiling(
    { ...draft, rulebook: prepared.rulebook, handling: prepared.handling, shareable: prepared.shareable, sealed: prepared.sealed },
    { ...recipients, signer: keys.person, signerKeyId: keys.personKeyId },
  )
  return { client, token: token ?? cast.filer.token, keys, directory, template, cast }
}

/** Returns a filing with fresh ids, signed anew; its ciphertext is the template's, since sealing each would measure the client. */
export async function nextFiling(filer: Filer): Promise<Filing> {
  return filingWith(filer, {})
}

/** Returns the keys of whom `client` acts for, unlocked as the demonstration lets. */
export async function unlockKeysOf(client: ServiceClient): Promise<UnlockedKeys> {
  return unlockOwnKeys({ client, environment: {} }, await terminalPerson(client))
}

/** Returns a filing with fresh ids and these fields, signed anew; for what an honest client would not send. */
export async function filingWith(filer: Filer, fields: Partial<Omit<Filing, 'signature'>>): Promise<Filing> {
  const { signature: _, ...rest } = filer.template
  const unsigned = { ...rest, reportId: randomUUID(), incidentId: randomUUID(), ...fields }
  const key = await signingKey(filer.keys.person.signing)
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', key, await signedBytes(unsigned)))
  return { ...unsigned, signature: signature.toBase64() }
}

// Header of a private Ed25519 key in PKCS #8 (RFC 8410, section 7), before its 32 bytes.
const pkcs8Prefix = Uint8Array.fromHex('302e020100300506032b657004220420')

function signingKey(seed: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', new Uint8Array([...pkcs8Prefix, ...seed]), 'Ed25519', false, ['sign'])
}

/** Files `filing` as its filer and returns the server's status and answer. */
export async function postFiling(
  filer: Filer,
  filing: Filing,
  idempotencyKey: string = filing.reportId,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${filer.token}`, 'idempotency-key': idempotencyKey }
  const response = await fetch(`${filer.client.url}/api/v1/reports`, { method: 'POST', headers, body: JSON.stringify(filing) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
