import { oldestWaitingSeconds } from '#delivery/delivery-store.ts'
import { adoptReminderPlan, releaseReminders } from '#obligation/release-reminders.ts'
import { readReminderPlan } from '#obligation/reminder-plan.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import type { Config } from '#runtime/config.ts'
import { keptSecret } from '#runtime/kept-secret.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { repeat } from '#runtime/repeat.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
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

/**
 * Starts the reminders of this process; `start-delivering.ts` carries them.
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
  await adoptReminderPlan(reminding)
  const release = async (): Promise<void> => {
    await releaseReminders(reminding)
    metrics.oldestDeliverySeconds.set(await oldestWaitingSeconds(database.kysely))
  }
  const reminders = repeat(release, { pauseMs, onFault: (error) => logger.fault('reminders failed', error) })
  shutdown.onStop('reminders', () => reminders.stop())
  reminders.start()
}
