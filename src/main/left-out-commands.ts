import { CommandError, type Command } from '#runtime/command.ts'
import { processText } from './process-text.ts'

// Each needs the database, the build of the pages or the sources themselves.
const names = [
  'start',
  'serve',
  'worker',
  'gate',
  'log',
  'log close',
  'witness',
  'migrate',
  'gateway',
  'gateway init',
  'gateway enrol',
  'gateway person',
  'gateway search',
  'gateway open',
  'gateway status',
  'gateway acts',
  'recovery publish',
  'directory propose',
  'directory publish',
  'admin invite',
  'walkthrough',
  'docs',
] as const

/** Commands that the one file does not hold; each says so, and what to run instead. */
export const leftOutCommands: readonly Command[] = names.map((name) => ({
  name,
  usage: '',
  summary: processText.leftOut,
  examples: [],
  run: () => {
    throw new CommandError(
      'usage',
      'COMMAND_LEFT_OUT',
      `"${name}" is not in this one file: it needs the whole of Noroshi, with its database. Get that and run ./noroshi ${name}`,
    )
  },
}))
