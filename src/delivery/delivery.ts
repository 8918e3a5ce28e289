import { CodedError } from '#base/coded-error.ts'
import type { LocalText } from '#base/language.ts'

/** One message on one channel to one recipient, claimed by this process. */
export type Delivery = {
  readonly id: string
  /** The kind of what it is about, and the id of one of that kind. */
  readonly occasion: string
  readonly subjectId: string
  readonly channel: string
  /** Keyed hash of a contact or an organisation. */
  readonly recipient: Buffer
  /** `LEFT@RIGHT`, the same on every attempt. */
  readonly messageId: string
  /** How often it was claimed, this time included. */
  readonly attempts: number
}

/** What a message says, in every language; nothing of it may tell of a case. */
export type Message = {
  readonly subject: LocalText
  readonly text: LocalText
  /** One line for the list inside Noroshi. */
  readonly note: LocalText
  /** The page on which to act. */
  readonly path: string
  /** JSON for programs and chat services; absent where the message goes to people alone. */
  readonly payload?: string
  /** Address of the page that ends the mails of this kind; a mail program that posts to it has ended them. */
  readonly unsubscribe?: string
  /** Message ids of the mails to the same recipient that this one goes on from, the earliest first. */
  readonly earlierMails?: readonly string[]
}

/** A way to recipients. */
export type Channel = {
  readonly name: string
  /** How much of it goes on at the same time; by default ten messages. */
  readonly pace?: Pace
  /**
   * Hands `message` over and returns once the other side has answered for it: true, or false where the recipient is gone.
   *
   * @param signal Ends the attempt; nothing may be handed over after it.
   * @throws {DeliveryError} if the other side refused or could not be reached.
   */
  send(delivery: Delivery, message: Message, signal: AbortSignal): Promise<boolean>
}

/** How much goes on at the same time. A recipient never gets two messages at once, so that none overtakes another. */
export type Pace = {
  readonly atOnce: number
  /** Messages at once to one lane, such as the host of a webhook. */
  readonly perLane: number
}

/** An attempt that failed: `permanent` where the other side will never take this message. The message of the error names no recipient. */
export class DeliveryError extends CodedError<'DELIVERY_FAILED'> {
  readonly permanent: boolean
  /** True where the recipient itself, not this message, is refused for good. */
  readonly parks: boolean
  /** What the other side said, as a code without its text, for example `EENVELOPE-550`. */
  readonly failure: string

  constructor(
    failure: string,
    { permanent, parks = false, cause }: { readonly permanent: boolean; readonly parks?: boolean; readonly cause?: unknown },
  ) {
    super('DELIVERY_FAILED', `Cannot deliver: ${failure}, expected an answer that accepts the message`, { cause })
    this.permanent = permanent
    this.parks = parks
    this.failure = failure
  }
}
