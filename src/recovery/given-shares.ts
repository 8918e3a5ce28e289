import { readFile } from 'node:fs/promises'
import type { JsonValue } from '#base/canonical-json.ts'
import { utf8Text } from '#base/bytes.ts'
import { parseJson } from '#base/parse-json.ts'
import { RecoveryError } from '#envelope/recovery-error.ts'
import { fingerprintOfShare, joinRecoveryShares, readRecoveryShare, type RecoveryShare } from '#envelope/recovery-share.ts'
import { CommandError, type CommandContext } from '#runtime/command.ts'
import { readRecoveryPublicKey } from './recovery-key.ts'

const largestSheetBytes = 16 * 1024

/**
 * Returns the recovery key that the shares named by `--share` make, an age identity. It exists in the memory of this process alone.
 *
 * With `--public`, the public record of the ceremony, a share that was made anew is named even where no further share is at hand.
 *
 * @throws {CommandError} with the file of the share that is to blame: `SHARE_UNREADABLE`, `SHARE_ALTERED`, `SHARE_REPEATED`, `SHARE_FOREIGN`,
 *   `SHARE_FORGED`; `SHARES_TOO_FEW`.
 */
export async function joinGivenShares(context: CommandContext): Promise<string> {
  const paths = textsOf(context.options['share'])
  if (paths.length === 0)
    throw new CommandError('usage', 'SHARES_MISSING', 'Name the share files: --share FILE, once for each, as many as the ceremony asks for')
  const shares = await Promise.all(paths.map(readShareFile))
  await refuseForged(shares, paths, context)
  return joinRecoveryShares(shares).catch((error: unknown) => explain(error, paths))
}

/**
 * Returns the bytes of a file that the person named.
 *
 * @throws {CommandError} `FILE_UNREADABLE`.
 */
export async function bytesOfFile(path: string, mostBytes: number): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new CommandError('validation', 'FILE_UNREADABLE', `Cannot read ${path}: expected a file that this user may read`, { cause })
  })
  if (bytes.length > mostBytes)
    throw new CommandError(
      'validation',
      'FILE_TOO_LARGE',
      `Cannot read ${path}: it has ${bytes.length} bytes, expected at most ${mostBytes}`,
    )
  return bytes
}

/** Returns the JSON of a file that the person named, or null where it holds none. */
export async function jsonOfFile(path: string): Promise<JsonValue> {
  const bytes = await bytesOfFile(path, 64 * 1024 * 1024)
  try {
    return parseJson(bytes, { maxBytes: 64 * 1024 * 1024, maxDepth: 24, maxKeys: 1_000_000 })
  } catch {
    return null
  }
}

async function readShareFile(path: string): Promise<RecoveryShare> {
  const bytes = await bytesOfFile(path, largestSheetBytes)
  try {
    return readRecoveryShare(utf8Text(bytes))
  } catch (error) {
    if (error instanceof TypeError) throw new CommandError('validation', 'SHARE_UNREADABLE', `${path}: this is no text`, { cause: error })
    return explain(error, [path])
  }
}

async function refuseForged(shares: readonly RecoveryShare[], paths: readonly string[], context: CommandContext): Promise<void> {
  const path = context.options['public']
  if (typeof path !== 'string') return
  const known = readRecoveryPublicKey(await jsonOfFile(path))
  if (known === null)
    throw new CommandError('validation', 'RECOVERY_KEY_UNREADABLE', `Cannot read ${path}: expected the recovery-public.json of a ceremony`)
  const wrong = shares.findIndex((share) => known.shares[share.number - 1] !== fingerprintOfShare(share))
  if (wrong >= 0)
    throw new CommandError('validation', 'SHARE_FORGED', `${paths[wrong]}: this is not the share that the ceremony of ${path} made`)
}

function explain(error: unknown, paths: readonly string[]): never {
  if (!(error instanceof RecoveryError)) throw error
  const alone = paths.length === 1 ? paths[0] : undefined
  const path =
    error.place === null ? (error.code === 'SHARES_TOO_FEW' || error.code === 'SHARE_FORGED' ? undefined : alone) : paths[error.place]
  throw new CommandError('validation', error.code, path === undefined ? error.message : `${path}: ${error.message}`, { cause: error })
}

/** Returns the texts of an option that may be given several times. */
function textsOf(option: CommandContext['options'][string]): readonly string[] {
  if (typeof option === 'string') return [option]
  return Array.isArray(option) ? option.filter((one) => typeof one === 'string') : []
}
