import type { Queries } from '#database/database.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { allOwners, reportersOf, tallies, type Tally } from './count-store.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import { answersUnder } from './sighting-store.ts'

/** What tells the answers of reporters from those of others. */
export type TallyParts = { readonly ownerTags: OwnerTags; readonly pseudonyms: Pseudonyms }

/**
 * Returns how many organisations stand by each answer, without those from whose reports the subject came: nobody confirms itself. Whose answer is left out
 * is reckoned from the tag under which its incident lies; no organisation is named.
 *
 * @param fewest Smaller tallies are left out.
 */
export async function independentTallies(queries: Queries, parts: TallyParts, fewest: number): Promise<readonly Tally[]> {
  const all = await tallies(queries, fewest)
  const reporters = await reportersOf(queries, [...new Set(all.map((one) => one.subjectId))])
  const ownerOf = await ownersByTag(queries, parts.ownerTags)
  const names = reporters.map(({ subjectId, ownerTag }) => ({
    subjectId,
    pseudonym: parts.pseudonyms.of(ownerOf(ownerTag), subjectId),
  }))
  const own = Map.groupBy(await answersUnder(queries, names), ({ subjectId, kind }) => `${subjectId} ${kind}`)
  return all
    .map((one) => ({ ...one, count: one.count - (own.get(`${one.subjectId} ${one.kind}`)?.length ?? 0) }))
    .filter(({ count }) => count >= fewest)
}

async function ownersByTag(queries: Queries, tags: OwnerTags): Promise<(tag: Buffer) => Buffer> {
  const owners = new Map(
    (await allOwners(queries)).map(({ organisationId, ownerId }) => [tags.tagOf(organisationId).toString('hex'), tags.tagOf(ownerId)]),
  )
  return (tag) => owners.get(tag.toString('hex')) ?? tag
}
