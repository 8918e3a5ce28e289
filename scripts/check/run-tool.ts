import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** What a tool printed and how it ended. */
export type ToolRun = {
  /** Exit code; -1 where a signal ended it. */
  readonly code: number
  /** All of standard output, then all of standard error: no line of one is cut by the other. */
  readonly output: string
}

const longestSeconds = 900

// With any of these set, some tools print colours and frames although NO_COLOR forbids them, and the output cannot be read.
const unset = { CI: undefined, FORCE_COLOR: undefined, GITHUB_ACTIONS: undefined }

/**
 * Runs an installed tool in `root` and returns how it ended.
 *
 * @param command Name of a command of an installed package, then its arguments.
 * @throws {Error} if the tool is not installed, or has not ended after 15 minutes.
 */
export function runTool(root: string, command: readonly [string, ...string[]]): Promise<ToolRun> {
  const [name, ...parameters] = command
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`
  const child = spawn(name, parameters, {
    cwd: root,
    env: { ...process.env, PATH: path, NO_COLOR: '1', ...unset },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { promise, resolve, reject } = Promise.withResolvers<ToolRun>()
  const printed: Buffer[] = []
  const complained: Buffer[] = []
  const limit = setTimeout(() => {
    child.kill('SIGKILL')
    reject(new Error(`${command.join(' ')} did not end within ${longestSeconds} s`))
  }, longestSeconds * 1000)
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => complained.push(chunk))
  child.on('error', (cause) => reject(new Error(`Cannot run ${name}: is it installed?`, { cause })))
  child.on('close', (code) => {
    clearTimeout(limit)
    resolve({ code: code ?? -1, output: Buffer.concat([...printed, ...complained]).toString('utf8') })
  })
  return promise
}
