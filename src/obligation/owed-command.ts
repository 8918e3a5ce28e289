import type { Command } from '#runtime/command.ts'
import { owedCommandText } from './owed-command-text.ts'

/** Prints what is owed to whoever carries the token, the next limit first, or writes it as a calendar file. */
export const owedCommand: Command = {
  name: 'owed',
  usage: '[--ics FILE]',
  summary: owedCommandText.summary,
  examples: ['owed', 'owed --json', 'owed --ics deadlines.ics'],
  options: { ics: { type: 'string' } },
  run: async (context) => (await import('./run-owed.ts')).runOwed(context),
}
