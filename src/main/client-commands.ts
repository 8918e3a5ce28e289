import { linkCommands } from '#campaign/link-command.ts'
import { owedCommand } from '#obligation/owed-command.ts'
import { rulebookCheckCommand } from '#obligation/rulebook-check-command.ts'
import { rulebookSimulateCommand } from '#obligation/rulebook-simulate-command.ts'
import { offlineCommands } from '#offline/offline-command.ts'
import { openCommand } from '#opening/open-command.ts'
import { shareCommand } from '#opening/share-command.ts'
import { recoveryCommands } from '#recovery/recovery-command.ts'
import { assessCommand } from '#report/assess-command.ts'
import { reportCommands } from '#report/report-command.ts'
import type { TellExpected } from '#report/command-answers.ts'
import type { Command } from '#runtime/command.ts'
import { sightingCommands } from '#sighting/sighting-command.ts'
import { scanCommand } from '#scan/scan-command.ts'
import { subscriptionCommands } from '#subscription/subscription-command.ts'
import { verifyCommands } from '#verification/verify-command.ts'
import { draftCommands } from '#warning/draft/draft-command.ts'
import { agreementCommands } from '#warning/agreement/agreement-command.ts'
import { warningsCommand } from '#warning/warnings-command.ts'
import { directoryCommands } from './administration-commands.ts'

/** Commands that need no server on this machine: they work from the one file that can be downloaded, too. */
export const clientCommands: readonly Command[] = [
  assessCommand,
  rulebookCheckCommand,
  rulebookSimulateCommand,
  ...reportCommands(tellExpected),
  ...offlineCommands(tellExpected),
  openCommand,
  shareCommand,
  ...recoveryCommands,
  owedCommand,
  ...directoryCommands,
  ...verifyCommands,
  warningsCommand,
  ...subscriptionCommands,
  ...draftCommands,
  ...linkCommands,
  ...agreementCommands,
  ...sightingCommands,
  scanCommand,
]

async function tellExpected(...[prepared, operator, context]: Parameters<TellExpected>): Promise<void> {
  const file = await import('#warning/tell-expected.ts')
  await file.tellExpected(prepared, operator, context)
}
