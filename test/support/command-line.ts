import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { withoutOwn } from './demo.ts'

/** What a command answered. */
export type CommandResult = { readonly code: number | null; readonly output: string; readonly complaints: string }

const longestRunMs = 120_000
const entry = fileURLToPath(new URL('../../src/main/noroshi.ts', import.meta.url))

/** Runs one command of the command line to its end, in `folder`, without the settings of whoever runs the tests; one that does not end is killed and has no code. */
export function runCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  folder: string = process.cwd(),
): Promise<CommandResult> {
  const { promise, resolve, reject } = Promise.withResolvers<CommandResult>()
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...withoutOwn(process.env), LC_ALL: 'C.UTF-8', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: folder,
    timeout: longestRunMs,
    killSignal: 'SIGKILL',
  })
  const output: Buffer[] = []
  const complaints: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk))
  child.once('error', reject)
  child.once('close', (code) =>
    resolve({ code, output: Buffer.concat(output).toString('utf8'), complaints: Buffer.concat(complaints).toString('utf8') }),
  )
  return promise
}
