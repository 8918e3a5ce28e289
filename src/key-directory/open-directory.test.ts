import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { generateKeyPair } from '#envelope/age-file.ts'
import { sampleAuthority, sampleDirectory, samplePerson, sampleRoot } from '../../test/support/sample-directory.ts'
import { directoryDigest, type Directory } from './directory.ts'
import { DirectoryError, type DirectoryErrorCode } from './directory-error.ts'
import { formatRoot, parseRoot, rootFingerprint } from './directory-root.ts'
import { formatFingerprint, isFingerprint } from './fingerprint.ts'
import { openDirectory, signDirectory } from './open-directory.ts'

const signer = await sampleRoot()
const own = { organisationId: crypto.randomUUID(), keyId: crypto.randomUUID(), recipient: (await generateKeyPair()).recipient }
const first = await sampleDirectory([await sampleAuthority([await samplePerson()])], own)
const signed = await signDirectory(first, signer)
const seen = { version: 1, digest: directoryDigest(first), epochs: {} }

function refused(code: DirectoryErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof DirectoryError && error.code === code
}

async function other(changes: Partial<Directory>): Promise<string> {
  return await signDirectory({ ...first, ...changes }, signer)
}

test('openDirectory() returns what the pinned root signed', async () => {
  assert.deepEqual(await openDirectory(signed, parseRoot(formatRoot(signer.root)), null), { directory: first, digest: seen.digest })
  assert.deepEqual((await openDirectory(signed, signer.root, seen)).directory, first)
})

test('openDirectory() refuses a directory without signature, and one that another root signed', async () => {
  const bare = signed.slice(0, signed.lastIndexOf('\n\n') + 1)
  await assert.rejects(openDirectory(bare, signer.root, null), refused('DIRECTORY_UNSIGNED'))
  await assert.rejects(openDirectory(await signDirectory(first, await sampleRoot()), signer.root, null), refused('DIRECTORY_UNSIGNED'))
})

test('openDirectory() refuses a directory that bears only one of the two signatures', async () => {
  const lines = signed.split('\n')
  for (const missing of [-3, -2]) {
    const kept = lines.toSpliced(missing, 1).join('\n')
    await assert.rejects(openDirectory(kept, signer.root, null), refused('DIRECTORY_UNSIGNED'))
  }
})

test('openDirectory() refuses an Ed25519 signature that holds over an ML-DSA-44 signature that does not, and the other way round', async () => {
  const forged = await signDirectory({ ...first, version: 2, previous: seen.digest }, signer)
  const [right, wrong] = [signed.split('\n'), forged.split('\n')]
  for (const swapped of [-3, -2]) {
    const mixed = right.with(swapped, wrong.at(swapped) ?? '').join('\n')
    await assert.rejects(openDirectory(mixed, signer.root, null), refused('DIRECTORY_ALTERED'))
  }
})

test('openDirectory() refuses a directory in which one key was swapped', async () => {
  const { recipient } = await generateKeyPair()
  const listed = first.entries.find((entry) => entry.role === 'authority')?.recipient ?? ''
  await assert.rejects(openDirectory(signed.replace(listed, recipient), signer.root, null), refused('DIRECTORY_ALTERED'))
})

test('openDirectory() refuses every change of a character', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(signed.length - 1), fc.constantFrom('0', 'A', '"', '\n', ' '), async (at, character) => {
      fc.pre(signed[at] !== character)
      await assert.rejects(openDirectory(signed.slice(0, at) + character + signed.slice(at + 1), signer.root, null), DirectoryError)
    }),
    { numRuns: 150 },
  )
})

test('openDirectory() refuses an older version, another text of the version seen, and a next one that does not follow it', async () => {
  await assert.rejects(openDirectory(signed, signer.root, { ...seen, version: 2 }), refused('DIRECTORY_OLDER'))
  const twin = await other({ issuedAt: '2026-11-22T03:00:00.001Z' })
  await assert.rejects(openDirectory(twin, signer.root, seen), refused('DIRECTORY_FORKED'))
  const stranger = await other({ version: 2, previous: 'ab'.repeat(32) })
  await assert.rejects(openDirectory(stranger, signer.root, seen), refused('DIRECTORY_FORKED'))
  const successor = await other({ version: 2, previous: seen.digest })
  assert.equal((await openDirectory(successor, signer.root, seen)).directory.version, 2)
})

test('signDirectory() signs no directory in which a key or an organisation stands twice', async () => {
  const [authority] = first.entries
  assert.ok(authority?.role === 'authority')
  const { recipient } = await generateKeyPair()
  for (const twin of [
    authority,
    { ...authority, organisationId: crypto.randomUUID() },
    { ...authority, keyId: crypto.randomUUID(), recipient },
  ])
    await assert.rejects(other({ entries: [...first.entries, twin] }), refused('DIRECTORY_MALFORMED'))
})

test('parseRoot() takes the one text of a root', () => {
  const text = formatRoot(signer.root)
  assert.deepEqual(parseRoot(text), signer.root)
  for (const wrong of [
    '',
    text.split('\n')[0] ?? '',
    text.replace('root.example', 'toor.example'),
    `${text}${text}`,
    text.replace('A', 'B'),
  ])
    assert.throws(() => parseRoot(wrong), refused('ROOT_MALFORMED'))
})

test('isFingerprint() takes the digits as people type them, and no others', () => {
  const hash = rootFingerprint(signer.root)
  const digits = formatFingerprint(hash)
  assert.match(digits, /^(\d{5} ){7}\d{5}$/)
  for (const typed of [digits, digits.replaceAll(' ', ''), digits.replaceAll('1', '１').replaceAll(' ', '　'), digits.replaceAll(' ', '-')])
    assert.ok(isFingerprint(typed, hash))
  const swapped = digits.replace(/^\d/, (digit) => String((Number(digit) + 1) % 10))
  for (const wrong of ['', digits.slice(0, -1), swapped]) assert.ok(!isFingerprint(wrong, hash))
})
