import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { openKeptSigner } from '#receipt/log-signer.ts'
import { createWitness } from '#receipt/witness.ts'
import { serveWitness, type WitnessAddress } from '#receipt/witness-server.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { createLogger } from '#runtime/logger.ts'
import { LogError } from '#transparency-log/log-error.ts'
import { parsePolicy } from '#transparency-log/policy.ts'
import type { Signer } from '#transparency-log/signer.ts'
import { formatVerifierKey, isKeyName, parseVerifierKey, type VerifierKey } from '#transparency-log/verifier-key.ts'
import { witnessText } from './witness-text.ts'

const keyFile = 'witness.json'
const longestSocketPath = 100

/** Runs a witness until it is interrupted. It needs neither the database nor any file of the installation that it watches. */
export async function runWitness(context: CommandContext): Promise<Outcome> {
  const folder = resolve(text(context, 'folder') ?? 'witness')
  const logs = await logKeys(context)
  const signer = await ownSigner(folder, text(context, 'name'))
  const witness = createWitness({ folder, signer, logs, clock: context.clock })
  const server = await listen(addressOf(context), (address) => serveWitness(witness, address, createLogger()))
  const verifierKey = formatVerifierKey(signer.key)
  context.print(JSON.stringify({ ready: true, url: server.url, verifierKey, logs: logs.length }))
  context.say(witnessText.policyLine(signer.key.name, verifierKey, server.url))
  if (logs.length === 0) context.say(witnessText.followsNone)
  for (const name of new Set(logs.map((key) => key.name))) context.say(witnessText.follows(name))
  await interrupted(context.signal)
  await server.stop()
  return 'ok'
}

async function ownSigner(folder: string, name: string | null): Promise<Signer> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const isNew = !(await readdir(folder)).includes(keyFile)
  if (isNew && (name === null || !isKeyName(name)))
    throw usage(
      'WITNESS_NAME_MISSING',
      'Name the witness at its first start, without spaces and plus signs: --name witness.example.jp/noroshi',
    )
  const signer = await openKeptSigner(folder, keyFile, { name: name ?? '', type: 'ed25519-cosignature' })
  if (name === null || name === signer.key.name) return signer
  const kept = `The key in ${folder} is called ${signer.key.name}, and a name never changes`
  throw usage('WITNESS_NAME_KEPT', `${kept}: leave --name out, or name another --folder`)
}

/** Keys of `--log`, and of the logs of the policy that `--policy` names. */
async function logKeys({ options }: CommandContext): Promise<readonly VerifierKey[]> {
  const named = Array.isArray(options['log']) ? options['log'].map(String) : []
  const file = options['policy']
  try {
    const policy = typeof file === 'string' ? parsePolicy(await readNamed(file)).logs.map(({ key }) => key) : []
    return [...named.map(parseVerifierKey), ...policy]
  } catch (error) {
    if (error instanceof LogError) throw usage('LOG_KEY_UNREADABLE', error.message)
    throw error
  }
}

async function readNamed(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw usage('FILE_UNREADABLE', `Cannot read ${file}`, cause)
  }
}

function addressOf(context: CommandContext): WitnessAddress {
  const socket = text(context, 'socket')
  if (socket !== null) {
    const path = resolve(socket)
    if (path.length > longestSocketPath)
      throw usage('SOCKET_TOO_LONG', `The socket ${path} has a path of more than ${longestSocketPath} characters`)
    return { path }
  }
  const port = Number(text(context, 'port') ?? 8099)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw usage('PORT_INVALID', 'Give a port from 0 to 65535')
  return { host: text(context, 'host') ?? '127.0.0.1', port }
}

async function listen<Server>(address: WitnessAddress, start: (address: WitnessAddress) => Promise<Server>): Promise<Server> {
  // What a killed witness left behind; one that runs keeps its folder by compare and set, whoever listens.
  if ('path' in address) await rm(address.path, { force: true })
  try {
    return await start(address)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    const place = 'path' in address ? address.path : `${address.host}:${address.port}`
    throw new CommandError('failed', 'START_FAILED', `Cannot start: the witness cannot listen on ${place} (${code})`, { cause })
  }
}

function text({ options }: CommandContext, name: string): string | null {
  const value = options[name]
  return typeof value === 'string' && value !== '' ? value : null
}

function usage(code: string, message: string, cause?: unknown): CommandError {
  return new CommandError('usage', code, message, { cause })
}

function interrupted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }))
}
