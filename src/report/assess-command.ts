import type { Command } from '#runtime/command.ts'
import { commandText } from './report-command-text.ts'

/** Answers from the law, on this machine alone: must I report, to whom, by when? On request the answer is recorded, or shown as it was. */
export const assessCommand: Command = {
  name: 'assess',
  usage: 'FACTS.json [--rules FOLDER] [--at INSTANT] [--record] | --recorded [ID]',
  summary: commandText.assessSummary,
  examples: [
    'assess facts.json',
    'assess facts.json --json',
    'assess facts.json --rules draft/',
    'assess facts.json --record',
    'assess --recorded',
    'assess --recorded 5b9f1b1e-3f4a-4c55-9d52-0a7d0f6f2c11',
  ],
  options: { rules: { type: 'string' }, at: { type: 'string' }, record: { type: 'boolean' }, recorded: { type: 'boolean' } },
  run: async (context) => (await import('./run-assess.ts')).runAssess(context),
}
