import type { Command } from '#runtime/command.ts'
import { verifyText } from './verify-text.ts'
import { watchText } from './watch-text.ts'

/** Commands that need nothing but files and the public log: they make the small file that can be downloaded. */
export const verifyOnlyCommands: readonly Command[] = [
  {
    name: 'verify',
    usage: 'FILE [--report FILE | --file FILE] [--policy FILE] [--root FILE] [--directory FILE]',
    summary: verifyText.verifySummary,
    examples: [
      'verify 0b6f1c6e.tlog-proof --policy policy.txt',
      'verify 0b6f1c6e.tlog-proof --report filed.json --policy policy.txt',
      'verify 5c1d20aa.case-bundle --policy policy.txt --lang ja',
      'verify warning.json --root directory-root.txt --policy policy.txt',
      'verify noroshi.mjs.tlog-proof --file noroshi.mjs --policy policy.txt',
    ],
    options: {
      report: { type: 'string' },
      file: { type: 'string' },
      policy: { type: 'string' },
      root: { type: 'string' },
      directory: { type: 'string' },
    },
    run: async (context) => (await import('./run-verify.ts')).runVerify(context),
  },
  {
    name: 'verify watch',
    usage: '[--policy FILE] [--state FILE] [--once] [--interval SECONDS] [--stall SECONDS]',
    summary: watchText.summary,
    examples: ['verify watch --policy policy.txt', 'verify watch --policy policy.txt --once --json', 'verify watch --stall 300'],
    options: {
      policy: { type: 'string' },
      state: { type: 'string' },
      once: { type: 'boolean' },
      interval: { type: 'string' },
      stall: { type: 'string' },
    },
    run: async (context) => (await import('./run-watch.ts')).runWatch(context),
  },
  {
    name: 'log policy',
    usage: '',
    summary: verifyText.policySummary,
    examples: ['log policy > policy.txt'],
    run: async (context) => (await import('./run-receipts.ts')).runPolicy(context),
  },
]

/** Commands about receipts: verify them, follow the log, keep its policy, and get those of a report or a case. */
export const verifyCommands: readonly Command[] = [
  ...verifyOnlyCommands,
  {
    name: 'report receipt',
    usage: 'REPORT-ID',
    summary: verifyText.receiptSummary,
    examples: ['report receipt 0b6f1c6e-… > report.tlog-proof'],
    run: async (context) => (await import('./run-receipts.ts')).runReceipt(context),
  },
  {
    name: 'report bundle',
    usage: 'INCIDENT-ID [FILE]',
    summary: verifyText.bundleSummary,
    examples: ['report bundle 5c1d20aa-…', 'report bundle 5c1d20aa-… case.case-bundle'],
    run: async (context) => (await import('./run-receipts.ts')).runBundle(context),
  },
]
