import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { buildWeb } from './build-web.ts'
import { runCommandLine } from '../../test/support/command-line.ts'
import { sampleParties, sampleReceipts, sampleSubmit } from '../../test/support/sample-receipt.ts'
import { sealEntry } from '#transparency-log/entry-commitment.ts'

const run = promisify(execFile)
let pages: string
/** A folder with one of the files and nothing else that it could load. */
let folder: string
/** Every Node that is at hand, from 20 on. */
let engines: readonly string[]

before(async () => {
  pages = (await buildWeb()).folder
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  const system = await majorOf('/usr/bin/node')
  engines = [process.execPath, ...(system >= 20 ? ['/usr/bin/node'] : [])]
  for (const name of ['noroshi-verify.mjs', 'noroshi.mjs']) await cp(join(pages, 'download', name), join(folder, name))
  const { log, witnesses, policyText } = await sampleParties()
  const [receipt = new Uint8Array()] = await sampleReceipts([sealEntry(sampleSubmit())], [...log, ...witnesses])
  await writeFile(join(folder, 'policy.txt'), policyText)
  await writeFile(join(folder, 'report.tlog-proof'), receipt)
  await writeFile(join(folder, 'altered.tlog-proof'), new TextDecoder().decode(receipt).replace('index 5', 'index 4'))
})

after(() => rm(folder, { recursive: true }))

async function majorOf(engine: string): Promise<number> {
  const { stdout } = await run(engine, ['--version']).catch(() => ({ stdout: 'v0' }))
  return Number(/^v(\d+)/.exec(stdout)?.[1] ?? 0)
}

/** Runs one of the files where no server can be reached, in a folder without packages. */
async function alone(engine: string, args: readonly string[]): Promise<{ code: number; output: string; complaints: string }> {
  const environment = { PATH: '', LC_ALL: 'C.UTF-8', NOROSHI_URL: 'http://localhost:1' }
  try {
    const { stdout, stderr } = await run(engine, [...args], { cwd: folder, env: environment })
    return { code: 0, output: stdout, complaints: stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, output: stdout, complaints: stderr }
  }
}

test('each file verifies a receipt by itself, on Node 20 and on the newest', async () => {
  for (const engine of engines) {
    for (const file of ['noroshi-verify.mjs', 'noroshi.mjs']) {
      const valid = await alone(engine, [file, 'verify', 'report.tlog-proof', '--policy', 'policy.txt', '--json'])
      assert.deepEqual([valid.code, valid.complaints], [0, ''], engine)
      const { state, entry } = JSON.parse(valid.output) as { state: string; entry: unknown }
      assert.deepEqual([state, entry], ['witnessed', sampleSubmit()])
      const altered = await alone(engine, [file, 'verify', 'altered.tlog-proof', '--policy', 'policy.txt', '--lang', 'ja'])
      assert.equal(altered.code, 1)
      assert.match(altered.output, /^無効：/)
    }
  }
})

test('each file imports nothing but what Node brings', async () => {
  for (const file of ['noroshi-verify.mjs', 'noroshi.mjs']) {
    const text = await readFile(join(folder, file), 'utf8')
    assert.match(text, /^#!\/usr\/bin\/env node\n/)
    const imported = [...text.matchAll(/^\s*(?:import|export)\b[^;"']*["']([^"']+)["'];?$/gm)].map(([, name = '']) => name)
    assert.ok(imported.length > 3)
    assert.deepEqual(
      imported.filter((name) => !name.startsWith('node:')),
      [],
    )
    assert.ok(!/^\s*\/\/ (?:node_modules\/(?:fastify|pg|kysely|vite)\/|src\/database\/)/m.test(text), `${file} holds parts of the server`)
    // The typesetter brings a binary for each platform; without it, a kit is made without its printed form.
    const later = [...text.matchAll(/^(?!\s*\*).*\bimport\(\s*(?:\/\*.*?\*\/\s*)?["'`]([^"'`]+)/gm)].map(([, name = '']) => name)
    assert.deepEqual(
      later.filter((name) => name !== '@myriaddreamin/typst-ts-node-compiler'),
      [],
      `${file} loads something later`,
    )
  }
})

test('the file of the whole command line knows every command, and says which need the whole of Noroshi', async () => {
  const namesIn = (help: string) => [...help.matchAll(/^ {2}([a-z]+(?: [a-z]+)?)(?=\s)/gm)].map(([, name = '']) => name).toSorted()
  const [whole, one] = await Promise.all([runCommandLine(['--help']), alone(process.execPath, ['noroshi.mjs', '--help'])])
  assert.ok(namesIn(whole.output).includes('start') && namesIn(whole.output).includes('links confirm'))
  assert.deepEqual(namesIn(one.output), namesIn(whole.output))
  const start = await alone(process.execPath, ['noroshi.mjs', 'start'])
  assert.equal(start.code, 2)
  assert.match(start.complaints, /needs the whole of Noroshi.*\(COMMAND_LEFT_OUT\)/)
})

test('the list of hashes names every other file that is served, as it is', async () => {
  const lines = (await readFile(join(pages, 'download', 'served-files.sha256'), 'utf8')).trimEnd().split('\n')
  assert.ok(lines.length > 10)
  for (const line of lines) {
    const [hash, path = ''] = line.split('  ')
    assert.equal(
      createHash('sha256')
        .update(await readFile(join(pages, path)))
        .digest('hex'),
      hash,
      path,
    )
  }
  assert.ok(lines.some((line) => line.endsWith('  index.html')) && lines.some((line) => line.endsWith('  download/noroshi.mjs')))
})
