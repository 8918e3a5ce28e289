import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { build } from 'vite'
import { type programNames, servedListName } from '#receipt/served-file.ts'
import { buildFiler } from './build-filer.ts'

/** The programs that anybody can download, and what they are built from: each holds all it needs besides Node 20 or newer. */
const downloads = {
  'noroshi-verify.mjs': 'src/main/verify-download.ts',
  'noroshi.mjs': 'src/main/noroshi-download.ts',
} as const satisfies Readonly<Record<(typeof programNames)[number], string>>

/**
 * Builds the files that can be downloaded into `download/` of the built pages, and the list of the hashes of everything in `pages`.
 *
 * The programs are not minified, so that whoever must trust them can read them. The same sources give the same bytes.
 */
export async function buildDownloads(root: string, pages: string): Promise<void> {
  for (const [name, entry] of Object.entries(downloads)) await buildOneFile({ root, entry, name, folder: join(pages, 'download') })
  await buildFiler(root, pages)
  await writeServedList(pages)
}

async function buildOneFile(how: { root: string; entry: string; name: string; folder: string }): Promise<void> {
  const { root, entry, name, folder } = how
  await build({
    root,
    configFile: false,
    envDir: false,
    publicDir: false,
    mode: 'production',
    logLevel: 'warn',
    // Else the file would tell where the packages lie.
    resolve: { preserveSymlinks: true },
    // The words of pages are formatted by a package that looks for React; its part for development has no place here.
    define: { 'process.env.NODE_ENV': '"production"' },
    ssr: { target: 'node', noExternal: true },
    build: {
      ssr: join(root, entry),
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      sourcemap: false,
      reportCompressedSize: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: name, codeSplitting: false, banner: '#!/usr/bin/env node' } },
    },
  })
}

/** Writes the list as `sha256sum` writes and checks it, by path. */
async function writeServedList(pages: string): Promise<void> {
  const entries = await readdir(pages, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => relative(pages, join(entry.parentPath, entry.name)))
  const lines = paths.toSorted().map(async (path) => {
    const hash = createHash('sha256').update(await readFile(join(pages, path)))
    return `${hash.digest('hex')}  ${path.split(sep).join('/')}\n`
  })
  await mkdir(join(pages, 'download'), { recursive: true })
  await writeFile(join(pages, 'download', servedListName), (await Promise.all(lines)).join(''))
}
