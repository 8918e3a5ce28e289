import { parseArgs } from 'node:util'
import { isCodedError } from '#base/coded-error.ts'
import type { Language, LocalText } from '#base/language.ts'
import { systemClock } from '#runtime/clock.ts'
import { CommandError, exitCodes, type Command, type CommandContext, type Outcome } from '#runtime/command.ts'
import { readClientSettings } from '#runtime/config.ts'
import { SettingError } from '#runtime/setting.ts'
import { createServiceClient, ServiceError } from '#runtime/service-client.ts'
import { cliText } from './cli-text.ts'
import { nearestName } from '#base/nearest-name.ts'
import { printable } from './printable.ts'

/** What the command line runs in. */
export type Terminal = {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly print: (text: string) => void
  readonly say: (text: string) => void
  /** Asks for a secret that is not shown as it is typed; absent where nobody sits at a terminal. */
  readonly ask?: ((question: string) => Promise<string>) | undefined
  readonly signal: AbortSignal
}

const commonOptions = { json: { type: 'boolean' }, lang: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const

/** Runs the command that `words` name and returns the process's exit code. Every failure ends in one sentence on standard error. */
export async function runCommand(words: readonly string[], commands: readonly Command[], given: Terminal): Promise<number> {
  const terminal = withoutControls(given)
  const language = languageOf(words, terminal.environment)
  const command = findCommand(words, commands)
  if (command === null) return answerWithoutCommand(words, { commands, terminal, language })
  try {
    const { values, positionals } = parseArgs({
      args: words.slice(command.name.split(' ').length),
      options: { ...commonOptions, ...command.options },
      allowPositionals: true,
    })
    if (values.help === true) {
      terminal.print(helpOf(command, language))
      return exitCodes.ok
    }
    const environment = readClientSettings(terminal.environment)
    return exitCodes[await command.run(contextOf({ values, positionals, terminal: { ...terminal, environment }, language }))]
  } catch (error) {
    return reportFailure(error, { terminal, language, command })
  }
}

/** What commands print was often written by strangers. */
function withoutControls(terminal: Terminal): Terminal {
  const { print, say } = terminal
  return { ...terminal, print: (text) => print(printable(text)), say: (text) => say(printable(text)) }
}

function contextOf(how: {
  values: CommandContext['options']
  positionals: readonly string[]
  terminal: Terminal
  language: Language
}): CommandContext {
  const { values, positionals, terminal, language } = how
  const url = terminal.environment['NOROSHI_URL'] ?? `http://localhost:${terminal.environment['NOROSHI_PORT'] ?? '8080'}`
  return {
    args: positionals,
    options: values,
    environment: terminal.environment,
    language,
    json: values['json'] === true,
    print: terminal.print,
    say: (text) => terminal.say(typeof text === 'string' ? text : text[language]),
    ask: terminal.ask === undefined ? undefined : (question) => terminal.ask?.(question[language]) ?? Promise.resolve(''),
    client: createServiceClient(url.replace(/\/$/, ''), terminal.environment['NOROSHI_TOKEN'] ?? null),
    clock: systemClock(),
    signal: terminal.signal,
  }
}

function languageOf(words: readonly string[], environment: Terminal['environment']): Language {
  const asked = words[words.indexOf('--lang') + 1]
  if (words.includes('--lang') && (asked === 'ja' || asked === 'en')) return asked
  return /^ja/i.test(environment['LC_ALL'] ?? environment['LANG'] ?? '') ? 'ja' : 'en'
}

function findCommand(words: readonly string[], commands: readonly Command[]): Command | null {
  const byLength = commands.toSorted((left, right) => right.name.length - left.name.length)
  return byLength.find(({ name }) => name.split(' ').every((part, index) => words[index] === part)) ?? null
}

function answerWithoutCommand(
  words: readonly string[],
  how: { commands: readonly Command[]; terminal: Terminal; language: Language },
): number {
  const { commands, terminal, language } = how
  const asked = words.filter((word) => !word.startsWith('-'))
  if (asked.length === 0) {
    terminal.print(overview(commands, language))
    return words.includes('--help') || words.includes('-h') ? exitCodes.ok : exitCodes.usage
  }
  const near = nearestName(
    asked.slice(0, 2).join(' '),
    commands.map(({ name }) => name),
  )
  terminal.say(cliText.unknownCommand(asked[0] ?? '')[language])
  if (near !== null) terminal.say(cliText.didYouMean(near)[language])
  terminal.say(cliText.seeHelp[language])
  return exitCodes.usage
}

function overview(commands: readonly Command[], language: Language): string {
  // What a command takes is often longer than a terminal is wide: the explanation stands below it.
  const lines = commands.flatMap((one) => [`  ${one.name} ${one.usage}`.trimEnd(), `      ${one.summary[language]}`])
  return [cliText.title[language], '', ...lines, '', cliText.everyCommand[language]].join('\n')
}

function helpOf(command: Command, language: Language): string {
  return [
    `noroshi ${command.name} ${command.usage}`,
    '',
    command.summary[language],
    '',
    ...(command.optionLines ?? []).map((line) => `  ${line}`),
    ...(command.optionLines === undefined ? [] : ['']),
    ...command.examples.map((example) => `  $ ${example.includes('./noroshi ') ? example : `./noroshi ${example}`}`),
  ].join('\n')
}

function reportFailure(error: unknown, how: { terminal: Terminal; language: Language; command: Command }): number {
  const { terminal, language, command } = how
  if (isUsageFault(error)) {
    terminal.say(error.message)
    terminal.say(helpOf(command, language))
    return exitCodes.usage
  }
  if (error instanceof ServiceError) {
    terminal.say(describe(cliText.failed(error.message, error.code), language))
    for (const { pointer, detail } of error.pointers) terminal.say(`  ${pointer}: ${detail}`)
    return exitCodes[outcomeOf(error)]
  }
  if (isCodedError(error)) {
    terminal.say(describe(cliText.failed(error.message, error.code), language))
    return exitCodes[outcomeOfCode(error)]
  }
  // Nobody foresaw this one: its place helps whoever mends it, and what it says may repeat a report, so it is left out.
  const place = error instanceof Error ? (error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '').trim() : ''
  terminal.say(`${cliText.fault[language]} (${error instanceof Error ? error.name : typeof error} ${place})`)
  return exitCodes.failed
}

function describe(text: LocalText, language: Language): string {
  return text[language]
}

function isUsageFault(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('ERR_PARSE_ARGS')
}

function outcomeOfCode(error: Error): Outcome {
  if (error instanceof CommandError) return error.outcome
  return error instanceof SettingError ? 'usage' : 'failed'
}

function outcomeOf(error: ServiceError): Outcome {
  if (error.status === 401 || error.status === 403) return 'authentication'
  if (error.status === 0 || error.status === 503) return 'failed'
  if (error.status === 422 || error.status === 400 || error.status === 413) return 'validation'
  return 'refused'
}
