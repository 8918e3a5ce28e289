import type { Command } from '#runtime/command.ts'
import { subscriptionCommandText } from './subscription-command-text.ts'

/** What a subscription can be asked by; `yes` or `no` for what is either. */
const asking = {
  name: { type: 'string' },
  form: { type: 'string' },
  language: { type: 'string' },
  digest: { type: 'string' },
  'digest-at': { type: 'string' },
  zone: { type: 'string' },
  kind: { type: 'string', multiple: true },
  'sector-group': { type: 'string', multiple: true },
  technique: { type: 'string', multiple: true },
  product: { type: 'string', multiple: true },
  'own-products': { type: 'string' },
  'confirmed-only': { type: 'string' },
  tlp: { type: 'string' },
  'show-name': { type: 'string' },
} as const satisfies Command['options']

const askingLines = [
  '[--name TEXT] [--form json|slack|teams] [--language ja|en]',
  '[--digest at-once|hourly|daily] [--digest-at HH:MM] [--zone ZONE]',
  '[--kind ransomware|ddos|other]… [--sector-group CODE]… [--technique ID]… [--product NAME]… [--own-products yes|no]',
  '[--confirmed-only yes|no] [--tlp LEVEL] [--show-name yes|no]',
]

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
    usage: 'ADDRESS [OPTION]…',
    optionLines: askingLines,
    summary: subscriptionCommandText.add,
    examples: ['subscription add https://hooks.example.jp/in', 'subscription add desk@example.jp --digest daily --kind ransomware'],
    options: asking,
    run: async (context) => (await import('./run-subscriptions.ts')).addSubscription(context),
  },
  {
    name: 'subscription change',
    usage: 'ID [--address ADDRESS] [OPTION]…',
    optionLines: askingLines,
    summary: subscriptionCommandText.change,
    examples: [
      'subscription change 7b0c… --kind ransomware --kind ddos',
      'subscription change 7b0c… --address https://hooks.example.jp/new',
    ],
    options: { ...asking, address: { type: 'string' } },
    run: async (context) => (await import('./run-subscriptions.ts')).changeSubscription(context),
  },
  {
    name: 'subscription confirm',
    usage: 'ID CODE',
    summary: subscriptionCommandText.confirm,
    examples: ['subscription confirm 7b0c… ABCDEFGH23'],
    run: async (context) => (await import('./run-subscriptions.ts')).confirmSubscription(context),
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
