import { randomUUID } from 'node:crypto'
import type { Database, InTransaction, Queries } from '#database/database.ts'
import { listContacts } from '#delivery/contact-store.ts'
import { contactTag } from '#delivery/contact-tag.ts'
import type { Renderer } from '#delivery/deliver.ts'
import type { Message } from '#delivery/delivery.ts'
import { insertDeliveries, type NewDelivery } from '#delivery/delivery-store.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { authoritiesWithReleasers, gateLag, isHeld, takeHeldToAlarm, waitsForGate, type GateLag } from './gate-alarm-store.ts'
import { gateAlarmText } from './gate-alarm-text.ts'

/** What alarms about the gate are made with. */
export type GateAlarmParts = {
  readonly database: Database
  readonly ownerTags: OwnerTags
  /** Right part of message ids; null where no mail is sent. */
  readonly mailDomain: string | null
  /** How long a held part may wait before its releasers are told, and a report before the gate counts as stopped. */
  readonly heldSeconds: number
  readonly stalledSeconds: number
}

/** What a look at the gate came to. */
export type GateLook = GateLag & { readonly alarmed: number; readonly isStalled: boolean }

/** The kinds of delivery that alarms about the gate are. */
export const gateOccasions = { held: 'gate-held', stalled: 'gate-stalled' } as const

/**
 * Tells the releasers of parts that wait too long, each once, and of a gate that takes nothing, once for each thing that waits for it.
 *
 * Runs outside of the gate, so that a gate that is dead is noticed. Any number of processes may do so at once.
 */
export async function lookAtGate(parts: GateAlarmParts): Promise<GateLook> {
  return await parts.database.kysely.transaction().execute(async (tx) => {
    const lag = await gateLag(tx)
    const held = await takeHeldToAlarm(tx, parts.heldSeconds)
    for (const { reportId, authorityIds } of held)
      await tell(tx, { occasion: gateOccasions.held, subjectId: reportId, authorityIds, sendAt: lag.now, parts })
    const isStalled = lag.oldestId !== null && lag.oldestSeconds > parts.stalledSeconds
    if (isStalled && lag.oldestId !== null) {
      const authorityIds = await authoritiesWithReleasers(tx)
      await tell(tx, { occasion: gateOccasions.stalled, subjectId: lag.oldestId, authorityIds, sendAt: lag.now, parts })
    }
    return { ...lag, alarmed: held.length, isStalled }
  })
}

type Telling = {
  readonly occasion: string
  readonly subjectId: string
  readonly authorityIds: readonly string[]
  readonly sendAt: string
  readonly parts: GateAlarmParts
}

async function tell(tx: InTransaction, { occasion, subjectId, authorityIds, sendAt, parts }: Telling): Promise<void> {
  const { ownerTags, mailDomain } = parts
  const delivery = (channel: string, recipient: Buffer): NewDelivery => {
    const id = randomUUID()
    return { id, occasion, subjectId, channel, recipient, messageId: `${id}@${mailDomain ?? 'noroshi.invalid'}`, sendAt }
  }
  const contacts = mailDomain === null ? [] : (await listContacts(tx, null)).filter((one) => authorityIds.includes(one.organisationId))
  await insertDeliveries(tx, [
    ...authorityIds.map((id) => delivery('notice', ownerTags.tagOf(id))),
    ...contacts.map(({ id }) => delivery('mail', contactTag(ownerTags, id))),
  ])
}

/** Returns what says these alarms at the moment at which they are sent: nothing where they are over by then. */
export function gateAlarmRenderers(place: { readonly origin: string; readonly path: string }): ReadonlyMap<string, Renderer> {
  const message = (note: Message['note']): Message => ({
    subject: gateAlarmText.subject,
    text: gateAlarmText.text(`${place.origin}${place.path}`),
    note,
    path: place.path,
  })
  const held = async (queries: Queries, reportId: string): Promise<Message | null> =>
    (await isHeld(queries, reportId)) ? message(gateAlarmText.held) : null
  const stalled = async (queries: Queries, id: string): Promise<Message | null> =>
    (await waitsForGate(queries, id)) ? message(gateAlarmText.stalled) : null
  return new Map([
    [gateOccasions.held, held],
    [gateOccasions.stalled, stalled],
  ])
}
