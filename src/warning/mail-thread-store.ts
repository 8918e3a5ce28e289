import { sql } from 'kysely'
import type { Queries } from '#database/database.ts'
import { warningOccasion } from '#subscription/matching-store.ts'

/**
 * Returns the message ids of the mails in which a recipient was sent earlier versions of the warning of a version, by themselves or in a digest, the earliest
 * first.
 */
export async function mailsOfEarlierVersions(queries: Queries, versionId: string, recipient: Buffer): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select mail.message_id as id
    from warning as own
    join warning as earlier on earlier.id = own.id and earlier.version < own.version
    join delivery as told on told.occasion = ${warningOccasion} and told.subject_id = earlier.version_id and told.recipient = ${recipient}
    join delivery as mail on mail.id = coalesce(told.bundled_into, told.id)
    where own.version_id = ${versionId} and mail.channel = 'mail' and mail.state = 'sent'
    group by mail.id order by min(mail.settled_at)`.execute(queries)
  return rows.map((row) => row.id)
}
