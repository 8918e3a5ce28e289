import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const builtFrom = /\.(?:ts|tsx|css|html|json|svg)$/
const notBuiltFrom = /\.test\.tsx?$/

/**
 * Returns a hash over everything the pages are built from: the sources below `root/src`, the exact packages and the compiler's settings.
 *
 * Equal stamps mean equal pages. Tests and files of other kinds do not count.
 *
 * @param root Path of the repository.
 */
export async function sourceStamp(root: string): Promise<string> {
  const sources = (await readdir(join(root, 'src'), { recursive: true }))
    .filter((path) => builtFrom.test(path) && !notBuiltFrom.test(path))
    .map((path) => join('src', path))
    .toSorted()
  const paths = [...sources, 'package.json', 'package-lock.json', 'tsconfig.json']
  const contents = await Promise.all(paths.map((path) => readFile(join(root, path))))
  const hash = createHash('sha256')
  for (const [index, path] of paths.entries()) hash.update(`${path}\0${contents[index]?.length ?? 0}\0`).update(contents[index] ?? '')
  return hash.digest('hex')
}
