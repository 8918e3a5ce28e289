import type { Command } from '#runtime/command.ts'
import { warningsCommandText } from './warnings-command-text.ts'

/** Prints the newest warnings, or follows them as they are published. */
export const warningsCommand: Command = {
  name: 'warnings',
  usage: '[--watch] [--limit N]',
  summary: warningsCommandText.summary,
  examples: ['warnings', 'warnings --watch', 'warnings --watch --json'],
  options: { watch: { type: 'boolean' }, limit: { type: 'string' } },
  run: async (context) => (await import('./run-warnings.ts')).runWarnings(context),
}
