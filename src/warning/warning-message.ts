import type { Language, LocalText } from '#base/language.ts'
import type { Queries } from '#database/database.ts'
import type { Renderer } from '#delivery/deliver.ts'
import type { Delivery, Message } from '#delivery/delivery.ts'
import { clearances, type Clearance } from '#identity/actor.ts'
import type { AddressVault } from '#subscription/address-vault.ts'
import { versionsInDigest } from '#subscription/digest-store.ts'
import { subscriptionIdOf } from '#subscription/recipient.ts'
import { findLivingSubscription, type LivingSubscription } from '#subscription/subscription-store.ts'
import { translate } from '#ui/text-set.ts'
import { pagePath } from '#ui/page-path.ts'
import { chatPayload } from './chat-payload.ts'
import { bareText, digestText, messageSubject, type ToldWarning } from './message-text.ts'
import { messageText } from './warning-message-text.ts'
import { deliveredVersion, type DeliveredVersion } from './version-store.ts'

/** What messages about warnings are made from. */
export type WarningMessageParts = {
  /** Public origin of this installation. */
  readonly origin: string
  readonly vault: AddressVault
  /** Returns the address on which a recipient answers a warning without signing in; mails leave it out where nobody gives one. */
  readonly answerAddress?: (wish: { readonly warningId: string; readonly organisationId: string }) => string
}

/** Warnings of one mail that bring a link to answer them. */
const mostAnswerLinks = 20

/** Returns what says one version of a warning to one subscription. */
export function warningRenderer(parts: WarningMessageParts): Renderer {
  return (queries, versionId, delivery) => render({ queries, delivery, versionIds: [versionId], isDigest: false }, parts)
}

/** Returns what says everything that waited for a digest of one subscription. */
export function digestRenderer(parts: WarningMessageParts): Renderer {
  return async (queries, digestId, delivery) =>
    render({ queries, delivery, versionIds: await versionsInDigest(queries, digestId), isDigest: true }, parts)
}

type Rendering = {
  readonly queries: Queries
  readonly delivery: Delivery
  readonly versionIds: readonly string[]
  readonly isDigest: boolean
}

/** Everything is asked again at the moment of sending: clearance, marking, pause, and whether a newer version has taken the place of this one. */
async function render({ queries, delivery, versionIds, isDigest }: Rendering, parts: WarningMessageParts): Promise<Message | null> {
  const { origin } = parts
  const id = subscriptionIdOf(delivery.recipient)
  const subscription = id === null ? null : await findLivingSubscription(queries, id)
  if (subscription === null || subscription.state === 'unconfirmed') return null
  const told: ToldWarning[] = []
  for (const version of await newestVersions(queries, versionIds)) {
    const detail = detailFor(version, subscription)
    if (detail !== 'nothing')
      told.push({ version, isDetailed: detail === 'all', page: origin + pagePath('warning', { warningId: version.id }) })
  }
  if (told.length === 0) return null
  const subject = messageSubject(told, isDigest)
  const text = bothLanguages((language) =>
    told.some(({ isDetailed }) => isDetailed) ? digestText(told, language) : bareText(told, language),
  )
  if (subscription.channel === 'mail') return mailMessage({ told, subscription, subject, text }, parts)
  return { subject, text, note: messageText.note, path: pagePath('warnings'), payload: payloadOf({ told, subscription, subject, text }) }
}

/** Versions that nothing newer has replaced, the earliest first. */
async function newestVersions(queries: Queries, ids: readonly string[]): Promise<readonly DeliveredVersion[]> {
  const found = await Promise.all(ids.map((id) => deliveredVersion(queries, id)))
  return found
    .filter((version) => version !== null)
    .filter(({ isNewest }) => isNewest)
    .toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
}

function placeOf({ publishedAt, id }: DeliveredVersion): string {
  return `${publishedAt} ${id}`
}

type Mailed = {
  readonly told: readonly ToldWarning[]
  readonly subscription: LivingSubscription
  readonly subject: LocalText
  readonly text: LocalText
}

function mailMessage({ told, subscription, subject, text }: Mailed, { origin, vault, answerAddress }: WarningMessageParts): Message {
  const code = vault.codeOf('unsubscribe', subscription.id, '')
  const unsubscribe = `${origin}${pagePath('unsubscribe')}?${new URLSearchParams({ id: subscription.id, code }).toString()}`
  const { organisationId } = subscription
  const answers = told
    .filter(({ version }) => version.act !== 'recall')
    .slice(0, mostAnswerLinks)
    .flatMap(({ version }) => answerAddress?.({ warningId: version.id, organisationId }) ?? [])
  const answering = (language: Language): string =>
    answers.length === 0 ? '' : `\n${messageText.answer[language]}\n${answers.join('\n')}\n`
  const ending = (language: Language): string =>
    `${answering(language)}\n--\n${translate(messageText, language)('labelled', { label: messageText.stop[language], value: unsubscribe })}\n${messageText.automatic[language]}\n`
  return {
    subject,
    text: bothLanguages((language) => text[language] + ending(language)),
    note: messageText.note,
    path: pagePath('warnings'),
    unsubscribe,
  }
}

/** Levels whose content may pass through mail and chat services of others (TLP 2.0: nothing above GREEN leaves the organisation's own systems). */
const openLevels: readonly Clearance[] = ['clear', 'green']

/** Returns how much of a version a subscription gets. What was told is taken back in any case, without its content where that is not allowed any more. */
function detailFor({ act, tlp, content }: DeliveredVersion, subscription: LivingSubscription): 'all' | 'bare' | 'nothing' {
  const isCorrection = act === 'recall' || content.knownWrong.length > 0
  const isReadable = clearances.indexOf(tlp) <= clearances.indexOf(subscription.clearance)
  const isWanted = subscription.state === 'active' && clearances.indexOf(tlp) <= clearances.indexOf(subscription.filter.tlp)
  if (act === 'release' && !(isReadable && isWanted)) return 'nothing'
  if (!isReadable) return isCorrection ? 'bare' : 'nothing'
  return subscription.form === 'json' || openLevels.includes(tlp) ? 'all' : 'bare'
}

function payloadOf(what: { told: readonly ToldWarning[]; subscription: LivingSubscription; subject: LocalText; text: LocalText }): string {
  const { told, subscription, subject, text } = what
  const { form, language } = subscription
  if (form === 'slack' || form === 'teams')
    return JSON.stringify(
      chatPayload(form, { title: subject[language], text: text[language], pages: told.map(({ page }) => page) }, language),
    )
  const [first] = told
  const warnings = told.map(warningPayload)
  if (first !== undefined && told.length === 1)
    return JSON.stringify({ type: payloadTypes[first.version.act], timestamp: first.version.publishedAt, data: warnings[0] })
  return JSON.stringify({ type: 'warnings.digest', timestamp: told.at(-1)?.version.publishedAt, data: { warnings } })
}

const payloadTypes = { release: 'warning.published', revision: 'warning.revised', recall: 'warning.recalled' } as const

function warningPayload({ version, isDetailed, page }: ToldWarning): object {
  const { id, version: number, act, publishedAt, content, tlp } = version
  const head = { id, version: number, act, publishedAt, page }
  return isDetailed ? { ...head, ...content } : { ...head, tlp }
}

function bothLanguages(make: (language: Language) => string): LocalText {
  return { ja: make('ja'), en: make('en') }
}
