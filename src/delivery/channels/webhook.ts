import type { LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, request } from 'undici'
import { DeliveryError, type Channel, type Delivery } from '../delivery.ts'
import { machineNameAddresses, publicNameAddresses, type NameAddresses } from '../name-addresses.ts'
import { isPublicAddress } from '../public-address.ts'
import { webhookHeaders } from '../sign-webhook.ts'
import { bareHost, readWebhookAddress, type WebhookRules } from '../webhook-address.ts'

/** Where a webhook goes and with which secrets it is signed; the newest first. */
export type WebhookTarget = { readonly url: string; readonly secrets: readonly string[] }

/** What webhooks work with. */
export type WebhookParts = {
  readonly rules: WebhookRules
  /** Returns where the recipient is reached, or null if it is gone. */
  readonly targetOf: (recipient: Buffer) => Promise<WebhookTarget | null>
  /** Seconds since 1970. */
  readonly nowSeconds: () => number
  /** How long one attempt may take; 10 seconds. */
  readonly timeoutMs?: number
  /** Finds the addresses of a name; by default {@link publicNameAddresses}, and as the machine does where private addresses are allowed. */
  readonly resolveName?: NameAddresses
}

/** The channel `webhook`, and the end of its connections. */
export type WebhookChannel = Channel & { close(): Promise<void> }

const answerBytes = 64 * 1024

/**
 * Returns the channel `webhook`: signed JSON to an address of the recipient (Standard Webhooks).
 *
 * The addresses behind the name are looked up for each connection, all of them must be public, and the connection goes to one of those very addresses:
 * a name that says something else a moment later reaches nothing. No redirect is followed. Any status from 200 to 299 accepts.
 */
export function webhookChannel(parts: WebhookParts): WebhookChannel {
  const agent = new Agent({
    pipelining: 1,
    maxResponseSize: answerBytes,
    keepAliveTimeout: 4_000,
    // However long the other side asks for: its connections are ours, too.
    keepAliveMaxTimeout: 4_000,
    connect: { lookup: checkedLookup(parts), timeout: parts.timeoutMs ?? 10_000 },
  })
  return {
    name: 'webhook',
    pace: { atOnce: 400, perLane: 2 },
    send: async (delivery, message, signal) => {
      const target = await parts.targetOf(delivery.recipient)
      if (target === null) return false
      if (message.payload === undefined) throw new DeliveryError('NO_PAYLOAD', { permanent: true })
      await post({ delivery, body: message.payload, target }, { parts, agent, signal })
      return true
    },
    close: () => agent.destroy(),
  }
}

type Call = { readonly delivery: Delivery; readonly body: string; readonly target: WebhookTarget }
type Line = { readonly parts: WebhookParts; readonly agent: Agent; readonly signal: AbortSignal }

async function post({ delivery, body, target }: Call, { parts, agent, signal }: Line): Promise<void> {
  const url = readWebhookAddress(target.url, parts.rules)
  if (!(url instanceof URL)) throw new DeliveryError(url, { permanent: false, parks: true })
  // A literal address is connected to without any look-up.
  if (isIP(bareHost(url)) !== 0) refusePrivate([bareHost(url)], parts.rules)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Noroshi',
    ...webhookHeaders({ id: delivery.id, timestamp: parts.nowSeconds(), body }, target.secrets),
  }
  const ends = AbortSignal.any([signal, AbortSignal.timeout(parts.timeoutMs ?? 10_000)])
  const status = await answerOf(() => request(url, { method: 'POST', headers, body, dispatcher: agent, signal: ends }))
  if (status >= 200 && status < 300) return
  throw new DeliveryError(`HTTP_${status}`, { permanent: false, parks: status === 410 })
}

/** Returns the status; what is answered beside it is of no use, and is not waited for. */
async function answerOf(call: () => ReturnType<typeof request>): Promise<number> {
  try {
    const { statusCode, body } = await call()
    // Read to its end or to the limit beside what goes on, so that the connection can be used again; cut off, it would be closed.
    body.dump({ limit: answerBytes }).catch(() => {})
    return statusCode
  } catch (error) {
    throw failureOf(error)
  }
}

function checkedLookup({ rules, resolveName }: WebhookParts): LookupFunction {
  const addressesOf = resolveName ?? (rules.allowPrivate ? machineNameAddresses() : publicNameAddresses())
  const find = async (name: string): Promise<readonly LookupAddress[]> => {
    const found = await addressesOf(name)
    refusePrivate(found, rules)
    return found.map((address): LookupAddress => ({ address, family: isIP(address) }))
  }
  return (name, options, done) => void answerLookup(find(name), options.all === true, done)
}

type LookupDone = Parameters<LookupFunction>[2]

async function answerLookup(finding: Promise<readonly LookupAddress[]>, all: boolean, done: LookupDone): Promise<void> {
  const found = await finding.catch((error: unknown) => (error instanceof Error ? error : new Error('No address', { cause: error })))
  if (found instanceof Error) return done(found, '', 0)
  if (all) return done(null, [...found])
  const [first] = found
  return done(null, first?.address ?? '', first?.family ?? 0)
}

/** One private address among several refuses all: which one is taken is not ours to say. */
function refusePrivate(addresses: readonly string[], { allowPrivate }: WebhookRules): void {
  if (addresses.length === 0) throw new DeliveryError('NAME_UNKNOWN', { permanent: false })
  if (!allowPrivate && !addresses.every(isPublicAddress)) throw new DeliveryError('ADDRESS_NOT_PUBLIC', { permanent: false })
}

/** Names what went wrong by a code alone: messages of connections repeat addresses. */
function failureOf(error: unknown): DeliveryError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof DeliveryError) return cause
  if (!(error instanceof Error)) return new DeliveryError('UNKNOWN', { permanent: false })
  if (error.name === 'TimeoutError') return new DeliveryError('TIMEOUT', { permanent: false })
  if (error.name === 'AbortError') return new DeliveryError('LEASE_LOST', { permanent: false })
  const { code } = error as { code?: unknown }
  return new DeliveryError(typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'CONNECTION_FAILED', { permanent: false })
}
