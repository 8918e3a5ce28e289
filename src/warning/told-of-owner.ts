import type { InTransaction } from '#database/database.ts'
import { findOperator, operatorIds } from '#operator/operator-store.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { agreementFor, type AgreedBeforehand } from './agreement/agreement-for.ts'

/** What is known of the owner of a case: which operator it is, to choose labels that hide it, and to what it agreed beforehand. */
export type ToldOfOwner = { readonly operatorId: string | null; readonly agreed: AgreedBeforehand | null }

/** Returns what tells of owners, by the tags under which their cases are stored, as the registry is now. */
export async function tellOfOwners(
  tx: InTransaction,
  { owners, vault, now }: { readonly owners: OwnerTags; readonly vault: FilingVault; readonly now: Temporal.Instant },
): Promise<(ownerTag: Uint8Array) => Promise<ToldOfOwner>> {
  const operators = new Map((await operatorIds(tx)).map((id) => [owners.tagOf(id).toString('hex'), id]))
  return async (ownerTag) => {
    const operatorId = operators.get(Buffer.from(ownerTag).toString('hex')) ?? null
    const operator = operatorId === null ? null : await findOperator(tx, operatorId)
    const sectors = operator?.sectors ?? []
    return { operatorId, agreed: await agreementFor(tx, ownerTag, { vault, now, rulebooks: allRulebooks(), sectors }) }
  }
}
