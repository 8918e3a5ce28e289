import type { ParseArgsConfig } from 'node:util'
import { CodedError } from '#base/coded-error.ts'
import type { Language, LocalText } from '#base/language.ts'
import type { Clock } from './clock.ts'
import type { ServiceClient } from './service-client.ts'

/** Exit codes of every command. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, validation: 3, authentication: 4, queued: 5, refused: 6, provisional: 7 } as const

/** How a command ended, by name. */
export type Outcome = keyof typeof exitCodes

/** A command that cannot do what it was asked; the message is a sentence for the person at the terminal. */
export class CommandError extends CodedError {
  readonly outcome: Outcome

  constructor(outcome: Outcome, code: string, message: string, options?: ErrorOptions) {
    super(code, message, options)
    this.outcome = outcome
  }
}

/** What a command works with. */
export type CommandContext = {
  /** Arguments after the command's name. */
  readonly args: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly language: Language
  /** True where answers go out as JSON. */
  readonly json: boolean
  /** Writes an answer to standard output. */
  readonly print: (text: string) => void
  /** Writes a message or progress to standard error. */
  readonly say: (text: LocalText | string) => void
  /** Asks the person at the terminal for a secret; absent where nobody sits there. */
  readonly ask?: ((question: LocalText) => Promise<string>) | undefined
  /** The server that NOROSHI_URL names, with the token of NOROSHI_TOKEN. */
  readonly client: ServiceClient
  readonly clock: Clock
  /** Ends when the person interrupts. */
  readonly signal: AbortSignal
}

/** One command of the command line. */
export type Command = {
  /** One or two words. */
  readonly name: string
  /** What follows the name, for example `FILE`. */
  readonly usage: string
  /** Options that are too many for `usage`, as `--help` of the command lists them. */
  readonly optionLines?: readonly string[]
  readonly summary: LocalText
  readonly examples: readonly string[]
  readonly options?: ParseArgsConfig['options']
  readonly run: (context: CommandContext) => Promise<Outcome>
}
