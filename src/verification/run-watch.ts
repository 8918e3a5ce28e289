import { setTimeout as wait } from 'node:timers/promises'
import { isCodedError } from '#base/coded-error.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { LogError } from '#transparency-log/log-error.ts'
import { tilePath } from '#transparency-log/tile.ts'
import { choosePolicy } from './choose-policy.ts'
import { followLog, LogAlarm, type FollowedHead, type LogView } from './watch-log.ts'
import { keepEvidence, keepFollowed, ownStateFile, readFollowed } from './watch-state.ts'
import { watchText } from './watch-text.ts'

const longestSeconds = 86_400
const answerSeconds = 30
const longestHead = 256 * 1024

type Watch = {
  readonly context: CommandContext
  readonly file: string
  readonly stallSeconds: number
  readonly policy: LogView['policy']
}

/** Follows the heads of a log: once, or until interrupted. Ends with `failed` where there was an alarm. */
export async function runWatch(context: CommandContext): Promise<Outcome> {
  const stated = context.options['state']
  const file = typeof stated === 'string' ? stated : ownStateFile(context.client.url, context.environment)
  const intervalSeconds = readSeconds(context, 'interval', 30)
  const watch = { context, file, stallSeconds: readSeconds(context, 'stall', 120), policy: await policyOf(context) }
  // Read before anything is said: a file that cannot be used ends it here.
  await readFollowed(file)
  if (watch.policy.quorum === null) context.say(watchText.unwitnessed)
  if (context.options['once'] === true) return (await lookOnce(watch, nowSeconds(context))) === 'seen' ? 'ok' : 'failed'
  context.say(watchText.watching(context.client.url, file))
  let alarms = 0
  let lastSeenAt = nowSeconds(context)
  while (!context.signal.aborted) {
    const outcome = await lookOnce(watch, lastSeenAt)
    if (outcome === 'alarm') alarms += 1
    if (outcome !== 'away') lastSeenAt = nowSeconds(context)
    await wait(intervalSeconds * 1000, undefined, { signal: context.signal }).catch(() => {})
  }
  return alarms === 0 ? 'ok' : 'failed'
}

async function policyOf(context: CommandContext): Promise<LogView['policy']> {
  try {
    return await choosePolicy(context)
  } catch (error) {
    if (error instanceof LogError) throw new CommandError('usage', error.code, error.message, { cause: error })
    throw error
  }
}

function readSeconds({ options }: CommandContext, name: string, usual: number): number {
  const text = options[name] ?? String(usual)
  const seconds = typeof text === 'string' && /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (seconds >= 1 && seconds <= longestSeconds) return seconds
  throw new CommandError('usage', 'SECONDS_INVALID', `--${name} is "${String(text)}", expected whole seconds from 1 to ${longestSeconds}`)
}

/** Looks at the log once and tells what it saw; `away` where the log could not be looked at, which becomes an alarm after a while. */
async function lookOnce(watch: Watch, lastSeenAt: number): Promise<'seen' | 'alarm' | 'away'> {
  const { context, file } = watch
  const now = nowSeconds(context)
  try {
    const followed = await readFollowed(file)
    const head = await followLog(followed, viewOf(watch, now))
    await keepFollowed(file, followed, head)
    tellHead(context, followed, head)
    return 'seen'
  } catch (error) {
    if (error instanceof LogAlarm) return await tellAlarm(watch, error)
    if (context.signal.aborted) return 'away'
    // What is no alarm is a log that does not answer, or answers something else; anything else is our own fault and ends the watch.
    if (error instanceof CommandError || !isCodedError(error)) throw error
    const silentSeconds = now - lastSeenAt
    if (silentSeconds > watch.stallSeconds)
      return await tellAlarm(watch, new LogAlarm('HEAD_STALLED', watchText.silent(silentSeconds, watch.stallSeconds)[context.language]))
    if (context.json) context.print(JSON.stringify({ event: 'away', code: error.code, message: error.message }))
    context.say(watchText.away(error.message))
    return 'away'
  }
}

function viewOf({ context, policy, stallSeconds }: Watch, now: number): LogView {
  const read = async (path: string) => {
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(answerSeconds * 1000)])
    return await context.client.fetch(path, { retries: 2, signal })
  }
  return {
    policy,
    stallSeconds,
    now,
    checkpoint: async () => (await (await read('/log/checkpoint')).text()).slice(0, longestHead),
    tiles: async (tile) => new Uint8Array(await (await read(`/log/${tilePath(tile)}`)).arrayBuffer()),
  }
}

function tellHead(context: CommandContext, followed: readonly FollowedHead[], head: FollowedHead): void {
  const { origin, size, root, witnessedAt } = head
  const before = followed.find((one) => one.origin === origin)
  const event = before === undefined ? 'first' : before.size === size ? 'same' : 'grown'
  if (context.json) context.print(JSON.stringify({ event, origin, size, root: root.toHex(), witnessedAt }))
  else if (before === undefined) context.print(watchText.first(origin, size)[context.language])
  else if (event === 'grown') context.print(watchText.grown(origin, before.size, size)[context.language])
  else if (context.options['once'] === true) context.print(watchText.same(origin, size)[context.language])
}

async function tellAlarm({ context, file }: Watch, alarm: LogAlarm): Promise<'alarm'> {
  const evidence = await keepEvidence(file, alarm)
  if (context.json) context.print(JSON.stringify({ event: 'alarm', code: alarm.code, message: alarm.message, evidence }))
  context.say(watchText.alarm(alarm.code, alarm.message))
  if (evidence !== null) context.say(watchText.evidence(evidence))
  return 'alarm'
}

function nowSeconds({ clock }: CommandContext): number {
  return Math.floor(clock.now().epochMilliseconds / 1000)
}
