import { mailChannel, type MailAddress } from '#delivery/channels/mail.ts'
import { noticeChannel } from '#delivery/channels/notice.ts'
import { webhookChannel } from '#delivery/channels/webhook.ts'
import { giveUpParked } from '#delivery/circuit-store.ts'
import type { Circuits } from '#delivery/circuit.ts'
import { createDeliverer, type Renderer } from '#delivery/deliver.ts'
import { removeOldDeliveries } from '#delivery/delivery-store.ts'
import type { Channel } from '#delivery/delivery.ts'
import { contactFinder } from '#delivery/find-contact.ts'
import { reminderOccasion, reminderRenderer } from '#obligation/reminder-message.ts'
import { readReminderPlan } from '#obligation/reminder-plan.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import type { Config } from '#runtime/config.ts'
import { keptSecret } from '#runtime/kept-secret.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { repeat } from '#runtime/repeat.ts'
import type { Secret } from '#runtime/secret.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import type { Clock } from '#runtime/clock.ts'
import { answerAddress, type AnswerLinks } from '#sighting/answer-link.ts'
import { openSightingKeys } from '#sighting/sighting-keys.ts'
import { addressVault, type AddressVault } from '#subscription/address-vault.ts'
import { bundleDigests, digestOccasion } from '#subscription/digest-store.ts'
import { mailFinder, webhookFinder } from '#subscription/find-target.ts'
import { warningOccasion } from '#subscription/matching-store.ts'
import { noteOccasion, noteRenderer } from '#subscription/subscription-note.ts'
import { subscriberCircuits } from '#subscription/tell-subscriber.ts'
import { pagePath } from '#ui/page-path.ts'
import { gateAlarmRenderers } from '#warning/gate-alarm.ts'
import { inThread } from '#warning/mail-thread.ts'
import { endedSpans } from '#warning/promise-store.ts'
import { digestRenderer, warningRenderer } from '#warning/warning-message.ts'
import type { Ground } from './ground.ts'

/** What delivering works with; the clock only dates signatures. */
export type DeliveringParts = {
  readonly config: Config
  readonly ground: Ground
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly shutdown: Shutdown
}

const pauseMs = 1000
const leaseMs = 15_000
const upkeepMs = 60_000
const promiseMs = 10_000
/** Days after which what waits for a parked recipient is given up. */
const parkedDays = 30
const removedAtOnce = 10_000

/**
 * Starts the deliveries of this process on every channel, the digests and the upkeep of their records.
 *
 * @throws {SettingError} if the plan of reminders cannot be used.
 */
export async function startDelivering(parts: DeliveringParts): Promise<void> {
  const ownerKey = await keptSecret(parts.ground.folders.private, 'owner-key')
  const vault = addressVault(ownerKey)
  const { answerLinks } = await openSightingKeys(parts.ground.folders.private)
  const renderers = renderersOf(parts, { vault, answerLinks })
  const circuits = subscriberCircuits(ownerTags(ownerKey))
  for (const channel of channelsOf(parts, { ownerKey, vault }))
    startChannel(channel, { renderers, parts, ...(channel.name === 'webhook' ? { circuits } : {}) })
  startRepeating('digests', parts, { pauseMs, work: async () => void (await bundleDigests(parts.ground.database)) })
  startRepeating('promise', parts, { pauseMs: promiseMs, work: promiseWatch(parts) })
  startRepeating('delivery-upkeep', parts, { pauseMs: upkeepMs, work: () => upkeep(parts) })
}

/** Returns what counts, each time, the steps of the promise that have ended since the time before. */
function promiseWatch({ ground, metrics }: DeliveringParts): () => Promise<void> {
  let since: string | null = null
  return async () => {
    const { spans, until } = await endedSpans(ground.database.kysely, since)
    since = until
    for (const { step, channel, seconds } of spans) metrics.promiseSeconds.observe({ step, channel }, seconds)
  }
}

async function upkeep({ config, ground }: DeliveringParts): Promise<void> {
  await giveUpParked(ground.database.kysely, parkedDays)
  await removeOldDeliveries(ground.database.kysely, { days: config.deliveryDays, limit: removedAtOnce })
}

function renderersOf(
  { config, clock }: DeliveringParts,
  { vault, answerLinks }: { readonly vault: AddressVault; readonly answerLinks: AnswerLinks },
): ReadonlyMap<string, Renderer> {
  const { promptlyTargetHours } = readReminderPlan(config.reminderPlan)
  const origin = config.publicOrigin
  const place = {
    origin,
    vault,
    answerAddress: (wish: { warningId: string; organisationId: string }) =>
      answerAddress(answerLinks, { ...wish, origin, now: clock.now() }),
  }
  return new Map<string, Renderer>([
    [reminderOccasion, reminderRenderer({ origin: config.publicOrigin, path: pagePath('owed'), promptlyTargetHours })],
    [warningOccasion, inThread(warningRenderer(place))],
    [digestOccasion, digestRenderer(place)],
    [noteOccasion, noteRenderer(place)],
    ...gateAlarmRenderers({ origin: config.publicOrigin, path: pagePath('held') }),
  ])
}

type ChannelParts = {
  readonly renderers: ReadonlyMap<string, Renderer>
  readonly parts: DeliveringParts
  readonly circuits?: Circuits
}

function startChannel(channel: Channel, { renderers, parts, ...rest }: ChannelParts): void {
  const { ground, logger, metrics, shutdown } = parts
  const monotonicMs = (): number => performance.now()
  const deliverer = createDeliverer({ database: ground.database, channel, renderers, logger, metrics, monotonicMs, leaseMs, ...rest })
  const deliveries = repeat(() => deliverer.round(), { pauseMs, onFault: (error) => logger.fault('deliveries failed', error) })
  shutdown.onStop(`deliveries-${channel.name}`, () => {
    deliverer.stop()
    return deliveries.stop()
  })
  deliveries.start()
}

function startRepeating(
  name: string,
  { logger, shutdown }: DeliveringParts,
  how: { readonly pauseMs: number; readonly work: () => Promise<void> },
): void {
  const repeated = repeat(how.work, { pauseMs: how.pauseMs, onFault: (error) => logger.fault(`${name} failed`, error) })
  shutdown.onStop(name, () => repeated.stop())
  repeated.start()
}

function channelsOf(
  { config, ground, clock, shutdown }: DeliveringParts,
  { ownerKey, vault }: { readonly ownerKey: Secret; readonly vault: AddressVault },
): readonly Channel[] {
  const { smtpUrl: url, mailFrom: from, smtpTls: tls } = config
  const { database } = ground
  const webhook = webhookChannel({
    rules: { hosts: config.webhookHosts, allowPrivate: config.webhookPrivate },
    targetOf: webhookFinder({ database, vault, now: () => clock.now() }),
    nowSeconds: () => Math.floor(clock.now().epochMilliseconds / 1000),
  })
  shutdown.onStop('webhook-connections', () => webhook.close())
  const channels = [noticeChannel(database), webhook]
  if (url === null || from === null) return channels
  const [findContact, findSubscriber] = [contactFinder(database, ownerTags(ownerKey)), mailFinder({ database, vault })]
  const addressOf = async (recipient: Buffer): Promise<MailAddress | null> =>
    (await findSubscriber(recipient)) ?? (await findContact(recipient))
  return [...channels, mailChannel({ url, tls, from }, addressOf)]
}
