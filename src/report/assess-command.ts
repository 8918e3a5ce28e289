import type { Command } from '#runtime/command.ts'
import { commandText } from './report-command-text.ts'

/** Answers from the law, on this machine alone: must I report, to whom, by when? */
export const assessCommand: Command = {
  name: 'assess',
  usage: 'FACTS.json [--rules FOLDER] [--at INSTANT]',
  summary: commandText.assessSummary,
  examples: ['assess facts.json', 'assess facts.json --json', 'assess facts.json --lang ja', 'assess facts.json --rules draft/'],
  options: { rules: { type: 'string' }, at: { type: 'string' } },
  run: async (context) => (await import('./run-assess.ts')).runAssess(context),
}
