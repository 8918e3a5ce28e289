import type { Database, InTransaction, Queries } from '#database/database.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Chance } from '../chance.ts'
import type { Gate } from '../gate/gate.ts'
import type { KnownCampaign } from './campaign-ground.ts'

/** What drafting works with. */
export type DraftingParts = {
  readonly database: Database
  readonly clock: Clock
  readonly chance: Chance
  readonly vault: FilingVault
  readonly ownerTags: OwnerTags
  readonly gateAt: (queries: Queries, now: Temporal.Instant) => Promise<Gate>
  /** Returns what an authority knows of a campaign, or null where none of its incidents is in it. */
  readonly campaignOf: (tx: InTransaction, campaignId: string, authorityId: string) => Promise<KnownCampaign | null>
}
