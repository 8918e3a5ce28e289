import type { InTransaction } from '#database/database.ts'
import { insertMatchingDeliveries } from '#subscription/matching-store.ts'
import { productKey } from '#subscription/product-key.ts'
import type { WarningFacts } from '#subscription/subscription.ts'
import { namesOfProduct } from './gate/known-products.ts'
import { versionIds } from './version-store.ts'
import type { WarningContent } from './warning.ts'
import type { ApprovedWarning } from './warning-table.ts'

/** Versions that one tick publishes. */
export type DeliveredTick = {
  readonly warnings: readonly Pick<ApprovedWarning, 'id' | 'version' | 'act' | 'content'>[]
  /** The release tick, ISO 8601. */
  readonly at: string
}

/** Creates the deliveries of everything that a tick publishes, one statement for each version. */
export async function createDeliveries(tx: InTransaction, { warnings, at }: DeliveredTick): Promise<void> {
  for (const warning of warnings) {
    const { act, content } = warning
    const isCorrection = act === 'recall' || (act === 'revision' && content.knownWrong.length > 0)
    await insertMatchingDeliveries(tx, { ...(await versionIds(tx, warning)), facts: warningFacts(content), isCorrection, at })
  }
}

/** Returns what a subscription may ask about a warning. */
export function warningFacts(content: WarningContent): WarningFacts {
  return {
    tlp: content.tlp,
    kind: content.kind,
    isConfirmed: content.confidence === 'confirmed',
    sectorGroups: content.sectorGroups,
    techniques: content.techniques,
    productKeys: [...new Set(content.products.flatMap(({ name }) => namesOfProduct(name)).map(productKey))],
  }
}
