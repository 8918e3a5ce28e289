import type { Command } from '#runtime/command.ts'
import { administrationText } from './administration-text.ts'

/** Commands about the directory of keys and the members of authorities, for any machine; those of the root need no network. */
export const directoryCommands: readonly Command[] = [
  {
    name: 'directory root create',
    usage: '--out FOLDER [--name NAME]',
    summary: administrationText.rootSummary,
    examples: ['directory root create --out ceremony --name keys.example.go.jp/directory'],
    options: { out: { type: 'string' }, name: { type: 'string' } },
    run: async (context) => (await import('./run-directory-root.ts')).runRootCreate(context),
  },
  {
    name: 'directory sign',
    usage: 'FILE --root KEYFILE --out FILE',
    summary: administrationText.signSummary,
    examples: ['directory sign directory-3.txt --root ceremony/directory-root.key --out directory-3.signed'],
    options: { root: { type: 'string' }, out: { type: 'string' } },
    run: async (context) => (await import('./run-directory-root.ts')).runSign(context),
  },
  {
    name: 'directory show',
    usage: '[FILE]',
    summary: administrationText.showSummary,
    examples: ['directory show', 'directory show directory-3.signed'],
    run: async (context) => (await import('./run-directory-client.ts')).runShow(context),
  },
  {
    name: 'directory trust',
    usage: 'FINGERPRINT',
    summary: administrationText.trustSummary,
    examples: ['directory trust "12345 67890 12345 67890 12345 67890 12345 67890"'],
    run: async (context) => (await import('./run-directory-client.ts')).runTrust(context),
  },
  {
    name: 'authority members',
    usage: '',
    summary: administrationText.membersSummary,
    examples: ['authority members', 'authority members --json'],
    run: async (context) => (await import('./run-members.ts')).runMembers(context),
  },
  {
    name: 'authority invite',
    usage: 'NAME-JA NAME-EN --role ROLE…',
    summary: administrationText.inviteSummary,
    examples: ['authority invite "山田 花子" "Hanako Yamada" --role officer'],
    options: { role: { type: 'string', multiple: true } },
    run: async (context) => (await import('./run-members.ts')).runInvite(context),
  },
  {
    name: 'authority approve',
    usage: 'PERSON-ID --fingerprint DIGITS',
    summary: administrationText.approveSummary,
    examples: ['authority approve 0b6f1c6e-… --fingerprint "12345 67890 12345 67890 12345 67890 12345 67890"'],
    options: { fingerprint: { type: 'string' } },
    run: async (context) => (await import('./run-members.ts')).runApprove(context),
  },
  {
    name: 'authority remove',
    usage: 'PERSON-ID',
    summary: administrationText.removeSummary,
    examples: ['authority remove 0b6f1c6e-…'],
    run: async (context) => (await import('./run-members.ts')).runRemove(context),
  },
  {
    name: 'authority rotate',
    usage: '',
    summary: administrationText.rotateSummary,
    examples: ['authority rotate'],
    run: async (context) => (await import('./run-members.ts')).runRotate(context),
  },
  {
    name: 'authority first-key',
    usage: '',
    summary: administrationText.firstKeySummary,
    examples: ['authority first-key'],
    run: async (context) => (await import('./run-members.ts')).runFirstKey(context),
  },
]
