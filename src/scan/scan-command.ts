import type { Command } from '#runtime/command.ts'
import { scanText } from './scan-text.ts'

/** Matches local logs against the shared indicators. */
export const scanCommand: Command = {
  name: 'scan',
  usage: '[LOG...] [--indicators FILE|URL]... [--format text|table] [--exit-code]',
  summary: scanText.summary,
  examples: [
    'scan /var/log/nginx/access.log',
    'scan access.log.gz firewall.log.zst --json',
    'zcat old.gz | ./noroshi scan -',
    'scan proxy.log --indicators event.json --format table',
  ],
  options: { indicators: { type: 'string', multiple: true }, format: { type: 'string' }, 'exit-code': { type: 'boolean' } },
  run: async (context) => (await import('./run-scan.ts')).runScan(context),
}
