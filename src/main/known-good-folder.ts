import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonValue } from '#base/canonical-json.ts'
import { KnownGoodError, type KnownGoodList } from '#warning/gate/known-good.ts'
import { readWarninglist } from '#warning/gate/warninglist.ts'

/**
 * Returns the known-good lists of a folder: every `.json` file in it and below it, in the warninglist format of MISP; none without a folder.
 *
 * @throws {KnownGoodError} if one of them cannot be used: a gate that has read some of the lists protects nobody.
 */
export async function knownGoodFolder(folder: string | null): Promise<readonly KnownGoodList[]> {
  if (folder === null) return []
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw unreadable(folder, 'it is no folder that this user may read', cause)
  })
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json')).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(files.toSorted().map(readList))
}

async function readList(file: string): Promise<KnownGoodList> {
  try {
    return readWarninglist(JSON.parse(await readFile(file, 'utf8')) as JsonValue, file)
  } catch (cause) {
    if (cause instanceof KnownGoodError) throw cause
    throw unreadable(file, 'it is no JSON file that this user may read', cause)
  }
}

function unreadable(path: string, why: string, cause: unknown): KnownGoodError {
  return new KnownGoodError('KNOWN_GOOD_UNREADABLE', `Cannot use the known-good lists of ${path}: ${why}`, { cause })
}
