import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { utf8 } from '#base/bytes.ts'
import { formatRoot } from '#key-directory/directory-root.ts'
import { parsePolicy } from '#transparency-log/policy.ts'
import { runCommandLine } from '../../test/support/command-line.ts'
import { sampleRoot } from '../../test/support/sample-directory.ts'
import { sampleTime } from '../../test/support/sample-receipt.ts'
import { sampleStatement, type SampleStatement } from '../../test/support/sample-statement.ts'
import { isRefusal } from './refusal-text.ts'
import { isWarningFile, verifyWarning, type WarningOptions } from './verify-warning.ts'

let sample: SampleStatement
let options: WarningOptions
let folder: string

before(async () => {
  sample = await sampleStatement()
  options = { root: sample.root, directory: null, policy: parsePolicy(sample.policyText), now: sampleTime + 60 }
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
})

after(() => rm(folder, { recursive: true }))

const has = (code: string) => (error: unknown) => isRefusal(error) && error.code === code

test('verifyWarning() says who signed a warning, and what the log says of it', async () => {
  assert.equal(isWarningFile(utf8(sample.statement)), true)
  const { state, id, version, act, keyId, receipt } = await verifyWarning(utf8(sample.statement), options)
  assert.deepEqual([state, id, version, act], ['witnessed', sample.body['id'], 2, 'revision'])
  assert.equal(keyId, sample.body.signature.keyId)
  assert.equal(receipt?.entry.kind, 'release')
  const unread = await verifyWarning(utf8(sample.statement), { ...options, policy: null })
  assert.deepEqual([unread.state, unread.receipt], ['signed', null])
})

test('verifyWarning() takes a warning as the API carries it, in any order and at any place of the reader, with a directory beside it', async () => {
  const { directory } = sample
  const reversed = Object.fromEntries(Object.entries(sample.body).toReversed())
  for (const body of [sample.body, reversed, { ...sample.body, sequence: 99 }]) {
    const text = utf8(JSON.stringify(body, null, 2))
    assert.equal((await verifyWarning(text, { ...options, directory })).state, 'signed')
    await assert.rejects(verifyWarning(text, options), has('WARNING_DIRECTORY_NEEDED'))
  }
})

test('verifyWarning() refuses a statement of which any byte was flipped', async () => {
  const bytes = utf8(sample.statement)
  const signedFrom = sample.statement.indexOf('"warning":')
  for (let at = 0; at < bytes.length; at += at < signedFrom ? 13 : 1) {
    const flipped = bytes.slice()
    flipped[at] = (flipped[at] ?? 0) ^ 1
    await assert.rejects(verifyWarning(flipped, options), isRefusal, `byte ${at}`)
  }
})

test('verifyWarning() refuses a body that was changed, and one without a signature', async () => {
  const judge = (body: object) => verifyWarning(utf8(JSON.stringify(body)), { ...options, directory: sample.directory })
  await assert.rejects(judge({ ...sample.body, tlp: 'clear' }), has('WARNING_ALTERED'))
  await assert.rejects(judge({ ...sample.body, more: 1 }), has('WARNING_ALTERED'))
  await assert.rejects(judge({ ...sample.body, signature: null }), has('WARNING_UNSIGNED'))
  const signature = { ...sample.body.signature, keyId: crypto.randomUUID() }
  await assert.rejects(judge({ ...sample.body, signature }), has('WARNING_GATE_UNKNOWN'))
  await assert.rejects(judge([]), has('WARNING_MALFORMED'))
})

test('verifyWarning() believes no directory but that of the pinned root', async () => {
  const { root } = await sampleRoot()
  await assert.rejects(verifyWarning(utf8(sample.statement), { ...options, root }), has('DIRECTORY_UNSIGNED'))
})

test('noroshi verify judges a warning offline, with and without what the log says', async () => {
  const path = (name: string): string => join(folder, name)
  await writeFile(path('warning.json'), sample.statement)
  await writeFile(path('body.json'), JSON.stringify(sample.body))
  await writeFile(path('directory'), sample.directory)
  await writeFile(path('root'), formatRoot(sample.root))
  await writeFile(path('policy'), sample.policyText)
  await writeFile(path('altered.json'), sample.statement.replace('"tlp":"green"', '"tlp":"clear"'))
  const run = (...args: readonly string[]) =>
    runCommandLine(['verify', ...args, '--root', path('root')], { NOROSHI_URL: 'http://localhost:1' })
  const witnessed = await run(path('warning.json'), '--policy', path('policy'))
  assert.equal(witnessed.code, 0, witnessed.complaints)
  assert.match(witnessed.output, /^VALID, witnessed\n {2}Revised warning, version 2\n/)
  assert.match(witnessed.output, /Warning published, version 2/)
  const alone = await run(path('body.json'), '--directory', path('directory'), '--json')
  assert.deepEqual([alone.code, (JSON.parse(alone.output) as { state: string }).state], [0, 'signed'])
  const altered = await run(path('altered.json'), '--policy', path('policy'), '--lang', 'ja')
  assert.equal(altered.code, 1)
  assert.match(altered.output, /^無効：.*WARNING_ALTERED/s)
})
