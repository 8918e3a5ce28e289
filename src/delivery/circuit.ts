import type { InTransaction } from '#database/database.ts'
import type { Delivery } from './delivery.ts'

/** How a channel treats recipients that fail again and again. */
export type Circuits = {
  /** Tells the recipient that nothing more will be tried until it asks for that. */
  readonly onParked: (tx: InTransaction, delivery: Delivery, failure: string) => Promise<void>
  /** Tells the recipient that one message will not come. */
  readonly onGivenUp: (tx: InTransaction, delivery: Delivery, failure: string) => Promise<void>
}
