import type { Command } from '#runtime/command.ts'
import { subscriptionCommandText } from './subscription-command-text.ts'

/** Commands that list and change the subscriptions of the own organisation. */
export const subscriptionCommands: readonly Command[] = [
  {
    name: 'subscription list',
    usage: '',
    summary: subscriptionCommandText.list,
    examples: ['subscription list', 'subscription list --json'],
    run: async (context) => (await import('./run-subscriptions.ts')).listSubscriptions(context),
  },
  {
    name: 'subscription add',
    usage: 'ADDRESS',
    summary: subscriptionCommandText.add,
    examples: ['subscription add https://hooks.example.jp/in', 'subscription add desk@example.jp --digest daily --kind ransomware'],
    options: {
      name: { type: 'string' },
      form: { type: 'string' },
      digest: { type: 'string' },
      kind: { type: 'string', multiple: true },
      technique: { type: 'string', multiple: true },
      product: { type: 'string', multiple: true },
      tlp: { type: 'string' },
    },
    run: async (context) => (await import('./run-subscriptions.ts')).addSubscription(context),
  },
  {
    name: 'subscription log',
    usage: 'ID',
    summary: subscriptionCommandText.log,
    examples: ['subscription log 7b0c…'],
    run: async (context) => (await import('./run-subscriptions.ts')).logSubscription(context),
  },
  ...(['pause', 'resume', 'test', 'secret', 'remove'] as const).map((act): Command => ({
    name: `subscription ${act}`,
    usage: 'ID',
    summary: subscriptionCommandText[act],
    examples: [`subscription ${act} 7b0c…`],
    run: async (context) => (await import('./run-subscriptions.ts')).actOnSubscription(context, act),
  })),
]
