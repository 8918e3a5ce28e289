import type { Command } from '#runtime/command.ts'
import { recoveryText } from './recovery-text.ts'

const shares = { share: { type: 'string', multiple: true }, bundle: { type: 'string' }, public: { type: 'string' } } as const

/** Commands of a recovery: those of the holders need no network, those of the platform leave entries. */
export const recoveryCommands: readonly Command[] = [
  {
    name: 'recovery create',
    usage: '--shares 5 --threshold 3 --out FOLDER',
    summary: recoveryText.createSummary,
    examples: ['recovery create --shares 5 --threshold 3 --out ceremony'],
    options: { shares: { type: 'string' }, threshold: { type: 'string' }, out: { type: 'string' } },
    run: async (context) => (await import('./run-ceremony.ts')).runCreate(context),
  },
  {
    name: 'recovery open',
    usage: '--share FILE … --bundle FILE [--public FILE] [--out FOLDER]',
    summary: recoveryText.openSummary,
    examples: ['recovery open --share share-1-of-5.txt --share share-3-of-5.txt --share share-4-of-5.txt --bundle recovery.json'],
    options: { ...shares, out: { type: 'string' } },
    run: async (context) => (await import('./run-ceremony.ts')).runOpenBundle(context),
  },
  {
    name: 'recovery rewrap',
    usage: '--share FILE … --bundle FILE --fingerprint HEX --out FILE [--public FILE]',
    summary: recoveryText.rewrapSummary,
    examples: [
      'recovery rewrap --share a.txt --share b.txt --share c.txt --bundle recovery.json --fingerprint 9f3a11c25d80… --out envelopes.json',
    ],
    options: { ...shares, fingerprint: { type: 'string' }, out: { type: 'string' } },
    run: async (context) => (await import('./run-ceremony.ts')).runRewrap(context),
  },
  {
    name: 'recovery export',
    usage: 'INCIDENT-ID… | --all --purpose TEXT --holders 3 --out FILE',
    summary: recoveryText.exportSummary,
    examples: ['recovery export 0b6f1c6e-… --purpose "all keys of the ministry were lost" --holders 3 --out recovery.json'],
    options: { all: { type: 'boolean' }, purpose: { type: 'string' }, holders: { type: 'string' }, out: { type: 'string' } },
    run: async (context) => (await import('./run-recovery.ts')).runExport(context),
  },
  {
    name: 'recovery return',
    usage: 'FILE',
    summary: recoveryText.returnSummary,
    examples: ['recovery return envelopes.json'],
    run: async (context) => (await import('./run-recovery.ts')).runReturn(context),
  },
]
