import type { Command } from '#runtime/command.ts'
import { verifyText } from './verify-text.ts'

/** Commands about receipts: get one, keep the policy of the log, verify offline. */
export const receiptCommands: readonly Command[] = [
  {
    name: 'verify',
    usage: 'RECEIPT [--report FILE] [--policy FILE]',
    summary: verifyText.verifySummary,
    examples: ['verify 0b6f1c6e.tlog-proof --policy policy.txt', 'verify 0b6f1c6e.tlog-proof --report filed.json --policy policy.txt'],
    options: { report: { type: 'string' }, policy: { type: 'string' } },
    run: async (context) => (await import('./run-verify.ts')).runVerify(context),
  },
  {
    name: 'report receipt',
    usage: 'REPORT-ID',
    summary: verifyText.receiptSummary,
    examples: ['report receipt 0b6f1c6e-… > report.tlog-proof'],
    run: async (context) => (await import('./run-verify.ts')).runReceipt(context),
  },
  {
    name: 'log policy',
    usage: '',
    summary: verifyText.policySummary,
    examples: ['log policy > policy.txt'],
    run: async (context) => (await import('./run-verify.ts')).runPolicy(context),
  },
]
