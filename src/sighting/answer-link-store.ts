import type { Queries } from '#database/database.ts'
import type { Clearance } from '#identity/actor.ts'

declare module '#database/tables.ts' {
  interface Tables {
    spent_answer_link: { digest: Buffer; expires_at: string }
  }
}

/** Uses a link up; false where it has been used. Links are forgotten from `forgetAt` on, when they grant nothing any more. */
export async function spendLink(
  queries: Queries,
  link: { readonly digest: Buffer; readonly forgetAt: string; readonly now: string },
): Promise<boolean> {
  const spent = await queries
    .insertInto('spent_answer_link')
    .values({ digest: link.digest, expires_at: link.forgetAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('digest')
    .execute()
  await queries.deleteFrom('spent_answer_link').where('expires_at', '<', link.now).execute()
  return spent.length === 1
}

/** Gives a link back that was used for an answer which nobody could take. */
export async function unspendLink(queries: Queries, digest: Buffer): Promise<void> {
  await queries.deleteFrom('spent_answer_link').where('digest', '=', digest).execute()
}

/** Tells whether a link has been used. */
export async function isSpent(queries: Queries, digest: Buffer): Promise<boolean> {
  const row = await queries.selectFrom('spent_answer_link').select('digest').where('digest', '=', digest).executeTakeFirst()
  return row !== undefined
}

/** Returns up to which level an organisation may read now, or null where nobody of it reads warnings any more. */
export async function clearanceOfOrganisation(queries: Queries, organisationId: string): Promise<Clearance | null> {
  const row = await queries
    .selectFrom('organisation')
    .select('clearance')
    .where('id', '=', organisationId)
    .where((build) =>
      build.exists(
        build
          .selectFrom('person')
          .select('person.id')
          .whereRef('person.organisation_id', '=', 'organisation.id')
          .where('person.active', '=', true)
          .where((inner) => inner(inner.val('subscriber'), '=', inner.fn.any('person.roles'))),
      ),
    )
    .executeTakeFirst()
  return row?.clearance ?? null
}
