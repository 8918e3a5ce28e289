import { rm } from 'node:fs/promises'
import type { Queries } from '#database/database.ts'
import { ensureOrganisation } from '#identity/identity-store.ts'
import { newestKeys, publishKey } from '#identity/key-store.ts'
import { holdCeremony, type RecoveryPublicKey } from '#recovery/recovery-key.ts'
import { keepCeremony } from '#recovery/keep-ceremony.ts'
import { recoveryOrganisationId } from './platform.ts'

const note = [
  'これはデモ用の分割片です。本番では、分割片を一つの機械や場所にまとめて置いてはなりません。',
  'This share is for the demonstration only. In earnest, shares never lie together on one machine or in one place.',
]

/** Makes the demonstration's recovery key unless there is one, leaves its five shares in `folder`, and publishes it. */
export async function makeDemoRecovery(queries: Queries, folder: string, at: string): Promise<void> {
  if ((await newestKeys(queries, [recoveryOrganisationId])).length > 0) return
  const ceremony = await holdCeremony({ shares: 5, threshold: 3, createdAt: at })
  // What lies there is of a set-up that did not come to its end: no report was sealed for it.
  await rm(folder, { recursive: true, force: true })
  await keepCeremony(ceremony, folder, note)
  await publishRecoveryKey(queries, ceremony.publicKey, at)
}

/** Makes `key` the recovery key for which reports are sealed from now on. */
export async function publishRecoveryKey(queries: Queries, key: RecoveryPublicKey, at: string): Promise<void> {
  await ensureOrganisation(queries, {
    id: recoveryOrganisationId,
    kind: 'platform',
    name: { ja: '国家復旧鍵', en: 'National recovery key' },
    clearance: 'clear',
  })
  await publishKey(queries, { keyId: key.keyId, organisationId: recoveryOrganisationId, recipient: key.recipient }, at)
}
