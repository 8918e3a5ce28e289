import type { TellExpected } from '#report/command-answers.ts'
import type { Command } from '#runtime/command.ts'
import { offlineText } from './offline-text.ts'

/** Returns the commands about filing without a network: make a kit, seal a report into a file, hand the file in. */
export function offlineCommands(tellExpected: TellExpected): readonly Command[] {
  return [
    {
      name: 'kit',
      usage: '--out FOLDER',
      summary: offlineText.kitSummary,
      examples: ['kit --out kit-2026'],
      options: { out: { type: 'string' } },
      run: async (context) => (await import('./run-kit.ts')).runKit(context),
    },
    {
      name: 'kit list',
      usage: '',
      summary: offlineText.kitListSummary,
      examples: ['kit list'],
      run: async (context) => (await import('./run-kit.ts')).runKitList(context),
    },
    {
      name: 'kit revoke',
      usage: 'KIT-ID',
      summary: offlineText.kitRevokeSummary,
      examples: ['kit revoke 0b6f1c6e-…'],
      run: async (context) => (await import('./run-kit.ts')).runKitRevoke(context),
    },
    {
      name: 'report seal',
      usage: 'FILE --offline --kit KITFILE --out FILE [--answers ANSWERS.json] [--code NUMBER] [--let-pass WORD …] [--preview]',
      summary: offlineText.sealSummary,
      examples: ['report seal first-report.json --offline --kit kit.json --out report.age'],
      options: {
        offline: { type: 'boolean' },
        kit: { type: 'string' },
        code: { type: 'string' },
        out: { type: 'string' },
        answers: { type: 'string' },
        'let-pass': { type: 'string', multiple: true },
        preview: { type: 'boolean' },
      },
      run: async (context) => (await import('./run-seal.ts')).runSeal(context, tellExpected),
    },
    {
      name: 'report hand-in',
      usage: 'FILE [--reached-at INSTANT] [--receipt FILE]',
      summary: offlineText.handInSummary,
      examples: [
        'report hand-in report.age',
        'report hand-in report.age --receipt report.tlog-proof',
        'report hand-in report.age --reached-at 2026-11-22T03:10:00+09:00',
      ],
      options: { 'reached-at': { type: 'string' }, receipt: { type: 'string' } },
      run: async (context) => (await import('./run-hand-in.ts')).runHandIn(context),
    },
  ]
}
