import type { Command } from '#runtime/command.ts'
import { processText } from './process-text.ts'

/** Writes or compares the documents that come from the code: the API, the schema, the settings. */
export const docsCommand: Command = {
  name: 'docs',
  usage: '[--check]',
  summary: processText.docsSummary,
  examples: ['docs', 'docs --check'],
  options: { check: { type: 'boolean' } },
  run: async (context) => (await import('./write-docs.ts')).runDocs(context),
}
