import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What a command did. */
export type CommandRun = { readonly exitCode: number | null; readonly output: string; readonly messages: string }

const entry = fileURLToPath(new URL('../../src/main/noroshi.ts', import.meta.url))

/** Runs one command of the command line in a process of its own, with no settings but `environment`. */
export function runCli(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<CommandRun> {
  const { promise, resolve, reject } = Promise.withResolvers<CommandRun>()
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env['PATH'], LANG: 'en_GB.UTF-8', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let messages = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (messages += chunk.toString('utf8')))
  child.once('error', reject)
  child.once('close', (exitCode) => resolve({ exitCode, output, messages }))
  return promise
}
