import { spawn, type ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { copyNewDemo } from './new-demo.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A running process of the program. */
export type RunningProgram = {
  readonly url: string
  readonly port: number
  readonly dataFolder: string
  readonly child: ChildProcess
  /** What it wrote to standard output so far. */
  readonly output: () => string
  /** What it wrote to standard error so far. */
  readonly complaints: () => string
  /** Stops it by SIGTERM, and removes its data unless `keepData`. */
  stop(options?: { readonly keepData?: boolean }): Promise<void>
}

/** How to start it. */
export type ProgramOptions = {
  readonly command?: string
  /** What follows the command. */
  readonly args?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly dataFolder?: string
  readonly port?: number
  /** Begins with nothing on disk; otherwise a demonstration of a run of tests begins with what a new one has made, which takes a third of the time. */
  readonly isNew?: boolean
}

const entry = fileURLToPath(new URL('../../src/main/noroshi.ts', import.meta.url))

/** Starts the demonstration, without its example reports, on a free port with data of its own, and returns when it is ready. */
export async function startDemo(options: ProgramOptions = {}): Promise<RunningProgram> {
  const dataFolder = options.dataFolder ?? (beginsAnew(options) ? undefined : await copyNewDemo(makeNewDemo))
  const { ready, ...program } = await launchProgram({ ...options, ...(dataFolder === undefined ? {} : { dataFolder }) })
  await ready
  return program
}

function beginsAnew({ command, environment = {}, isNew = false }: ProgramOptions): boolean {
  return isNew || command !== undefined || 'DATABASE_URL' in environment || 'NOROSHI_DEMO_EXAMPLES' in environment
}

async function makeNewDemo(dataFolder: string): Promise<void> {
  const program = await startDemo({ dataFolder })
  await program.stop({ keepData: true })
}

/** Starts it and does not wait: `ready` is fulfilled by its ready line, and rejected if it ends before. */
export async function launchProgram(options: ProgramOptions = {}): Promise<RunningProgram & { readonly ready: Promise<void> }> {
  const dataFolder = options.dataFolder ?? (await temporaryFolder())
  const port = options.port ?? (await freePort())
  const own = { NOROSHI_PORT: String(port), NOROSHI_DATA: dataFolder, NOROSHI_DEMO_EXAMPLES: '0' }
  const environment = { ...withoutOwn(process.env), ...own, ...options.environment }
  const child = spawn(process.execPath, [entry, options.command ?? 'start', ...(options.args ?? [])], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let complaints = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString('utf8')))
  const ready = whenReady(child, () => complaints)
  // Whoever does not wait for it learns of a failed start by other signs.
  ready.catch(() => {})
  return {
    url: `http://localhost:${port}`,
    port,
    dataFolder,
    child,
    ready,
    output: () => output,
    complaints: () => complaints,
    stop: async ({ keepData = false } = {}) => {
      child.kill('SIGTERM')
      await ended(child)
      if (!keepData) await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Returns a port that nothing listens on now. */
export function freePort(): Promise<number> {
  const probe = createServer()
  const { promise, resolve } = Promise.withResolvers<number>()
  probe.listen(0, 'localhost', () => {
    const address = probe.address()
    probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
  })
  return promise
}

/** Returns the environment of a test without settings of the person who runs it. */
export function withoutOwn(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('NOROSHI_') && name !== 'DATABASE_URL'))
}

async function whenReady(child: ChildProcess, complaints: () => string): Promise<void> {
  if (child.stdout === null) throw new TypeError('The program has no output')
  const end = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`The program ended with ${code}: ${complaints()}`))),
  )
  const ready = (async () => {
    for await (const line of createInterface({ input: child.stdout ?? process.stdin }))
      if ((JSON.parse(line) as { ready?: boolean }).ready === true) return
    throw new Error(`The program said nothing: ${complaints()}`)
  })()
  await Promise.race([ready, end])
}

/** Returns when `child` has ended, at once if it has already. */
export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  const { promise, resolve } = Promise.withResolvers<void>()
  child.once('exit', () => resolve())
  return promise
}
