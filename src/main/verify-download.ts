import '#cli/older-node.ts'
import { verifyOnlyCommands } from '#verification/verify-command.ts'
import { runTerminal } from './run-terminal.ts'

// What becomes `noroshi-verify.mjs`: verification alone, in one file that is short enough to be read, for any Node from 20 on.
await runTerminal(verifyOnlyCommands)
