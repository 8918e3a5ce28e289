import type { Command } from '#runtime/command.ts'
import { shareCommandText } from './share-command-text.ts'

/** Lets a further authority open a report, as an officer who may open it: wraps the own half of its key for that authority on this machine. */
export const shareCommand: Command = {
  name: 'report share',
  usage: 'REPORT-ID --with CODE',
  summary: shareCommandText.summary,
  examples: ['report share 0b6f1c6e-… --with jp.npa'],
  options: { with: { type: 'string' } },
  run: async (context) => (await import('./run-share.ts')).runShare(context),
}
