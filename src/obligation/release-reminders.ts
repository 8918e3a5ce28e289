import { randomUUID } from 'node:crypto'
import type { Database, InTransaction } from '#database/database.ts'
import { listContacts, type ContactRow } from '#delivery/contact-store.ts'
import { insertDeliveries, type NewDelivery } from '#delivery/delivery-store.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { contactTag } from '#delivery/contact-tag.ts'
import type { Law, Rulebook } from '#rulebook/rulebook.ts'
import { dueMoments } from './due-moments.ts'
import { reminderOccasion, targetOf } from './reminder-message.ts'
import { momentsOf, planText, type AudienceKind, type ReminderPlan } from './reminder-plan.ts'
import {
  adoptPlan,
  insertReminders,
  receivingAuthorities,
  setNextReminder,
  takeStagesToRemind,
  type Reminder,
  type StageToRemind,
} from './reminder-store.ts'

/** What reminders are made from. */
export type ReminderParts = {
  readonly database: Database
  readonly ownerTags: OwnerTags
  readonly plan: ReminderPlan
  readonly rulebooks: readonly Rulebook[]
  /** Right part of message ids; null where no mail is sent. */
  readonly mailDomain: string | null
}

/** Makes the plan of this process the one that holds. */
export async function adoptReminderPlan({ database, plan }: ReminderParts): Promise<void> {
  await database.kysely.transaction().execute((tx) => adoptPlan(tx, planText(plan)))
}

const takenAtOnce = 100

/**
 * Makes a reminder, with its deliveries, of every moment that has come by the database's clock, and returns how many.
 *
 * Any number of processes may do so at once: each stage is looked at under a lock, and what was looked at is kept in the same transaction.
 */
export async function releaseReminders(parts: ReminderParts): Promise<number> {
  let released = 0
  for (;;) {
    const { taken, made } = await parts.database.kysely.transaction().execute((tx) => releaseSome(tx, parts))
    released += made
    if (taken < takenAtOnce) return released
  }
}

async function releaseSome(tx: InTransaction, parts: ReminderParts): Promise<{ readonly taken: number; readonly made: number }> {
  const stages = await takeStagesToRemind(tx, takenAtOnce)
  if (stages.length === 0) return { taken: 0, made: 0 }
  const audiences = await findAudiences(tx, stages, parts)
  let made = 0
  for (const stage of stages) made += await releaseStage(tx, { stage, audiences: audiences(stage), parts })
  return { taken: stages.length, made }
}

/** Somebody who is reminded: as what, under which name in the record, by which keyed hash inside Noroshi and at which contacts. */
type Audience = {
  readonly kind: AudienceKind
  readonly name: string
  readonly tag: Buffer
  readonly contacts: readonly ContactRow[]
}

async function findAudiences(
  tx: InTransaction,
  stages: readonly StageToRemind[],
  parts: ReminderParts,
): Promise<(stage: StageToRemind) => readonly Audience[]> {
  const { ownerTags, mailDomain, rulebooks } = parts
  const ids = [...new Set(stages.map(({ incidentId }) => incidentId))]
  const received = Map.groupBy(await receivingAuthorities(tx, ids), ({ incidentId }) => incidentId)
  // Which operator an incident belongs to is nowhere kept: its contacts are found by making the tag of everybody who has one.
  const contacts = mailDomain === null ? [] : await listContacts(tx, null)
  const byTag = Map.groupBy(contacts, ({ organisationId }) => ownerTags.tagOf(organisationId).toString('hex'))
  const audience = (kind: AudienceKind, name: string, tag: Buffer): Audience => ({
    kind,
    name,
    tag,
    contacts: byTag.get(tag.toString('hex')) ?? [],
  })
  return (stage) => {
    if (stage.party !== 'operator') return [audience('boundParty', stage.party, ownerTags.tagOf(stage.party))]
    const law = rulebooks.find(({ id }) => id === stage.rulebook)?.laws.find(({ data }) => data.id === stage.law) ?? null
    const authorities = (received.get(stage.incidentId) ?? []).filter((one) => receives(one, law))
    return [
      audience('boundParty', 'operator', stage.ownerTag),
      ...authorities.map(({ authorityId }) => audience('authority', authorityId, ownerTags.tagOf(authorityId))),
    ]
  }
}

/** Tells whether a law may name this authority as its recipient; where the law is no longer known, whoever received the incident is one. */
function receives({ code, kind }: { readonly code: string; readonly kind: string }, law: Law | null): boolean {
  if (law === null) return true
  return law.data.recipients.some(({ recipient }) => (recipient === null ? kind === 'ministry' : recipient === code))
}

type Releasing = { readonly stage: StageToRemind; readonly audiences: readonly Audience[]; readonly parts: ReminderParts }

async function releaseStage(tx: InTransaction, { stage, audiences, parts }: Releasing): Promise<number> {
  const { plan } = parts
  const target = targetOf(stage, plan.promptlyTargetHours)
  if (target === null) {
    await setNextReminder(tx, stage, { through: stage.through, nextAt: null })
    return 0
  }
  const planned = { boundParty: momentsOf(plan, stage, 'boundParty'), authority: momentsOf(plan, stage, 'authority') }
  const { due, through, nextAt } = dueMoments([...planned.boundParty, ...planned.authority], {
    target,
    knownAt: Temporal.Instant.from(stage.knownAt),
    through: stage.through === null ? null : Temporal.Instant.from(stage.through),
    now: Temporal.Instant.from(stage.now),
  })
  // A moment at which nothing is owed passes without a word.
  const owed = stage.isOpen ? due : []
  const made = owed.flatMap((moment) =>
    audiences
      .filter(({ kind }) => planned[kind].includes(moment))
      .map((audience) => ({ audience, reminder: reminderOf(stage, { moment, target, audience: audience.name }) })),
  )
  const added = new Set(
    await insertReminders(
      tx,
      made.map(({ reminder }) => reminder),
    ),
  )
  const deliveries = made.filter(({ reminder }) => added.has(reminder)).flatMap((one) => deliveriesOf(one, parts))
  await insertDeliveries(tx, deliveries)
  await setNextReminder(tx, stage, { through: through?.toString() ?? null, nextAt: nextAt?.toString() ?? null })
  return added.size
}

function reminderOf(
  stage: StageToRemind,
  { moment, target, audience }: { readonly moment: string; readonly target: Temporal.Instant; readonly audience: string },
): Reminder {
  const { incidentId, law, party, round } = stage
  const fellAt = target.add(Temporal.Duration.from(moment)).toString()
  return { id: randomUUID(), incidentId, law, party, stage: stage.stage, round, targetAt: target.toString(), moment, audience, fellAt }
}

function deliveriesOf(
  { audience, reminder }: { readonly audience: Audience; readonly reminder: Reminder },
  { ownerTags, mailDomain }: ReminderParts,
): NewDelivery[] {
  const toContacts = audience.contacts.map((contact) => ({ channel: 'mail', recipient: contactTag(ownerTags, contact.id) }))
  return [{ channel: 'notice', recipient: audience.tag }, ...toContacts].map(({ channel, recipient }) => {
    const id = randomUUID()
    const messageId = `${id}@${mailDomain ?? 'noroshi.invalid'}`
    return { id, occasion: reminderOccasion, subjectId: reminder.id, channel, recipient, messageId, sendAt: reminder.fellAt }
  })
}
