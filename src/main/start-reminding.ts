import { mailChannel } from '#delivery/channels/mail.ts'
import { noticeChannel } from '#delivery/channels/notice.ts'
import { createDeliverer, type Renderer } from '#delivery/deliver.ts'
import { oldestWaitingSeconds } from '#delivery/delivery-store.ts'
import type { Channel } from '#delivery/delivery.ts'
import { contactFinder } from '#delivery/find-contact.ts'
import { adoptReminderPlan, releaseReminders } from '#obligation/release-reminders.ts'
import { reminderOccasion, reminderRenderer } from '#obligation/reminder-message.ts'
import { readReminderPlan } from '#obligation/reminder-plan.ts'
import { ownerTags, type OwnerTags } from '#operator/owner-tag.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import type { Config } from '#runtime/config.ts'
import { keptSecret } from '#runtime/kept-secret.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { repeat } from '#runtime/repeat.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import { pagePath } from '#ui/page-path.ts'
import type { Ground } from './ground.ts'

/** What reminding works with; no clock is among it: all instants are the database's. */
export type RemindingParts = {
  readonly config: Config
  readonly ground: Ground
  readonly logger: Logger
  readonly metrics: Metrics
  readonly shutdown: Shutdown
}

const pauseMs = 1000
const leaseMs = 15_000

/**
 * Starts the reminders of this process and the deliveries that carry them.
 *
 * @throws {SettingError} if the plan of reminders cannot be used.
 */
export async function startReminding(parts: RemindingParts): Promise<void> {
  const { config, ground, logger, metrics, shutdown } = parts
  const { database } = ground
  const plan = readReminderPlan(config.reminderPlan)
  const tags = ownerTags(await keptSecret(ground.folders.private, 'owner-key'))
  const mailDomain = config.smtpUrl === null ? null : (config.mailFrom?.split('@')[1] ?? null)
  const reminding = { database, ownerTags: tags, plan, rulebooks: allRulebooks(), mailDomain }
  if (config.smtpUrl === null) logger.info('no mail server is set - reminders appear inside noroshi alone')
  const renderer = reminderRenderer({
    origin: config.publicOrigin,
    path: pagePath('owed'),
    promptlyTargetHours: plan.promptlyTargetHours,
  })
  const renderers = new Map([[reminderOccasion, renderer]])
  await adoptReminderPlan(reminding)
  const release = async (): Promise<void> => {
    await releaseReminders(reminding)
    metrics.oldestDeliverySeconds.set(await oldestWaitingSeconds(database.kysely))
  }
  const reminders = repeat(release, { pauseMs, onFault: (error) => logger.fault('reminders failed', error) })
  shutdown.onStop('reminders', () => reminders.stop())
  reminders.start()
  for (const channel of channelsOf(parts, tags)) startDelivering(channel, { renderers, parts })
}

function startDelivering(
  channel: Channel,
  how: { readonly renderers: ReadonlyMap<string, Renderer>; readonly parts: RemindingParts },
): void {
  const { ground, logger, metrics, shutdown } = how.parts
  const monotonicMs = (): number => performance.now()
  const { renderers } = how
  const deliverer = createDeliverer({ database: ground.database, channel, renderers, logger, metrics, monotonicMs, leaseMs })
  const deliveries = repeat(() => deliverer.round(), { pauseMs, onFault: (error) => logger.fault('deliveries failed', error) })
  shutdown.onStop(`deliveries-${channel.name}`, () => {
    deliverer.stop()
    return deliveries.stop()
  })
  deliveries.start()
}

function channelsOf({ config, ground }: RemindingParts, tags: OwnerTags): readonly Channel[] {
  const { smtpUrl: url, mailFrom: from, smtpTls: tls } = config
  const notices = noticeChannel(ground.database)
  if (url === null || from === null) return [notices]
  return [notices, mailChannel({ url, tls, from }, contactFinder(ground.database, tags))]
}
