import type { InTransaction } from '#database/database.ts'
import type { Clock } from '#runtime/clock.ts'
import { campaignsOf, insertCampaign, keepMembers, lockCampaigns, mergeCampaign, namesInUse, type KnownCampaign } from './campaign-store.ts'
import { freeNameNumber } from './campaign-name.ts'
import { componentsOf } from './components.ts'
import { linksInForce } from './link-act-store.ts'

/**
 * Brings the campaigns of an authority in line with the links that its officers confirmed.
 *
 * Where two campaigns become one, the older one stays and the other one leads to it. Where one falls apart, the larger part keeps the id, and of parts of
 * the same size the one that begins with the lower id.
 */
export async function settleCampaigns(
  tx: InTransaction,
  authorityId: string,
  { clock, newId }: { readonly clock: Clock; readonly newId: () => string },
): Promise<void> {
  await lockCampaigns(tx, authorityId)
  const known = await campaignsOf(tx, authorityId)
  const parts = componentsOf(await linksInForce(tx, authorityId))
  const settled = matched(parts, known)
  const at = clock.now().toString()
  const used = new Set(await namesInUse(tx, authorityId))
  for (const { members, campaign, merged } of settled) {
    const id = campaign?.id ?? newId()
    if (campaign === null) {
      const nameNumber = freeNameNumber(id, used)
      used.add(nameNumber)
      await insertCampaign(tx, { id, authorityId, nameNumber, createdAt: at })
    }
    await keepMembers(tx, id, members)
    for (const other of merged) await mergeCampaign(tx, other, id)
  }
  const kept = new Set(settled.flatMap(({ campaign, merged }) => [campaign?.id, ...merged]))
  for (const { id } of known) if (!kept.has(id)) await keepMembers(tx, id, [])
}

type Settled = { readonly members: readonly string[]; readonly campaign: KnownCampaign | null; readonly merged: readonly string[] }

/** Gives each part the oldest campaign that most of its members were in, if it is not given to a larger part. */
function matched(parts: readonly (readonly string[])[], known: readonly KnownCampaign[]): readonly Settled[] {
  const campaignOf = new Map(known.flatMap((one) => one.members.map((member) => [member, one] as const)))
  const left = new Set(known.map(({ id }) => id))
  // A campaign goes to the part that holds most of it; each part takes the oldest of those that it was given.
  const overlap = (members: readonly string[], id: string): number => members.filter((member) => campaignOf.get(member)?.id === id).length
  const heirs = new Map(
    known.map(({ id }) => {
      const best = parts.reduce<{ at: number; size: number }>(
        (found, members, at) => (overlap(members, id) > found.size ? { at, size: overlap(members, id) } : found),
        { at: -1, size: 0 },
      )
      return [id, best.at]
    }),
  )
  return parts.map((members, at) => {
    const given = known.filter(({ id }) => left.has(id) && heirs.get(id) === at)
    const [oldest, ...younger] = given.toSorted((one, other) =>
      one.createdAt < other.createdAt ? -1 : one.createdAt > other.createdAt ? 1 : one.id < other.id ? -1 : 1,
    )
    return { members, campaign: oldest ?? null, merged: younger.map(({ id }) => id) }
  })
}
