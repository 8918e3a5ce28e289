import { askInSecret } from '#cli/ask-in-secret.ts'
import { runCommand } from '#cli/run-command.ts'
import type { Command } from '#runtime/command.ts'

/** Runs the command that the process was called with, on its streams, and sets its exit code. */
export async function runTerminal(commands: readonly Command[]): Promise<void> {
  const interruption = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => interruption.abort())
  // A reader that goes away (`noroshi … | head`) ends the command quietly.
  process.stdout.on('error', () => process.exit(0))
  // A terminal that went away must not keep the program from stopping what it runs.
  process.stderr.on('error', () => {})
  process.exitCode = await runCommand(process.argv.slice(2), commands, {
    environment: process.env,
    print: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    ask: askInSecret(),
    signal: interruption.signal,
  })
  // What is open still, such as the connection of a client that sends nothing more, must not keep a process that is done.
  setTimeout(() => process.exit(), 500).unref()
}
