import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Rolldown } from 'vite'
import { filerName } from '#receipt/served-file.ts'
import { browserBuild } from './browser-build.ts'

/**
 * Builds the offline filer: one HTML file with its scripts and styles inside, which needs nothing else and may reach nothing else.
 *
 * Its own content security policy lets run this script and this style alone, and no connection leave.
 *
 * @param root Path of the repository.
 * @param folder Folder of the built pages.
 */
export async function buildFiler(root: string, folder: string): Promise<void> {
  const [{ build }, { default: tailwind }, { default: react }] = await Promise.all([
    import('vite'),
    import('@tailwindcss/vite'),
    import('@vitejs/plugin-react'),
  ])
  const built = await build({
    ...browserBuild,
    root: join(root, 'src/web'),
    publicDir: false,
    plugins: [react(), tailwind()],
    build: {
      ...browserBuild.build,
      write: false,
      cssCodeSplit: false,
      license: { fileName: 'licences.txt' },
      assetsInlineLimit: Number.POSITIVE_INFINITY,
      rolldownOptions: { input: join(root, 'src/web/filer.html'), output: { codeSplitting: false } },
    },
  })
  const file = join(folder, 'download', filerName)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, oneFile(outputOf(built)))
}

type Output = Rolldown.RolldownOutput['output']

function outputOf(built: unknown): Output {
  // One input and `write: false` make one output.
  return (built as Rolldown.RolldownOutput).output
}

function oneFile(output: Output): string {
  const scripts = output.filter((one) => one.type === 'chunk')
  const [script] = scripts
  const page = textOf(output, '.html')
  if (script === undefined || scripts.length > 1)
    throw new TypeError(`The offline filer came out as ${scripts.length} scripts, expected one`)
  // A tag that ends early would let what follows run as something else.
  const code = script.code.replaceAll('</script', String.raw`<\/script`).replaceAll('<!--', String.raw`\x3C!--`)
  const style = textOf(output, '.css').replaceAll('</style', String.raw`<\/style`)
  const licences = textOf(output, 'licences.txt').replaceAll('</script', '&lt;/script')
  const head = [
    `<meta http-equiv="content-security-policy" content="${policy(code, style)}">`,
    `<style>${style}</style>`,
    `<script type="text/plain" id="licences">${licences}</script>`,
    `<script type="module">${code}</script>`,
  ]
  const bare = page.replaceAll(/<script[^>]*><\/script>|<link rel="(?:stylesheet|modulepreload)"[^>]*>/g, '')
  if (/<script|<link/.test(bare)) throw new TypeError('The offline filer still asks for another file')
  return bare.replace('<meta charset="utf-8" />', () => `<meta charset="utf-8" />\n${head.join('\n')}`)
}

function policy(code: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(code)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

function textOf(output: Output, ending: string): string {
  const found = output.find((one) => one.type === 'asset' && one.fileName.endsWith(ending))
  if (found?.type !== 'asset') throw new TypeError(`The offline filer was built without its ${ending}`)
  return typeof found.source === 'string' ? found.source : Buffer.from(found.source).toString('utf8')
}
