import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { readEventStream } from '#runtime/event-stream-reader.ts'
import { ServiceError } from '#runtime/service-client.ts'
import { indicatorTypeName } from '#indicator/indicator-type-name.ts'
import { tlpLabel } from '#stix/tlp-marking.ts'
import { techniqueLabel } from './render-text.ts'
import { lastValidDay } from './validity.ts'
import type { WarningBody } from './warning-body.ts'
import { actionTexts, actTexts, adviceTexts, happeningText, standingTexts, warningTitle, wrongTexts } from './warning-text.ts'
import { warningsCommandText } from './warnings-command-text.ts'

const shownIndicators = 10
const resumeSeconds = 2

/** Prints warnings, newest last; with `--watch` goes on until interrupted, across lost connections. */
export async function runWarnings(context: CommandContext): Promise<Outcome> {
  if (context.options['watch'] === true) return watch(context)
  const { warnings } = (await context.client.json(`/api/v1/warnings?limit=${readLimit(context)}`, { retries: 3 })) as unknown as {
    warnings: readonly WarningBody[]
  }
  if (warnings.length === 0) context.say(warningsCommandText.none)
  for (const warning of warnings.toReversed()) print(warning, context)
  return 'ok'
}

function readLimit(context: CommandContext): number {
  const text = context.options['limit'] ?? '20'
  const limit = typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > 100)
    throw new CommandError('usage', 'LIMIT_INVALID', `--limit is "${String(text)}", expected a whole number from 1 to 100`)
  return limit
}

async function watch(context: CommandContext): Promise<Outcome> {
  let lastEventId: string | null = null
  context.say(warningsCommandText.watching)
  while (!context.signal.aborted) {
    try {
      for await (const { id, event, data } of readEventStream(context.client, '/api/v1/warnings/stream', {
        signal: context.signal,
        ...(lastEventId === null ? {} : { lastEventId }),
      })) {
        lastEventId = id ?? lastEventId
        if (event === 'warning') print(JSON.parse(data) as WarningBody, context)
      }
    } catch (error) {
      if (context.signal.aborted) return 'ok'
      if (error instanceof ServiceError && error.status !== 0 && error.status !== 503) throw error
    }
    if (!context.signal.aborted) context.say(warningsCommandText.lost(resumeSeconds))
    await pause(context.signal)
  }
  return 'ok'
}

function print(warning: WarningBody, context: CommandContext): void {
  if (context.json) {
    context.print(JSON.stringify(warning))
    return
  }
  const { language } = context
  const indicators = warning.indicators
    .slice(0, shownIndicators)
    .map((one) => `  ${indicatorTypeName(one.type)[language]}  ${one.value}  [${adviceTexts[one.advice][language]}]`)
  const lines = [
    `■ ${warningTitle(warning, warning.act)[language]}  ${tlpLabel(warning.tlp)}  ${warning.publishedAt}  [${standingTexts[warning.state][language]}]`,
    `${warningsCommandText.number[language]} ${warning.id}`,
    ...(warning.act === 'release' ? [] : [actTexts[warning.act][language]]),
    `${warningsCommandText.todo[language]}:`,
    ...warning.actions.map((action, index) => `  ${index + 1}. ${actionTexts[action][language]}`),
    happeningText(warning.happening)[language],
    ...wrongLines(warning, context),
    ...(warning.indicators.length === 0 ? [] : [`${warningsCommandText.indicators(warning.indicators.length)[language]}:`]),
    ...indicators,
    ...(warning.indicators.length > shownIndicators
      ? [warningsCommandText.more(warning.indicators.length - shownIndicators)[language]]
      : []),
    ...listed(warningsCommandText.techniques[language], warning.techniques.map(techniqueLabel)),
    ...listed(warningsCommandText.cve[language], warning.cve),
    warningsCommandText.valid(warning.validFrom, lastValidDay(warning.validUntil).toString())[language],
    '',
  ]
  context.print(lines.filter((line, index) => line !== '' || index === lines.length - 1).join('\n'))
}

function listed(title: string, entries: readonly string[]): readonly string[] {
  return entries.length === 0 ? [] : [`${title}:`, ...entries.map((one) => `  ${one}`)]
}

function wrongLines({ knownWrong }: WarningBody, { language }: CommandContext): readonly string[] {
  if (knownWrong.length === 0) return []
  const shown = knownWrong
    .slice(0, shownIndicators)
    .map(({ type, value, reason }) => `  ${indicatorTypeName(type)[language]}  ${value}  [${wrongTexts[reason][language]}]`)
  const rest = knownWrong.length - shown.length
  return [
    `${warningsCommandText.wrong(knownWrong.length)[language]}:`,
    ...shown,
    ...(rest > 0 ? [warningsCommandText.more(rest)[language]] : []),
  ]
}

function pause(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, resumeSeconds * 1000)
  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(timer)
      resolve()
    },
    { once: true },
  )
  return promise
}
