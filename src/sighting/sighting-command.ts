import type { Command } from '#runtime/command.ts'
import { outcomeWords } from './outcome-text.ts'
import { sightingCommandText } from './sighting-command-text.ts'

/** Commands about answers: give them, see those to a warning, and see what an own report achieved. */
export const sightingCommands: readonly Command[] = [
  {
    name: 'sighting',
    usage: 'seen|blocked|false-positive ID … [--withdraw]',
    summary: sightingCommandText.answerSummary,
    examples: [
      'sighting seen 6f1f54b4-6d3a-4a52-9d1c-0c8f3b3f2a11',
      'sighting false-positive 6f1f54b4-6d3a-4a52-9d1c-0c8f3b3f2a11',
      'sighting blocked 6f1f54b4-6d3a-4a52-9d1c-0c8f3b3f2a11 --withdraw',
    ],
    options: { withdraw: { type: 'boolean' } },
    run: async (context) => (await import('./run-sighting.ts')).answerCommand(context),
  },
  {
    name: 'sighting show',
    usage: 'WARNING',
    summary: sightingCommandText.showSummary,
    examples: ['sighting show 6f1f54b4-6d3a-4a52-9d1c-0c8f3b3f2a11', 'sighting show 6f1f54b4-6d3a-4a52-9d1c-0c8f3b3f2a11 --json'],
    run: async (context) => (await import('./run-sighting.ts')).showCommand(context),
  },
  {
    name: 'report outcome',
    usage: 'INCIDENT',
    summary: outcomeWords.summary,
    examples: ['report outcome 6f1f54b4-6d3a-4a52-9d1c-0c8f3b3f2a11', 'report outcome 6f1f54b4-6d3a-4a52-9d1c-0c8f3b3f2a11 --json'],
    run: async (context) => (await import('./run-outcome.ts')).outcomeCommand(context),
  },
]
