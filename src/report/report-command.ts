import type { Command } from '#runtime/command.ts'
import { commandText } from './report-command-text.ts'

/** Commands of a filer: file a report, send again what waits. */
export const reportCommands: readonly Command[] = [
  {
    name: 'report file',
    usage: 'FILE [--answers ANSWERS.json] [--attach PATH …] [--dry-run]',
    summary: commandText.fileSummary,
    examples: [
      'report file first-report.json',
      'report file event.json --answers answers.json',
      'report file event.json --dry-run',
      'report file first-report.json --attach screen.png --attach server.log',
    ],
    options: { answers: { type: 'string' }, attach: { type: 'string', multiple: true }, 'dry-run': { type: 'boolean' } },
    run: async (context) => (await import('./run-report-commands.ts')).fileCommand(context),
  },
  {
    name: 'report resend',
    usage: '',
    summary: commandText.resendSummary,
    examples: ['report resend'],
    run: async (context) => (await import('./run-report-commands.ts')).resendCommand(context),
  },
]
