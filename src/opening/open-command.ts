import type { Command } from '#runtime/command.ts'
import { openCommandText } from './open-command-text.ts'

/** Opens a report as an officer: states the purpose, leaves the entry, decrypts on this machine. */
export const openCommand: Command = {
  name: 'report open',
  usage: 'REPORT-ID --purpose TEXT [--attachments FOLDER]',
  summary: openCommandText.summary,
  examples: ['report open 0b6f1c6e-… --purpose "triage"', 'report open 0b6f1c6e-… --purpose "triage" --attachments evidence'],
  options: { purpose: { type: 'string' }, attachments: { type: 'string' } },
  run: async (context) => (await import('./run-open.ts')).runOpen(context),
}
