import { generateTeamKey } from '#envelope/key-envelope.ts'
import { generatePersonalKey, type PublicKeys } from '#envelope/personal-key.ts'
import type { FilingDraft, SealingKeys } from '#envelope/seal-filing.ts'

/** A draft with everything needed to seal it, and the secrets that open it again. */
export type SampleFiling = {
  readonly draft: FilingDraft
  readonly keys: SealingKeys
  readonly signer: PublicKeys
  /** Identities of the operator, of the authorities in the order of `keys`, of the log service and of recovery. */
  readonly identities: { readonly owner: string; readonly authorities: readonly string[]; readonly log: string; readonly recovery: string }
}

/** Returns a small draft for `authorities` authorities, with fresh keys for everyone. */
export async function sampleFiling(authorities = 2): Promise<SampleFiling> {
  const owner = await generateTeamKey()
  const log = await generateTeamKey()
  const recovery = await generateTeamKey()
  const readers = await Promise.all(Array.from({ length: authorities }, () => generateTeamKey()))
  const signer = await generatePersonalKey()
  const directoryKey = ({ recipient }: { recipient: string }) => ({ keyId: crypto.randomUUID(), recipient })
  return {
    draft: {
      reportId: crypto.randomUUID(),
      incidentId: crypto.randomUUID(),
      previousReportId: null,
      stage: 'initial',
      rulebook: { id: 'jp.espa', version: '2026-10-01' },
      handling: { 'inc.kind': 'ransomware', 't.aware': '2026-10-02T01:10:00Z' },
      shareable: { 'inc.kind': 'ransomware', ioc: [{ type: 'domain', value: 'c2.example' }] },
      sealed: { 'ent.name': '架空電力株式会社', narrative: '配電管理システムの端末で暗号化を確認した。' },
    },
    keys: {
      owner: directoryKey(owner),
      authorities: readers.map(directoryKey),
      log: directoryKey(log),
      recovery: directoryKey(recovery),
      signer: signer.secret,
      signerKeyId: crypto.randomUUID(),
    },
    signer: signer.public,
    identities: {
      owner: owner.identity,
      authorities: readers.map(({ identity }) => identity),
      log: log.identity,
      recovery: recovery.identity,
    },
  }
}
