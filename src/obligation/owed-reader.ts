import { listAuthorities } from '#authority/authority-store.ts'
import type { Database } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import { lawsNaming } from './laws-naming.ts'
import type { OwedReader } from './owed-store.ts'

/** What telling a reader needs. */
export type OwedReaderParts = { readonly database: Database; readonly ownerTags: OwnerTags; readonly rulebooks: readonly Rulebook[] }

/**
 * Returns whose list of what is owed `actor` reads.
 *
 * @throws {Problem} 404 for anybody else than a person of an operator or of an authority.
 */
export async function owedReader(actor: Actor, { database, ownerTags, rulebooks }: OwedReaderParts): Promise<OwedReader> {
  if (actor.kind !== 'person') throw notFound('obligation')
  const { organisationId, organisationKind } = actor
  if (organisationKind === 'operator') return { side: 'operator', ownerTag: ownerTags.tagOf(organisationId) }
  if (organisationKind !== 'authority') throw notFound('obligation')
  const authority = (await listAuthorities(database.kysely)).find((one) => one.organisationId === organisationId)
  return { side: 'authority', authorityId: organisationId, laws: authority === undefined ? [] : lawsNaming(authority, rulebooks) }
}
