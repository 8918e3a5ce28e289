import { randomInt } from 'node:crypto'
import type { Database, InTransaction } from '#database/database.ts'
import { holdBack, noteFailure } from './circuit-store.ts'
import type { Circuits } from './circuit.ts'
import type { DeliveryError } from './delivery.ts'
import { postponeDelivery, settleDelivery, type ClaimedDelivery, type Settled } from './delivery-store.ts'
import { isWornOut, retryWaitSeconds } from './retry-wait.ts'

/** An attempt that failed; `isLast` where no further one will be made. */
export type FailedAttempt = { readonly delivery: ClaimedDelivery; readonly failure: DeliveryError; readonly isLast: boolean }

/**
 * Keeps a failed attempt: gives the delivery back to be tried again, or gives it up. Where the channel has circuits, everything else for the same
 * recipient waits too, since it would fail as well; a recipient that has been failing for a day is parked, and is told so.
 *
 * @returns What a delivery was that is given up; null for one that is tried again.
 */
export async function keepFailure(
  attempt: FailedAttempt,
  { database, circuits }: { readonly database: Database; readonly circuits: Circuits | undefined },
): Promise<Settled | null> {
  if (circuits === undefined) return keepAlone(attempt, database)
  return database.kysely.transaction().execute(async (tx) => {
    const { delivery, failure, isLast } = attempt
    if (isLast) {
      const settled = await settleDelivery(tx, { ...delivery, state: 'given-up', failure: failure.failure })
      if (settled !== null) await circuits.onGivenUp(tx, delivery, failure.failure)
      return settled
    }
    const isMine = await postponeDelivery(tx, { ...delivery, waitSeconds: waitOf(delivery), failure: failure.failure })
    if (isMine && failure.failure !== leaseLost) await keepCircuit(tx, attempt, circuits)
    return null
  })
}

/** Says nothing about the recipient: this process was held up. */
const leaseLost = 'LEASE_LOST'

async function keepAlone({ delivery, failure, isLast }: FailedAttempt, { kysely }: Database): Promise<Settled | null> {
  if (isLast) return settleDelivery(kysely, { ...delivery, state: 'given-up', failure: failure.failure })
  await postponeDelivery(kysely, { ...delivery, waitSeconds: waitOf(delivery), failure: failure.failure })
  return null
}

async function keepCircuit(tx: InTransaction, { delivery, failure }: FailedAttempt, circuits: Circuits): Promise<void> {
  const { recipient, channel, id: lastId } = delivery
  const { failures, failingSeconds, wasParked } = await noteFailure(tx, { recipient, channel, failure: failure.failure })
  if (wasParked) return
  if (failure.parks || isWornOut({ failures, failingSeconds })) {
    await holdBack(tx, { recipient, channel, lastId, waitSeconds: null })
    await circuits.onParked(tx, delivery, failure.failure)
    return
  }
  await holdBack(tx, { recipient, channel, lastId, waitSeconds: retryWaitSeconds(failures, chance()) })
}

function waitOf({ attempts }: ClaimedDelivery): number {
  return retryWaitSeconds(attempts, chance())
}

function chance(): number {
  return randomInt(1000) / 1000
}
