import type { JsonObject } from '#base/canonical-json.ts'
import { openVouchedSigners, type VouchedSigners } from '#authority/vouched-signers.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import type { Database, InTransaction } from '#database/database.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { filingVault, type FilingVault } from '#report/filing-vault.ts'
import { filingsOfIncident, latestFiling, takeForGate, type GateTurn } from '#report/report-store.ts'
import { ruledOut, type RuledOut } from '#rulebook/ruled-out.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Config } from '#runtime/config.ts'
import { keptSecret } from '#runtime/kept-secret.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import { draftGround } from '#warning/draft/draft-ground.ts'
import { machineChance } from '#warning/chance.ts'
import type { ToldFacts } from '#warning/gate/gate-facts.ts'
import type { GateSecret } from '#warning/gate/gate-secret.ts'
import { deniedWords } from '#warning/denied-words.ts'
import { judgeTogether } from '#warning/judge-together.ts'
import { prevalenceKeys } from '#warning/prevalence-store.ts'
import { createReleaseTicks, type ShareablePart } from '#warning/release-tick.ts'
import { tellOfOwners } from '#warning/told-of-owner.ts'
import type { Ground } from './ground.ts'
import { installedRoot } from './installed-root.ts'
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
    openGate: async (tx, { now, taken, isApart }) => {
      const ownerOf = await tellOfOwners(tx, { owners, vault, now })
      const gate = await gateAt(tx, now)
      const opened = new Map<string, Promise<readonly string[]>>()
      const deniedOf = (incidentId: string): Promise<readonly string[]> => {
        const words = opened.get(incidentId) ?? deniedWords(tx, incidentId, { vault, identity: parts.secret.identity })
        opened.set(incidentId, words)
        return words
      }
      // What cannot be opened guards nothing that may go out: the failure holds the part.
      const toldOf = async ({ incidentId, ownerTag }: ShareablePart): Promise<ToldFacts> => ({
        ...(await ownerOf(ownerTag)),
        ruledOut: await ruledOutSince(tx, incidentId, vault),
        denyList: await deniedOf(incidentId),
      })
      const shareables = (incidentId: string) => shareablesOf(tx, incidentId, vault)
      return judgeTogether(tx, taken, { gate, keys, toldOf, shareablesOf: shareables, ...(isApart ? { apart: parts.database } : {}) })
    },
    openDraftGround: async (tx, now) => {
      const ownerOf = await tellOfOwners(tx, { owners, vault, now })
      const hasAgreed = async (ownerTag: Uint8Array): Promise<boolean> => (await ownerOf(ownerTag)).agreed !== null
      const [gate, signers] = [await gateAt(tx, now), await signersNow(tx, parts)]
      return draftGround({ gate, signers, keys, vault, rulebooks: allRulebooks(), identity: parts.secret.identity, hasAgreed })
    },
  })
  parts.shutdown.onStop('release-ticks', () => ticks.stop())
  ticks.start()
}

/** The root is read anew: it may be put there after the start. */
async function signersNow(tx: InTransaction, { config, ground, logger }: ReleasingParts): Promise<VouchedSigners> {
  const root = await installedRoot(config, ground.folders)
  return openVouchedSigners(tx, root, (error) => logger.fault('the gate cannot believe the directory of keys', error))
}

/** What the latest report of a case says counts for those that the gate has not judged yet: nothing would take back later what they warn of. */
async function ruledOutSince(tx: InTransaction, incidentId: string, vault: FilingVault): Promise<RuledOut | null> {
  const latest = await latestFiling(tx, incidentId, vault)
  return latest === null ? null : ruledOut((JSON.parse(latest) as Filing).handling)
}

async function shareablesOf(tx: InTransaction, incidentId: string, vault: FilingVault): Promise<readonly JsonObject[]> {
  const filings = await filingsOfIncident(tx, incidentId, vault)
  return filings.map(({ filing }) => (JSON.parse(filing) as Filing).shareable)
}

/** The sealed part is ciphertext, and of that the words for the gate alone go on from here. */
async function takeShareableParts(tx: InTransaction, turn: GateTurn): Promise<readonly ShareablePart[]> {
  const taken = await takeForGate(tx, turn)
  return taken.map(({ filing, ...report }) => {
    const { shareable, handling } = JSON.parse(filing) as Filing
    return { ...report, shareable, handling }
  })
}
