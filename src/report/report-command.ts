import type { Command } from '#runtime/command.ts'
import type { TellExpected } from './command-answers.ts'
import { commandText } from './report-command-text.ts'

/** Returns the commands of a filer: file a report, send again what waits. */
export function reportCommands(tellExpected: TellExpected): readonly Command[] {
  return [
    {
      name: 'report file',
      usage: 'FILE [--answers ANSWERS.json] [--attach PATH …] [--let-pass WORD …] [--preview | --dry-run]',
      summary: commandText.fileSummary,
      examples: [
        'report file first-report.json',
        'report file event.json --answers answers.json',
        'report file event.json --preview',
        'report file event.json --dry-run',
        'report file first-report.json --attach screen.png --attach server.log',
      ],
      options: {
        answers: { type: 'string' },
        attach: { type: 'string', multiple: true },
        'let-pass': { type: 'string', multiple: true },
        preview: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
      },
      run: async (context) => (await import('./run-report-commands.ts')).fileCommand(context, tellExpected),
    },
    {
      name: 'report resend',
      usage: '',
      summary: commandText.resendSummary,
      examples: ['report resend'],
      run: async (context) => (await import('./run-report-commands.ts')).resendCommand(context),
    },
  ]
}
