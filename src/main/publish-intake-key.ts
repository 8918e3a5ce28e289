import type { Queries } from '#database/database.ts'
import { ensureOrganisation } from '#identity/identity-store.ts'
import { publishKey } from '#identity/key-store.ts'
import type { IntakeKey } from '#offline/intake-key.ts'
import { intakeOrganisationId } from './platform.ts'

/** Lists the key to which reports are sealed that come as files, unless it is listed already. */
export async function publishIntakeKey(queries: Queries, { keyId, recipient }: IntakeKey, at: string): Promise<void> {
  const name = { ja: '報告ファイルの受付', en: 'Intake of files' }
  await ensureOrganisation(queries, { id: intakeOrganisationId, kind: 'platform', name, clearance: 'clear' })
  await publishKey(queries, { keyId, organisationId: intakeOrganisationId, recipient }, at)
}
