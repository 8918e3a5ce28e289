import { runCommand } from '#cli/run-command.ts'
import { gatewayCommands } from '#gateway/gateway-command.ts'
import { owedCommand } from '#obligation/owed-command.ts'
import { rulebookCheckCommand } from '#obligation/rulebook-check-command.ts'
import { rulebookSimulateCommand } from '#obligation/rulebook-simulate-command.ts'
import { offlineCommands } from '#offline/offline-command.ts'
import { openCommand } from '#opening/open-command.ts'
import { recoveryCommands } from '#recovery/recovery-command.ts'
import { assessCommand } from '#report/assess-command.ts'
import { reportCommands } from '#report/report-command.ts'
import { verifyCommands } from '#verification/verify-command.ts'
import { warningsCommand } from '#warning/warnings-command.ts'
import { docsCommand } from './docs-command.ts'
import { processCommands } from './process-commands.ts'
import { recoveryPublishCommand } from './recovery-publish-command.ts'
import { walkthroughCommand } from './walkthrough-command.ts'

const interruption = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => interruption.abort())
// A reader that goes away (`noroshi … | head`) ends the command quietly.
process.stdout.on('error', () => process.exit(0))
// A terminal that went away must not keep the program from stopping what it runs.
process.stderr.on('error', () => {})

process.exitCode = await runCommand(
  process.argv.slice(2),
  [
    ...processCommands,
    assessCommand,
    rulebookCheckCommand,
    rulebookSimulateCommand,
    ...reportCommands,
    ...offlineCommands,
    openCommand,
    owedCommand,
    ...verifyCommands,
    ...recoveryCommands,
    recoveryPublishCommand,
    ...gatewayCommands,
    warningsCommand,
    walkthroughCommand,
    docsCommand,
  ],
  {
    environment: process.env,
    print: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    signal: interruption.signal,
  },
)

// What is open still, such as the connection of a client that sends nothing more, must not keep a process that is done.
setTimeout(() => process.exit(), 500).unref()
