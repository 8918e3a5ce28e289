import type { Command } from '#runtime/command.ts'
import { rulebookCommandText } from './rulebook-command-text.ts'

/** Checks the rulebooks in a folder, or those of this program: what is wrong, in which file, on which line, and what was expected. */
export const rulebookCheckCommand: Command = {
  name: 'rulebook check',
  usage: '[FOLDER]',
  summary: rulebookCommandText.checkSummary,
  examples: ['rulebook check', 'rulebook check src/rulebook/jp', 'rulebook check rules --json'],
  run: async (context) => (await import('./run-rulebook-check.ts')).runRulebookCheck(context),
}
