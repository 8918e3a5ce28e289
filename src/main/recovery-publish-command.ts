import { recoveryText } from '#recovery/recovery-text.ts'
import type { Command } from '#runtime/command.ts'

/** Registers the public part of the national recovery key in the database of this installation. */
export const recoveryPublishCommand: Command = {
  name: 'recovery publish',
  usage: 'RECOVERY-PUBLIC.json',
  summary: recoveryText.publishSummary,
  examples: ['DATABASE_URL=postgresql://… ./noroshi recovery publish recovery-public.json'],
  run: async (context) => (await import('./process-runs.ts')).runPublishRecovery(context),
}
