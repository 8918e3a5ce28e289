import '#cli/older-node.ts'
import { isScanThread } from '#scan/scan-thread.ts'
import { clientCommands } from './client-commands.ts'
import { leftOutCommands } from './left-out-commands.ts'
import { runTerminal } from './run-terminal.ts'

// What becomes `noroshi.mjs`: the whole command line in one file, for any Node from 20 on.
// It is also what its own threads run.
if (!isScanThread()) await runTerminal([...clientCommands, ...leftOutCommands])
