import type { Command } from '#runtime/command.ts'
import { rulebookCommandText } from './rulebook-command-text.ts'

const oneText = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const

/** Runs rule sets over incidents and says what they would bring, and what differs between them. */
export const rulebookSimulateCommand: Command = {
  name: 'rulebook simulate',
  usage:
    '[--incidents FILE] [--generate N] [--seed S] [--rules A] [--against B] [--delays FILE] [--incident ID] [--csv FILE] [--html FILE]',
  summary: rulebookCommandText.simulateSummary,
  examples: [
    'rulebook simulate --generate 100000 --seed 1 --html charts.html',
    'rulebook simulate --incidents incidents.jsonl --rules in-force --against drafts/eu --differences changed.jsonl',
    'rulebook simulate --rules in-force@2025-01-01 --against proposed --delays delays.json --csv counts.csv',
    'rulebook simulate --generate 1000 --against proposed --incident generated-1-17',
    'rulebook simulate --generate 5000 --seed 7 --year 2028 --write-incidents incidents.jsonl --json',
  ],
  options: {
    incidents: texts,
    generate: oneText,
    seed: oneText,
    year: oneText,
    rules: oneText,
    against: oneText,
    delays: oneText,
    incident: texts,
    differences: oneText,
    csv: oneText,
    html: oneText,
    'write-incidents': oneText,
  },
  run: async (context) => (await import('./run-rulebook-simulate.ts')).runRulebookSimulate(context),
}
