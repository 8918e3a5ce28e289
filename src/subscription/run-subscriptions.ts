import type { JsonValue } from '#base/canonical-json.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import type { ShownDelivery, SubscriptionBody, SubscriptionList } from './shown-subscription.ts'
import { subscriptionCommandText } from './subscription-command-text.ts'
import { cadenceNames, stateNames } from './subscriptions-text.ts'
import { askedBy, textOption, type Asked } from './subscription-options.ts'

const base = '/api/v1/subscriptions'

/** Prints the subscriptions of the own organisation. */
export async function listSubscriptions(context: CommandContext): Promise<Outcome> {
  const { subscriptions } = (await context.client.json(base, { retries: 3 })) as unknown as SubscriptionList
  if (subscriptions.length === 0) context.say(subscriptionCommandText.none)
  for (const one of subscriptions) print(context, one)
  return 'ok'
}

/** Makes a subscription of a URL or a mail address; prints the secret of a webhook once. */
export async function addSubscription(context: CommandContext): Promise<Outcome> {
  const [address] = context.args
  if (address === undefined) throw new CommandError('usage', 'ADDRESS_MISSING', 'Say where to: an https address or a mail address')
  const isMail = !address.includes('://')
  if (isMail && !address.includes('@'))
    throw new CommandError(
      'usage',
      'ADDRESS_INVALID',
      `"${address}" is no address: expected https://… for a webhook or name@example.jp for mail`,
    )
  const fresh: Asked = {
    name: isMail ? address : (URL.parse(address)?.hostname ?? address),
    language: context.language,
    filter: { kinds: [], sectorGroups: [], techniques: [], products: [], ownProducts: false, confirmedOnly: false, tlp: 'green' },
    timing: { cadence: 'at-once', digestMinute: 480, zone: new Intl.DateTimeFormat().resolvedOptions().timeZone },
    isShown: false,
  }
  const body: JsonValue = {
    ...askedBy(context, fresh),
    isOwn: false,
    destination: isMail
      ? { channel: 'mail', form: 'text', address }
      : { channel: 'webhook', form: textOption(context, 'form') ?? 'json', address },
  }
  const made = (await context.client.json(base, { method: 'POST', body: JSON.stringify(body) })) as unknown as Answer
  print(context, made)
  if (made.state === 'unconfirmed') context.say(isMail ? subscriptionCommandText.codeSent(made.id) : subscriptionCommandText.hostWaits)
  return 'ok'
}

/** Changes a subscription: what its options name, and nothing else. */
export async function changeSubscription(context: CommandContext): Promise<Outcome> {
  const path = `${base}/${idOf(context)}`
  const before = (await context.client.json(path, { retries: 3 })) as unknown as SubscriptionBody
  const [form, address] = [textOption(context, 'form'), textOption(context, 'address')]
  const body: JsonValue = {
    ...askedBy(context, before),
    ...(form === null ? {} : { form }),
    ...(address === null ? {} : { address }),
  }
  const after = (await context.client.json(path, { method: 'PUT', body: JSON.stringify(body) })) as unknown as Answer
  print(context, after)
  if (after.pendingDestination !== null) context.say(subscriptionCommandText.waits(after.pendingDestination))
  return 'ok'
}

/** Shows that a mail address is the own one, with the code that was sent to it. */
export async function confirmSubscription(context: CommandContext): Promise<Outcome> {
  const [, code] = context.args
  if (code === undefined) throw new CommandError('usage', 'CODE_MISSING', 'Say the code that was sent to the address, after the id')
  const path = `${base}/${idOf(context)}/confirm`
  print(context, (await context.client.json(path, { method: 'POST', body: JSON.stringify({ code }) })) as unknown as Answer)
  return 'ok'
}

/** Prints what was sent to a subscription, newest first, with every attempt. */
export async function logSubscription(context: CommandContext): Promise<Outcome> {
  const path = `${base}/${idOf(context)}/deliveries`
  const { deliveries } = (await context.client.json(path, { retries: 3 })) as unknown as { deliveries: readonly ShownDelivery[] }
  for (const one of deliveries) {
    if (context.json) context.print(JSON.stringify(one))
    else
      context.print(
        [one.sendAt, one.occasion, one.state, ...one.attempts.map(({ at, outcome, code }) => `${at}=${code ?? outcome}`)].join('  '),
      )
  }
  return 'ok'
}

/** Does one thing with a subscription and prints how it stands then. */
export async function actOnSubscription(context: CommandContext, act: 'pause' | 'resume' | 'test' | 'secret' | 'remove'): Promise<Outcome> {
  const path = `${base}/${idOf(context)}`
  if (act === 'remove') {
    await context.client.fetch(path, { method: 'DELETE' })
    context.say(subscriptionCommandText.removed)
    return 'ok'
  }
  const after = (await context.client.json(`${path}/${act}`, { method: 'POST' })) as unknown as Answer
  print(context, after)
  if (act === 'test') context.say(subscriptionCommandText.testSent(after.id))
  return 'ok'
}

type Answer = SubscriptionBody & { readonly secret?: string | null }

function print(context: CommandContext, one: Answer): void {
  if (context.json) return context.print(JSON.stringify(one))
  const failing = one.circuit === null ? '' : `  ${one.circuit.failure}${one.circuit.parkedAt === null ? '' : ' (parked)'}`
  const [state, cadence] = [stateNames[one.state][context.language], cadenceNames[one.timing.cadence][context.language]]
  context.print(`${one.id}  ${state}  ${cadence}  ${one.destination}  ${one.name}${failing}`)
  if (typeof one.secret !== 'string') return
  context.say(subscriptionCommandText.secretOnce)
  context.print(one.secret)
}

function idOf({ args: [id] }: CommandContext): string {
  if (id === undefined) throw new CommandError('usage', 'ID_MISSING', 'Say which: the id that "subscription list" prints')
  return encodeURIComponent(id)
}
