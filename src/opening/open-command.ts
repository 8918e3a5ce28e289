import type { Command } from '#runtime/command.ts'
import { openCommandText } from './open-command-text.ts'

/** Opens a report as an officer: states the purpose, leaves the entry, decrypts on this machine. */
export const openCommand: Command = {
  name: 'report open',
  usage: 'REPORT-ID --purpose TEXT',
  summary: openCommandText.summary,
  examples: ['report open 0b6f1c6e-… --purpose "triage"'],
  options: { purpose: { type: 'string' } },
  run: async (context) => (await import('./run-open.ts')).runOpen(context),
}
