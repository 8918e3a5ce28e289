import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { CommandError, type CommandContext } from '#runtime/command.ts'
import { createServiceClient, ServiceError, type ServiceClient } from '#runtime/service-client.ts'
import { scanText } from './scan-text.ts'

const listPath = '/feeds/indicators.csv'

/** A list of indicators, unread. */
export type ListBytes = { readonly name: string; readonly bytes: Uint8Array }

/**
 * Returns the list that `source` names: a file, the address of a feed, or, where it is null, the server's own list.
 *
 * What comes over the network is kept with its version (ETag), asked for only if it has changed, and used where no answer comes.
 *
 * @throws {CommandError} if the file cannot be read; {@link ServiceError} if no answer came and nothing is kept.
 */
export async function fetchList(source: string | null, context: CommandContext): Promise<ListBytes> {
  if (source === null) return fromServer(context.client, listPath, context)
  if (!/^https?:\/\//.test(source)) return fromFile(source)
  const url = new URL(source)
  // The token is for the server that it was made for alone.
  const client = url.origin === new URL(context.client.url).origin ? context.client : createServiceClient(url.origin, null)
  return fromServer(client, `${url.pathname}${url.search}`, context)
}

async function fromFile(path: string): Promise<ListBytes> {
  try {
    return { name: path, bytes: ownBytes(await readFile(path)) }
  } catch (cause) {
    throw new CommandError('validation', 'INDICATORS_UNREADABLE', `Cannot read ${path}: expected a file that is there and may be read`, {
      cause,
    })
  }
}

async function fromServer(client: ServiceClient, path: string, context: CommandContext): Promise<ListBytes> {
  const name = `${client.url}${path}`
  const kept = keptList(name, context)
  const known = await kept.read()
  try {
    const headers: Record<string, string> = known === null ? {} : { 'if-none-match': known.version }
    const response = await client.fetch(path, { retries: 2, signal: context.signal, headers })
    const bytes = new Uint8Array(await response.arrayBuffer())
    await kept.write(bytes, response.headers.get('etag'))
    return { name, bytes }
  } catch (error) {
    if (!(error instanceof ServiceError) || known === null) throw error
    if (error.status === 304) return { name, bytes: known.bytes }
    if (error.status !== 0 && error.status < 500) throw error
    context.say(scanText.usesKept)
    return { name, bytes: known.bytes }
  }
}

/** Small files share the memory that Node keeps for them, which cannot be handed on. */
function ownBytes(bytes: Buffer): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)
}

type KeptList = {
  read(): Promise<{ readonly bytes: Uint8Array; readonly version: string } | null>
  write(bytes: Uint8Array, version: string | null): Promise<void>
}

/** What is kept of a list is for its reader alone: another token may read another one. */
function keptList(name: string, { environment }: CommandContext): KeptList {
  const cache = environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  const folder = join(cache, 'noroshi', 'lists')
  const reader = createHash('sha256').update(`${name}\n${environment['NOROSHI_TOKEN'] ?? ''}`)
  const file = join(folder, reader.digest('hex').slice(0, 32))
  return {
    read: async () => {
      const content = await readFile(file).catch(() => null)
      const end = content?.indexOf('\n') ?? -1
      return content === null || end < 0 ? null : { version: content.toString('utf8', 0, end), bytes: ownBytes(content.subarray(end + 1)) }
    },
    write: async (bytes, version) => {
      if (version === null) return
      await mkdir(folder, { recursive: true, mode: 0o700 })
      // Version and list in one file, so that neither is ever there without the other.
      await writeFile(`${file}.half`, Buffer.concat([Buffer.from(`${version}\n`), bytes]), { mode: 0o600 })
      await rename(`${file}.half`, file)
    },
  }
}
