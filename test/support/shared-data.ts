import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Returns the path of a file of real data that lies beside the repository, or null where that folder is absent.
 *
 * @param path Below the folder of real data, for example `misp-events/kamino.json`.
 */
export function sharedData(path: string): string | null {
  const file = fileURLToPath(new URL(`../../../shared/data/${path}`, import.meta.url))
  return existsSync(file) ? file : null
}
