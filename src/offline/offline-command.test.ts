import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { generateKeyPair } from '#envelope/age-file.ts'
import { runCommandLine, type CommandResult } from '../../test/support/command-line.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { listPersonas } from '../../test/support/personas.ts'
import { readKitFile } from './kit-file.ts'

let server: DemoServer
let folder: string
let administrator: string

const nowhere = 'http://127.0.0.1:9'

before(async () => {
  server = await startDemoServer()
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  const personas = await listPersonas(server.url)
  administrator = personas.find(({ roles }) => roles.includes('operator-administrator'))?.token ?? ''
  await writeFile(
    join(folder, 'report.json'),
    JSON.stringify({ 'inc.kind': 'ransomware', 'inc.summary': 'unknown', 'ast.designated': 'yes' }),
  )
  assert.equal((await online(['kit', '--out', at('kit')])).code, 0)
})

after(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

function at(name: string): string {
  return join(folder, name)
}

function online(args: readonly string[], token: string | null = administrator): Promise<CommandResult> {
  return runCommandLine(args, { NOROSHI_URL: server.url, ...(token === null ? {} : { NOROSHI_TOKEN: token }) })
}

function offline(args: readonly string[]): Promise<CommandResult> {
  return runCommandLine(args, { NOROSHI_URL: nowhere })
}

function seal(out: string, ...more: string[]): Promise<CommandResult> {
  return offline(['report', 'seal', at('report.json'), '--offline', '--kit', at('kit/kit.json'), '--out', at(out), '--json', ...more])
}

test('a kit is readable by its maker alone, and no other is written over it', async () => {
  assert.equal((await stat(at('kit/kit.json'))).mode & 0o777, 0o600)
  assert.equal((await stat(at('kit'))).mode & 0o777, 0o700)
  const again = await online(['kit', '--out', at('kit')])
  assert.deepEqual([again.code, /FOLDER_UNWRITABLE/.test(again.complaints)], [1, true], again.complaints)
})

test('a kit is printed in both languages, as PDF/UA that names the numbers to call', async () => {
  for (const language of ['ja', 'en']) {
    const pdf = (await readFile(at(`kit/kit-${language}.pdf`))).toString('latin1')
    assert.ok(pdf.startsWith('%PDF-') && pdf.includes('pdfuaid:part>1'), language)
    assert.ok(pdf.includes(`/Lang (${language})`), language)
  }
  const kit = await readKitFile(await readFile(at('kit/kit.json')))
  assert.ok(kit.phones.length > 0 && kit.phones.every(({ numbers }) => numbers.every((number) => /^0\d-0000-\d{4}$/.test(number))))
})

test('report seal needs no network, marks its code as used, and the file is handed in without an account', async () => {
  const sealed = await seal('report.age')
  assert.equal(sealed.code, 0, sealed.complaints)
  const { checkCode, code } = JSON.parse(sealed.output) as { checkCode: string; code: number }
  assert.equal(code, 1)
  const handedIn = await online(['report', 'hand-in', at('report.age')], null)
  assert.equal(handedIn.code, 0, handedIn.complaints)
  assert.ok(handedIn.output.includes(checkCode), handedIn.output)
  const kit = await readKitFile(await readFile(at('kit/kit.json')))
  assert.deepEqual(
    kit.codes.filter(({ used }) => used).map(({ number }) => number),
    [1],
  )
  const listed = await online(['kit', 'list'])
  assert.match(listed.output, /9 of 10 unused/)
})

test('report seal never writes over a file that may wait to be handed in', async () => {
  assert.equal((await seal('first.age')).code, 0)
  const again = await seal('first.age')
  assert.deepEqual([again.code, /FILE_UNWRITABLE/.test(again.complaints)], [1, true], again.complaints)
})

test('a second report under one code is refused with a clear sentence', async () => {
  assert.equal((await seal('one.age', '--code', '7')).code, 0)
  assert.equal((await seal('other.age', '--code', '7')).code, 0)
  assert.equal((await online(['report', 'hand-in', at('one.age')], null)).code, 0)
  const refused = await online(['report', 'hand-in', at('other.age')], null)
  assert.deepEqual([refused.code, /used for another report/.test(refused.complaints)], [6, true], refused.complaints)
})

test('a kit that was changed by hand, and a slip in its code, are told before anything is written', async () => {
  const kit = await readFile(at('kit/kit.json'), 'utf8')
  await writeFile(at('broken.json'), kit.replace('noroshi-kit-1', 'noroshi-kit-9'))
  const slip = kit.replace(
    /("number": 9,\s+"keyId": "[^"]+",\s+"code": ")(.)/,
    (_, before: string, first: string) => before + (first === '7' ? '8' : '7'),
  )
  await writeFile(at('slip.json'), slip)
  const own = JSON.parse(kit) as { keys: { own: { recipient: string }; signed: { directory: string } } }
  const { recipient } = await generateKeyPair()
  await writeFile(at('swapped.json'), JSON.stringify({ ...own, keys: { ...own.keys, own: { ...own.keys.own, recipient } } }))
  await writeFile(at('altered.json'), kit.replace(String.raw`\"version\":1`, String.raw`\"version\":2`))
  for (const [file, code, expected] of [
    ['broken.json', '1', 'KIT_UNREADABLE'],
    ['swapped.json', '1', 'KEY_NOT_LISTED'],
    ['altered.json', '1', 'DIRECTORY_ALTERED'],
    ['slip.json', '9', 'CODE_CHECKSUM'],
    ['slip.json', '11', 'KIT_CODE_UNKNOWN'],
  ] as const) {
    const args = ['report', 'seal', at('report.json'), '--offline', '--kit', at(file), '--code', code, '--out', at('never.age')]
    const refused = await offline(args)
    assert.deepEqual([refused.code, refused.complaints.includes(expected)], [3, true], refused.complaints)
  }
  await assert.rejects(stat(at('never.age')))
})

test('kit revoke ends a lost kit', async () => {
  const kit = await readKitFile(await readFile(at('kit/kit.json')))
  const revoked = await online(['kit', 'revoke', kit.kitId, '--json'])
  assert.equal(revoked.code, 0, revoked.complaints)
  assert.equal((await seal('late.age')).code, 0)
  const refused = await online(['report', 'hand-in', at('late.age')], null)
  assert.deepEqual([refused.code, refused.complaints.includes('CODE_REVOKED')], [6, true], refused.complaints)
})
