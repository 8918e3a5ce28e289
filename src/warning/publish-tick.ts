import type { InTransaction } from '#database/database.ts'
import type { GateSigner } from '#key-directory/gate-key.ts'
import { clearances } from '#identity/actor.ts'
import type { StixObject } from '#stix/stix-object.ts'
import { addObjects } from './add-objects.ts'
import { shuffled, type Chance } from './chance.ts'
import { createDeliveries } from './deliver-warning.ts'
import { announcePublication } from './publication-notice-store.ts'
import { renderWarning } from './render-warning.ts'
import { signWarning } from './sign-warning.ts'
import { shareIndicators } from './shared-indicator-store.ts'
import { lockPublication, objectsOfWarning, type RenderedObject } from './warning-object-store.ts'
import { approvedWarnings, markPublished } from './warning-store.ts'
import type { ApprovedWarning } from './warning-table.ts'

/** One release tick. */
export type ReleaseTick = {
  /** The instant that everything of this tick carries; a multiple of the tick's length. */
  readonly at: Temporal.Instant
  /** When this transaction runs. */
  readonly now: Temporal.Instant
  readonly chance: Chance
  /** Signs every version that is published. */
  readonly signer: GateSigner
  /** Public origin of this installation, for the addresses in what is rendered. */
  readonly publicOrigin: string
}

/** How much a tick published. */
export type Published = { readonly warnings: number; readonly objects: number }

/**
 * Publishes all approved warnings: renders their objects once for all channels, gives both their places, and tells every process when the transaction commits.
 *
 * Neither the order nor the instants of what one tick publishes tell which report came first.
 */
export async function publishTick(tx: InTransaction, tick: ReleaseTick): Promise<Published> {
  await lockPublication(tx)
  const warnings = shuffled(await approvedWarnings(tx), tick.chance)
  if (warnings.length === 0) return { warnings: 0, objects: 0 }
  let objects = 0
  for (const collection of clearances) {
    const rendered = await renderAll(
      tx,
      warnings.filter((one) => one.tlp === collection),
      tick,
    )
    await addObjects(tx, { collection, objects: rendered, now: tick.now, chance: tick.chance })
    objects += rendered.length
  }
  for (const warning of warnings) await shareIndicators(tx, warning, tick.at.toString())
  await markPublished(tx, warnings, tick.at.toString())
  for (const warning of warnings) await signWarning(tx, warning, tick)
  await createDeliveries(tx, { warnings, at: tick.at.toString() })
  await announcePublication(tx)
  return { warnings: warnings.length, objects }
}

async function renderAll(tx: InTransaction, warnings: readonly ApprovedWarning[], tick: ReleaseTick): Promise<readonly RenderedObject[]> {
  const all: RenderedObject[] = []
  for (const one of warnings) {
    const earlier = one.act === 'release' ? [] : await objectsOfWarning(tx, one)
    all.push(...renderWarning(one, { ...tick, earlier: earlier.map(readObject) }))
  }
  return all
}

/** What is read here was rendered by {@link renderWarning} itself. */
function readObject(body: Uint8Array): StixObject {
  return JSON.parse(Buffer.from(body).toString('utf8')) as StixObject
}
