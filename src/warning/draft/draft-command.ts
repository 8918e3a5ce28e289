import type { Command } from '#runtime/command.ts'
import { draftCommandText } from './draft-command-text.ts'

/** Commands by which officers and releasers draft, approve and recall warnings. */
export const draftCommands: readonly Command[] = [
  {
    name: 'warning draft',
    usage: '[FILE] [--report ID] [--campaign ID] [--overrule REASON] [--unsigned]',
    summary: draftCommandText.draft,
    examples: [
      'warning draft --report 0b6f1c6e-…',
      'warning draft --campaign 0b6f1c6e-…',
      'warning draft warning.json',
      'warning draft warning.json --unsigned',
      'warning draft warning.json --overrule "The maker has warned of it in public"',
    ],
    options: {
      report: { type: 'string' },
      campaign: { type: 'string' },
      overrule: { type: 'string' },
      unsigned: { type: 'boolean' },
    },
    run: async (context) => (await import('./run-draft.ts')).runDraft(context),
  },
  {
    name: 'warning revise',
    usage: 'WARNING-ID FILE [--overrule REASON] [--unsigned]',
    summary: draftCommandText.revise,
    examples: ['warning revise 0b6f1c6e-… warning.json'],
    options: { overrule: { type: 'string' }, unsigned: { type: 'boolean' } },
    run: async (context) => (await import('./run-draft.ts')).runRevise(context),
  },
  {
    name: 'warning recall',
    usage: 'WARNING-ID --reason CODE [--indicator ID]…',
    summary: draftCommandText.recall,
    examples: ['warning recall 0b6f1c6e-… --reason false-positive', 'warning recall 0b6f1c6e-… --reason known-good --indicator 5c1d…'],
    options: { reason: { type: 'string' }, indicator: { type: 'string', multiple: true } },
    run: async (context) => (await import('./run-draft.ts')).runRecall(context),
  },
  {
    name: 'warning approve',
    usage: 'DRAFT-ID',
    summary: draftCommandText.approve,
    examples: ['warning approve 0b6f1c6e-…'],
    run: async (context) => (await import('./run-draft.ts')).runApprove(context),
  },
  {
    name: 'warning show',
    usage: '[DRAFT-ID]',
    summary: draftCommandText.show,
    examples: ['warning show', 'warning show 0b6f1c6e-…', 'warning show 0b6f1c6e-… --json'],
    run: async (context) => (await import('./run-draft.ts')).runShow(context),
  },
]
