import type { Filing } from '#envelope/filing-schema.ts'
import { openDenyList } from '#envelope/deny-list.ts'
import type { Database, InTransaction } from '#database/database.ts'
import { findOperator, operatorIds } from '#operator/operator-store.ts'
import { ownerTags, type OwnerTags } from '#operator/owner-tag.ts'
import { filingVault, type FilingVault } from '#report/filing-vault.ts'
import { takeForGate, type GateTurn } from '#report/report-store.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Config } from '#runtime/config.ts'
import { keptSecret } from '#runtime/kept-secret.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import { draftGround } from '#warning/draft/draft-ground.ts'
import { agreementFor, type AgreedBeforehand } from '#warning/agreement/agreement-for.ts'
import { machineChance } from '#warning/chance.ts'
import type { ToldFacts } from '#warning/gate/gate-facts.ts'
import type { GateSecret } from '#warning/gate/gate-secret.ts'
import { judgeTogether } from '#warning/judge-together.ts'
import { prevalenceKeys } from '#warning/prevalence-store.ts'
import { createReleaseTicks, type ShareablePart } from '#warning/release-tick.ts'
import type { Ground } from './ground.ts'
import { gateLists } from './gate-lists.ts'
import { registryGate } from './registry-gate.ts'

/** What releasing works with. */
export type ReleasingParts = {
  readonly config: Config
  readonly ground: Ground
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly shutdown: Shutdown
  /** With the gate's own role. */
  readonly database: Database
  /** The gate's key. */
  readonly secret: GateSecret
}

/** Starts the release ticks of this process: the gate sees the shareable and handling parts of reports, the words that must not get out, and nothing else. */
export async function startReleasing(parts: ReleasingParts): Promise<void> {
  const ownerKey = await keptSecret(parts.ground.folders.private, 'owner-key')
  const vault = filingVault(ownerKey)
  const keys = prevalenceKeys(ownerKey)
  const owners = ownerTags(ownerKey)
  const chance = machineChance()
  const lists = await gateLists(parts.config)
  const gateAt = registryGate(async () => lists)
  const ticks = createReleaseTicks({
    database: parts.database,
    clock: parts.clock,
    logger: parts.logger,
    metrics: parts.metrics,
    chance,
    tickSeconds: parts.config.tickSeconds,
    signer: parts.secret.signer,
    publicOrigin: parts.config.publicOrigin,
    takeShareableParts: (tx, turn) => takeShareableParts(tx, { ...turn, at: parts.clock.now().toString(), vault }),
    openGate: async (tx, { now, taken }) => {
      const operatorOf = await operatorsByTag(tx, owners)
      const gate = await gateAt(tx, now)
      // What cannot be opened guards nothing that may go out: the failure holds the part.
      const toldOf = async ({ reportId, ownerTag, denyList }: ShareablePart): Promise<ToldFacts> => {
        const operatorId = operatorOf.get(Buffer.from(ownerTag).toString('hex')) ?? null
        return {
          operatorId,
          agreed: await agreedBy(tx, { ownerTag, operatorId, vault, now }),
          denyList: denyList === null ? [] : await openDenyList(denyList, { reportId, identity: parts.secret.identity }),
        }
      }
      return judgeTogether(tx, taken, { gate, keys, toldOf })
    },
    openDraftGround: async (tx, now) => {
      const operatorOf = await operatorsByTag(tx, owners)
      const hasAgreed = async (ownerTag: Uint8Array): Promise<boolean> => {
        const operatorId = operatorOf.get(Buffer.from(ownerTag).toString('hex')) ?? null
        return (await agreedBy(tx, { ownerTag, operatorId, vault, now })) !== null
      }
      return draftGround({ gate: await gateAt(tx, now), vault, rulebooks: allRulebooks(), identity: parts.secret.identity, hasAgreed })
    },
  })
  parts.shutdown.onStop('release-ticks', () => ticks.stop())
  ticks.start()
}

/** Returns to what the operator of a case agreed beforehand, by its own word or by a rule of its sector. */
async function agreedBy(
  tx: InTransaction,
  of: { readonly ownerTag: Uint8Array; readonly operatorId: string | null; readonly vault: FilingVault; readonly now: Temporal.Instant },
): Promise<AgreedBeforehand | null> {
  const { ownerTag, operatorId, vault, now } = of
  const operator = operatorId === null ? null : await findOperator(tx, operatorId)
  return agreementFor(tx, ownerTag, { vault, now, rulebooks: allRulebooks(), sectors: operator?.sectors ?? [] })
}

/** The sealed part is ciphertext, and of that the words for the gate alone go on from here. */
async function takeShareableParts(tx: InTransaction, turn: GateTurn): Promise<readonly ShareablePart[]> {
  const taken = await takeForGate(tx, turn)
  return taken.map(({ filing, ...report }) => {
    const { shareable, handling, sealed } = JSON.parse(filing) as Filing
    return { ...report, shareable, handling, denyList: sealed.denyList?.file ?? null }
  })
}

/** Returns the operators by the tags under which their cases are stored: the label of a warning must hide whose case it is. */
async function operatorsByTag(tx: InTransaction, owners: OwnerTags): Promise<ReadonlyMap<string, string>> {
  return new Map((await operatorIds(tx)).map((id) => [owners.tagOf(id).toString('hex'), id]))
}
