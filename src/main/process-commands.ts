import type { Command, CommandContext, Outcome } from '#runtime/command.ts'
import { processText } from './process-text.ts'
import type { ProcessKind } from './run-process.ts'
import { witnessText } from './witness-text.ts'

/** Commands that run processes. */
export const processCommands: readonly Command[] = [
  {
    name: 'start',
    usage: '',
    summary: processText.startSummary,
    examples: ['start', 'NOROSHI_PORT=9000 ./noroshi start'],
    run: (context) => runKind(context, 'all'),
  },
  { name: 'serve', usage: '', summary: processText.serveSummary, examples: ['serve'], run: (context) => runKind(context, 'server') },
  { name: 'worker', usage: '', summary: processText.workerSummary, examples: ['worker'], run: (context) => runKind(context, 'worker') },
  { name: 'gate', usage: '', summary: processText.gateSummary, examples: ['gate'], run: (context) => runKind(context, 'gate') },
  { name: 'log', usage: '', summary: processText.logSummary, examples: ['log'], run: (context) => runKind(context, 'log') },
  {
    name: 'log close',
    usage: '[--yes]',
    summary: processText.logCloseSummary,
    examples: ['log close', 'log close --yes'],
    options: { yes: { type: 'boolean' } },
    run: async (context) => (await import('./process-runs.ts')).runLogClose(context),
  },
  {
    name: 'witness',
    usage: '[--log KEY]... [--policy FILE] [--folder DIR] [--name NAME] [--host HOST] [--port PORT] [--socket PATH]',
    summary: witnessText.summary,
    examples: [
      'witness --name witness.example.jp/noroshi --policy policy.txt',
      'witness --folder ./witness --port 8099 --policy policy.txt',
    ],
    options: {
      log: { type: 'string', multiple: true },
      policy: { type: 'string' },
      folder: { type: 'string' },
      name: { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string' },
      socket: { type: 'string' },
    },
    run: async (context) => (await import('./run-witness.ts')).runWitness(context),
  },
  {
    name: 'migrate',
    usage: '',
    summary: processText.migrateSummary,
    examples: ['migrate'],
    run: async (context) => (await import('./process-runs.ts')).runMigrate(context),
  },
]

/** What a server needs is loaded when one is wanted, so that the client's commands answer at once. */
async function runKind(context: CommandContext, kind: ProcessKind): Promise<Outcome> {
  return (await import('./process-runs.ts')).runUntilInterrupted(context, kind)
}
