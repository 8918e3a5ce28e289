import type { Command } from '#runtime/command.ts'
import { linkCommandText } from './link-command-text.ts'

/** Commands by which officers see what incidents have in common, decide about it, and see campaigns. */
export const linkCommands: readonly Command[] = [
  {
    name: 'links',
    usage: '[INCIDENT]',
    summary: linkCommandText.links,
    examples: ['links', 'links --json', 'links 0b6f1c6e-6d3a-4a52-9d1c-0c8f3b3f2a11'],
    run: async (context) => (await import('./run-links.ts')).runLinks(context),
  },
  {
    name: 'links confirm',
    usage: 'LINK',
    summary: linkCommandText.confirm,
    examples: ['links confirm 6f1f54b4-6d3a-4a52-9d1c-0c8f3b3f2a11'],
    run: async (context) => (await import('./run-links.ts')).runConfirmLink(context),
  },
  {
    name: 'links cut',
    usage: 'LINK --reason CODE',
    summary: linkCommandText.cut,
    examples: ['links cut 6f1f54b4-6d3a-4a52-9d1c-0c8f3b3f2a11 --reason coincidence'],
    options: { reason: { type: 'string' } },
    run: async (context) => (await import('./run-links.ts')).runCutLink(context),
  },
  {
    name: 'campaigns',
    usage: '',
    summary: linkCommandText.campaigns,
    examples: ['campaigns', 'campaigns --json'],
    run: async (context) => (await import('./run-campaigns.ts')).runCampaigns(context),
  },
  {
    name: 'campaigns show',
    usage: 'CAMPAIGN',
    summary: linkCommandText.show,
    examples: ['campaigns show 0b6f1c6e-6d3a-4a52-9d1c-0c8f3b3f2a11', 'campaigns show 0b6f1c6e-6d3a-4a52-9d1c-0c8f3b3f2a11 --json'],
    run: async (context) => (await import('./run-campaigns.ts')).runShowCampaign(context),
  },
]
