import { canonicalJson, type JsonObject } from '#base/canonical-json.ts'
import { generateKeyPair } from '#envelope/age-file.ts'
import type { Directory } from '#key-directory/directory.ts'
import type { DirectoryRoot } from '#key-directory/directory-root.ts'
import { openGateSigner, type GateSignature } from '#key-directory/gate-key.ts'
import { signDirectory } from '#key-directory/open-directory.ts'
import { digestOfStatement, formatWarningStatement } from '#key-directory/warning-statement.ts'
import { sealEntry } from '#transparency-log/entry-commitment.ts'
import { sampleRoot } from './sample-directory.ts'
import { sampleParties, sampleReceipts } from './sample-receipt.ts'
import { sampleWarning } from './sample-warning.ts'

/** A signed warning in both of its forms, and what verifies it. */
export type SampleStatement = {
  /** As `GET /api/v1/warnings/{id}/statement` gives it, with a witnessed receipt. */
  readonly statement: string
  /** As the API and the event stream carry it. */
  readonly body: JsonObject & { readonly signature: GateSignature }
  readonly directory: string
  readonly root: DirectoryRoot
  readonly policyText: string
}

/** Returns a fresh one. */
export async function sampleStatement(): Promise<SampleStatement> {
  const seed = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32))
  const gate = await openGateSigner(crypto.randomUUID(), { ed25519: seed(), mlDsa44: seed() })
  const rootSigner = await sampleRoot()
  const directory = await signDirectory(await directoryWith(gate.key), rootSigner)
  const content = sampleWarning() as unknown as JsonObject
  const id = crypto.randomUUID()
  const warning: JsonObject = { id, version: 2, act: 'revision', publishedAt: '2026-11-22T01:02:00Z', ...content }
  const text = formatWarningStatement(warning)
  const signature = await gate.sign(text)
  const { log, witnesses, policyText } = await sampleParties()
  const opening = sealEntry({ kind: 'release', at: '2026-11-22T01:02:00.000Z', warning: id, version: 2, digest: digestOfStatement(text) })
  const [receipt] = await sampleReceipts([opening], [...log, ...witnesses])
  const file = { format: 'noroshi-warning-statement-1', warning, signature, directory, receipt: new TextDecoder().decode(receipt) }
  return {
    statement: `${canonicalJson(file)}\n`,
    body: { ...warning, sequence: 3, signature },
    directory,
    root: rootSigner.root,
    policyText,
  }
}

async function directoryWith(key: { keyId: string; ed25519: string; mlDsa44: string }): Promise<Directory> {
  const { recipient } = await generateKeyPair()
  const name = { ja: '公開審査', en: 'Release gate' }
  const entry = { role: 'gate', organisationId: crypto.randomUUID(), name, keyId: key.keyId, epoch: 1, recipient, signers: [key] } as const
  const signers = [...entry.signers]
  return {
    format: 'noroshi-directory-1',
    version: 1,
    issuedAt: '2026-11-22T00:00:00.000Z',
    previous: null,
    entries: [{ ...entry, signers }],
  }
}
