import assert from 'node:assert/strict'
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Persona } from '#main/walkthrough-cast.ts'
import { storedEntry } from '#receipt/log-entry-store.ts'
import { runCommandLine, type CommandResult } from '../support/command-line.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { listPersonas } from '../support/personas.ts'

let demo: RunningProgram
let folder: string
let personas: readonly Persona[]
/** The commands of docs/operate/without-network.md, in their order. */
let drill: readonly string[]

before(async () => {
  demo = await startDemo()
  folder = await temporaryFolder()
  personas = await listPersonas(demo.url)
  const text = await readFile(new URL('../../docs/operate/without-network.md', import.meta.url), 'utf8')
  drill = [...text.matchAll(/```sh\n\.\/noroshi (?<command>.+)\n```/g)].map((found) => found.groups?.['command'] ?? '')
  await writeFile(
    join(folder, 'answers.json'),
    JSON.stringify({ 'inc.kind': 'unknown', 'ast.designated': 'yes', 'mal.suspected': 'unknown' }),
  )
})

after(async () => {
  await demo.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Runs the command of the page that begins with these words; without a role nobody is signed in. */
async function runDrill(
  words: string,
  how: { role?: Persona['roles'][number]; values?: Readonly<Record<string, string>>; url?: string } = {},
): Promise<CommandResult> {
  const found = drill.find((one) => one.startsWith(words))
  assert.ok(found !== undefined, `docs/operate/without-network.md has no command that begins with "${words}"`)
  const filled = found.replaceAll(/\$([A-Z]+)/g, (_, name: string) => how.values?.[name] ?? assert.fail(`no value for ${name}`))
  const token = personas.find(({ roles }) => how.role !== undefined && roles.includes(how.role))?.token
  const environment = { NOROSHI_URL: how.url ?? demo.url, ...(token === undefined ? {} : { NOROSHI_TOKEN: token }) }
  const result = await runCommandLine(filled.split(' '), environment, folder)
  assert.equal(result.code, 0, `${filled}\n${result.complaints}`)
  return result
}

const nowhere = 'http://127.0.0.1:9'

test('the drill of filing without a network, as docs/operate/without-network.md tells it', async () => {
  await runDrill('kit --out', { role: 'operator-administrator' })
  const { kitId } = JSON.parse(await readFile(join(folder, 'kit/kit.json'), 'utf8')) as { kitId: string }
  assert.match((await runDrill('kit list', { role: 'operator-administrator' })).output, new RegExp(`${kitId}.*10 of 10`))

  const sealed = await runDrill('report seal', { url: nowhere })
  const [checkCode = 'none'] = /\d{4} \d{4} \d{4} \d{4}/.exec(sealed.output) ?? []
  const handedIn = await runDrill('report hand-in report.age')
  assert.ok(handedIn.output.includes(checkCode), handedIn.output)
  const [, digest = 'none'] = /digest\s+([0-9a-f]{64})/.exec(handedIn.output) ?? []
  const receipt = await readFile(join(folder, 'report.tlog-proof'), 'utf8')
  const [extra = ''] = /^extra (.*)$/m.exec(receipt)?.slice(1) ?? []
  const entry = storedEntry(Buffer.from(extra, 'base64').subarray(32).toString('utf8'))
  assert.ok(entry.kind === 'submit' && entry.digest === digest, 'the receipt is that of the file')

  await rm(join(folder, 'report.age'))
  await runDrill('report seal', { url: nowhere })
  await copyFile(join(folder, 'report.age'), join(folder, 'stick.age'))
  const arrival = Temporal.Now.instant().round('millisecond').toString()
  const late = await runDrill('report hand-in stick.age', { role: 'officer', values: { ARRIVAL: arrival } })
  assert.ok(late.complaints.includes(arrival.slice(0, 19)), late.complaints)

  await runDrill('kit revoke', { role: 'operator-administrator', values: { KIT: kitId } })
  assert.match((await runDrill('kit list', { role: 'operator-administrator' })).output, /0 of 10/)
})

test('the offline filer in the kit is the file whose hash the platform lists', async () => {
  const list = await (await fetch(`${demo.url}/download/served-files.sha256`)).text()
  const served = await fetch(`${demo.url}/download/noroshi-filer.html`)
  assert.equal(served.headers.get('content-type'), 'application/octet-stream')
  const kept = await readFile(join(folder, 'kit/noroshi-filer.html'))
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(kept))).toString('hex')
  assert.ok(list.includes(`${hash}  download/noroshi-filer.html`), list)
  assert.deepEqual(Buffer.from(await served.arrayBuffer()), kept)
})
