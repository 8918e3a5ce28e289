import type { Command } from '#runtime/command.ts'
import { agreementCommandTexts } from './agreement-text.ts'

/** Commands by which an operator agrees beforehand to the release of warnings, sees to what, and takes it back. */
export const agreementCommands: readonly Command[] = [
  {
    name: 'agreement',
    usage: '',
    summary: agreementCommandTexts.show,
    examples: ['agreement'],
    run: async (context) => (await import('./run-agreement.ts')).runAgreement(context),
  },
  {
    name: 'agreement give',
    usage: '--facts KIND --facts KIND … --tlp LEVEL --until DATE',
    summary: agreementCommandTexts.give,
    examples: ['agreement give --facts indicators --facts techniques --tlp green --until 2027-03-31'],
    options: { facts: { type: 'string', multiple: true }, tlp: { type: 'string' }, until: { type: 'string' } },
    run: async (context) => (await import('./run-agreement.ts')).runAgreementGive(context),
  },
  {
    name: 'agreement revoke',
    usage: '',
    summary: agreementCommandTexts.revoke,
    examples: ['agreement revoke'],
    run: async (context) => (await import('./run-agreement.ts')).runAgreementRevoke(context),
  },
]
