import { gatewayCommands } from '#gateway/gateway-command.ts'
import { clientCommands } from './client-commands.ts'
import { directoryServerCommands } from './administration-server-commands.ts'
import { docsCommand } from './docs-command.ts'
import { processCommands } from './process-commands.ts'
import { recoveryPublishCommand } from './recovery-publish-command.ts'
import { runTerminal } from './run-terminal.ts'
import { walkthroughCommand } from './walkthrough-command.ts'

// A command that works without a server on this machine goes among `clientCommands`, and with them into the file that can be downloaded.
// Any other is named in `left-out-commands.ts`.
await runTerminal([
  ...processCommands,
  ...clientCommands,
  recoveryPublishCommand,
  ...directoryServerCommands,
  ...gatewayCommands,
  walkthroughCommand,
  docsCommand,
])
