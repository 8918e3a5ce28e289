import type { Command } from '#runtime/command.ts'
import { administrationText } from './administration-text.ts'

/** Commands about them for the machine of the server alone. */
export const directoryServerCommands: readonly Command[] = [
  {
    name: 'directory propose',
    usage: '--out FILE',
    summary: administrationText.proposeSummary,
    examples: ['directory propose --out directory-3.txt'],
    options: { out: { type: 'string' } },
    run: async (context) => (await import('./run-directory-server.ts')).runPropose(context),
  },
  {
    name: 'directory publish',
    usage: 'FILE',
    summary: administrationText.publishSummary,
    examples: ['directory publish directory-3.signed'],
    run: async (context) => (await import('./run-directory-server.ts')).runPublish(context),
  },
  {
    name: 'admin invite',
    usage: 'AUTHORITY-CODE NAME-JA NAME-EN',
    summary: administrationText.adminInviteSummary,
    examples: ['admin invite jp.minister.meti "山田 花子" "Hanako Yamada"'],
    run: async (context) => (await import('./run-directory-server.ts')).runAdminInvite(context),
  },
]
