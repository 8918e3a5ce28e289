import type { Queries } from '#database/database.ts'
import type { Message } from '#delivery/delivery.ts'
import { findReminder, type RemindedStage } from './reminder-store.ts'
import { reminderNotes, reminderSubject, reminderText } from './reminder-text.ts'

/** The kind of delivery that reminders are. */
export const reminderOccasion = 'reminder'

/** Where what is owed is listed, and in whose words. */
export type ReminderPlace = {
  /** Public origin of this installation. */
  readonly origin: string
  readonly path: string
  readonly promptlyTargetHours: number | null
}

/**
 * Returns what says a reminder at the moment at which it is sent: nothing where the stage is settled by then, or its instant has moved.
 */
export function reminderRenderer({
  origin,
  path,
  promptlyTargetHours,
}: ReminderPlace): (queries: Queries, reminderId: string) => Promise<Message | null> {
  return async (queries, reminderId) => {
    const found = await findReminder(queries, reminderId)
    if (found === null || !found.isOpen) return null
    const target = targetOf(found, promptlyTargetHours)
    if (target === null || !target.equals(found.targetAt)) return null
    return { subject: reminderSubject, text: reminderText(`${origin}${path}`), note: reminderNotes[sideOf(found.moment)], path }
  }
}

/** Returns the instant of which a stage is reminded: when it falls due, or the target of service where the law says "promptly". */
export function targetOf({ clock, startsAt, dueAt }: RemindedStage, promptlyTargetHours: number | null): Temporal.Instant | null {
  if (dueAt !== null) return Temporal.Instant.from(dueAt)
  if (clock?.limit.unit !== 'promptly' || startsAt === null || promptlyTargetHours === null) return null
  return Temporal.Instant.from(startsAt).add({ hours: promptlyTargetHours })
}

function sideOf(moment: string): keyof typeof reminderNotes {
  const { sign } = Temporal.Duration.from(moment)
  if (sign === 0) return 'at'
  return sign < 0 ? 'before' : 'after'
}
