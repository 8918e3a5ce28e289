import type { JsonValue } from '#base/canonical-json.ts'
import type { Language } from '#base/language.ts'
import type { Clearance } from '#identity/actor.ts'
import { halfWidth } from '#ui/half-width.ts'
import type { SubscriptionBody } from './shown-subscription.ts'
import type { Cadence, Form, PushChannel, SubscribedKind } from './subscription.ts'

/** What somebody has written into the form of a subscription; of a new one, nothing is chosen before. */
export type SubscriptionDraft = {
  readonly name: string
  readonly channel: PushChannel | null
  readonly form: Exclude<Form, 'text'>
  readonly address: string
  readonly language: Language
  readonly kinds: readonly SubscribedKind[]
  readonly sectorGroups: readonly string[]
  readonly techniques: string
  readonly products: string
  readonly narrowing: readonly ('ownProducts' | 'confirmedOnly')[]
  readonly tlp: Clearance
  readonly cadence: Cadence
  readonly digestAt: string
  readonly sharing: readonly ('isOwn' | 'isShown')[]
}

/** Returns the minutes after midnight that `text` says, such as `8:30`, or null. */
export function readMinute(text: string): number | null {
  const { hour, minute } = /^(?<hour>[01]?\d|2[0-3]):(?<minute>[0-5]\d)$/.exec(halfWidth(text))?.groups ?? {}
  return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute)
}

/** Returns the lines of `text` that hold something. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Returns the filter of a draft as the API takes it. */
export function filterOf(draft: SubscriptionDraft): { readonly [Key: string]: JsonValue } {
  return {
    kinds: [...draft.kinds],
    sectorGroups: [...draft.sectorGroups],
    techniques: halfWidth(draft.techniques)
      .toUpperCase()
      .split(/[\s,]+/)
      .filter((id) => id !== ''),
    products: linesOf(draft.products),
    ownProducts: draft.narrowing.includes('ownProducts'),
    confirmedOnly: draft.narrowing.includes('confirmedOnly'),
    tlp: draft.tlp,
  }
}

/** Returns what the form of a subscription holds that is to be changed. Its address is left empty: it is shown to nobody, and stays where none is given. */
export function draftOf(subscription: SubscriptionBody): SubscriptionDraft {
  const { filter, timing, form, channel } = subscription
  return {
    name: subscription.name,
    channel,
    form: form === 'text' ? 'json' : form,
    address: '',
    language: subscription.language,
    kinds: filter.kinds,
    sectorGroups: filter.sectorGroups,
    techniques: filter.techniques.join(' '),
    products: filter.products.join('\n'),
    narrowing: (['ownProducts', 'confirmedOnly'] as const).filter((one) => filter[one]),
    tlp: filter.tlp,
    cadence: timing.cadence,
    digestAt: minuteText(timing.digestMinute),
    sharing: subscription.isShown ? ['isShown'] : [],
  }
}

/** Returns minutes after midnight as people write them, such as `8:30`. */
export function minuteText(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
}

/** Returns the change of a subscription that a draft says, as the API takes it. */
export function changeOf(draft: SubscriptionDraft, zone: string): JsonValue {
  const { channel, form } = draft
  const address = channel === 'mail' ? halfWidth(draft.address) : draft.address.trim()
  return { ...commonOf(draft, zone), ...(channel === 'mail' ? {} : { form }), ...(address === '' ? {} : { address }) }
}

function commonOf(draft: SubscriptionDraft, zone: string) {
  return {
    name: draft.name.trim(),
    language: draft.language,
    filter: filterOf(draft),
    timing: { cadence: draft.cadence, digestMinute: readMinute(draft.digestAt) ?? 480, zone },
    isShown: draft.sharing.includes('isShown'),
  }
}

/** Returns a new subscription as the API takes it. */
export function subscriptionOf(draft: SubscriptionDraft, zone: string): JsonValue {
  const { channel, form, address } = draft
  return {
    ...commonOf(draft, zone),
    isOwn: draft.sharing.includes('isOwn'),
    destination:
      channel === 'mail' ? { channel, form: 'text', address: halfWidth(address) } : { channel: 'webhook', form, address: address.trim() },
  }
}
