import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { browserBuild } from './browser-build.ts'
import { sourceStamp } from './source-stamp.ts'

/** The pages, ready to be served. */
export type BuiltWeb = {
  /** Path of the folder that holds `index.html` and the hashed files; everything in it may be public. */
  readonly folder: string
  /** Whether the sources had changed, so that the pages were built now. */
  readonly isFresh: boolean
}

/** Where to build. */
export type BuildOptions = {
  /** Path of the repository; the one this file is in by default. */
  readonly root?: string
  /** Called once before building, which takes some seconds; never called when nothing changed. */
  readonly onBuild?: () => void
}

/**
 * Builds the pages, and what can be downloaded, into `dist/web`, or leaves them as they are where nothing they are built from has changed.
 *
 * The pages are built beside the old ones and take their place at once, so that a build that fails or is killed leaves the old ones;
 * two builds at the same time do not disturb each other.
 *
 * @throws {Error} of Vite if the sources cannot be built.
 */
export async function buildWeb(options: BuildOptions = {}): Promise<BuiltWeb> {
  const root = options.root ?? fileURLToPath(new URL('../..', import.meta.url))
  const folder = join(root, 'dist/web')
  const stamp = await sourceStamp(root)
  if ((await readStamp(folder)) === stamp) return { folder, isFresh: false }
  options.onBuild?.()
  const beside = join(root, `dist/web-${process.pid}`)
  await rm(beside, { recursive: true, force: true })
  await runVite(root, beside)
  // Loads the builder, which is large, only when there is something to build.
  await (await import('./build-downloads.ts')).buildDownloads(root, beside)
  await writeFile(join(beside, stampName), stamp)
  // Another process may have built the same meanwhile.
  if ((await readStamp(folder)) === stamp) await rm(beside, { recursive: true, force: true })
  else await putInPlace(beside, folder)
  return { folder, isFresh: true }
}

const stampName = 'build.txt'

async function readStamp(folder: string): Promise<string | null> {
  return readFile(join(folder, stampName), 'utf8').catch(() => null)
}

async function putInPlace(beside: string, folder: string): Promise<void> {
  const old = `${beside}-old`
  await mkdir(join(folder, '..'), { recursive: true })
  // Where another build has just put its folder in place, that one is moved away in turn.
  for (let attempt = 0; attempt < 5; attempt++) {
    await rename(folder, old).catch(ignoreAbsence)
    const isPlaced = await rename(beside, folder).then(
      () => true,
      () => false,
    )
    await rm(old, { recursive: true, force: true })
    if (isPlaced) return
  }
  throw new Error(`Cannot put the built pages in place: ${folder} keeps changing`)
}

function ignoreAbsence(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
}

async function runVite(root: string, outDir: string): Promise<void> {
  // These are large: they are loaded only when there is something to build.
  const [{ build }, { default: tailwind }, { default: react }] = await Promise.all([
    import('vite'),
    import('@tailwindcss/vite'),
    import('@vitejs/plugin-react'),
  ])
  await build({
    ...browserBuild,
    root: join(root, 'src/web'),
    plugins: [react(), tailwind()],
    build: {
      ...browserBuild.build,
      outDir,
      license: { fileName: 'licences.txt' },
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'vendor', test: vendor }] } } },
    },
  })
}

// What every page needs from packages, in one file that stays in caches when only our own code changes.
const vendor = /node_modules\/(?:react|react-dom|scheduler|@tanstack\/[\w-]+|use-intl|intl-messageformat|@formatjs\/[\w-]+)\//
