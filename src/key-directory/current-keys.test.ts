import assert from 'node:assert/strict'
import test from 'node:test'
import { generateKeyPair } from '#envelope/age-file.ts'
import { sampleAuthority, sampleDirectory, samplePerson, sampleRoot, sampleStatement } from '../../test/support/sample-directory.ts'
import { openCurrentKeys } from './current-keys.ts'
import { directoryDigest } from './directory.ts'
import { DirectoryError, type DirectoryErrorCode } from './directory-error.ts'
import { formatStatement, isStatementSigned, statementDigest, type EpochStatement } from './epoch-statement.ts'
import { signDirectory } from './open-directory.ts'

const signer = await sampleRoot()
const [chief, deputy, officer] = [await samplePerson(), await samplePerson(), await samplePerson()]
const own = { organisationId: crypto.randomUUID(), keyId: crypto.randomUUID(), recipient: (await generateKeyPair()).recipient }
const authority = await sampleAuthority([chief, deputy])
const directory = await sampleDirectory([authority], own)
const signed = await signDirectory(directory, signer)
const second = await sampleStatement(authority, chief, [chief, deputy, officer])

function refused(code: DirectoryErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof DirectoryError && error.code === code
}

function open(statements: readonly EpochStatement[], seen: Parameters<typeof openCurrentKeys>[2] = null) {
  return openCurrentKeys({ directory: signed, statements: statements.map(formatStatement) }, signer.root, seen)
}

test('openCurrentKeys() follows epoch statements of administrators whom the directory lists', async () => {
  const third = await sampleStatement(second, deputy, [deputy, officer])
  const { authorities, seen } = await open([third, second])
  assert.equal(authorities[0]?.recipient, third.recipient)
  assert.equal(authorities[0].epoch, 3)
  assert.deepEqual(
    authorities[0].members?.map(({ personId }) => personId),
    [deputy.personId, officer.personId],
  )
  assert.deepEqual(seen.epochs, { [authority.organisationId]: 3 })
})

test('openCurrentKeys() refuses a statement by a member who is no administrator, and by an administrator who has left', async () => {
  await assert.rejects(open([await sampleStatement(authority, officer, [officer])]), refused('EPOCH_REFUSED'))
  const third = await sampleStatement(second, deputy, [deputy, officer])
  const byLeft = await sampleStatement(third, chief, [chief])
  await assert.rejects(open([second, third, byLeft]), refused('EPOCH_REFUSED'))
})

test('openCurrentKeys() refuses a gap, another key before, a foreign authority, and any change of what was signed', async () => {
  const foreign = await sampleStatement({ ...authority, keyId: crypto.randomUUID() }, chief, [chief])
  const third = await sampleStatement(second, chief, [chief])
  await assert.rejects(open([third]), refused('EPOCH_REFUSED'))
  await assert.rejects(open([foreign]), refused('EPOCH_REFUSED'))
  const { recipient } = await generateKeyPair()
  const changes: readonly Partial<EpochStatement>[] = [
    { recipient },
    { keyId: crypto.randomUUID() },
    { left: chief.personId },
    { members: [{ personId: chief.personId, fingerprint: deputy.fingerprint }] },
    { issuedAt: '2026-11-22T04:00:00.001Z' },
    { signer: deputy.public.signing },
  ]
  for (const change of changes) {
    assert.equal(await isStatementSigned({ ...second, ...change }), false)
    await assert.rejects(open([{ ...second, ...change }]), refused('EPOCH_REFUSED'))
  }
})

test('openCurrentKeys() refuses a server that withholds an epoch which was seen here', async () => {
  const { seen } = await open([second])
  await assert.rejects(open([], seen), refused('DIRECTORY_OLDER'))
  assert.equal((await open([second], seen)).authorities[0]?.epoch, 2)
})

test('openCurrentKeys() knows the members of an epoch that the next version of the directory takes over', async () => {
  const entry = { ...authority, keyId: second.keyId, epoch: 2, recipient: second.recipient, statement: statementDigest(second) }
  const entries = directory.entries.map((one) => (one.role === 'authority' ? entry : one))
  const next = await signDirectory({ ...directory, version: 2, previous: directoryDigest(directory), entries }, signer)
  const { authorities } = await openCurrentKeys({ directory: next, statements: [formatStatement(second)] }, signer.root, null)
  assert.deepEqual(authorities[0]?.members, second.members)
})

test('openCurrentKeys() confirms the own key of an operator and of an authority, and refuses any other', async () => {
  const { confirmOwn } = await open([second])
  assert.deepEqual(confirmOwn(own), own)
  const team = { organisationId: authority.organisationId, keyId: second.keyId, recipient: second.recipient }
  assert.deepEqual(confirmOwn(team), team)
  const { recipient } = await generateKeyPair()
  for (const wrong of [
    { ...own, recipient },
    { ...own, keyId: crypto.randomUUID() },
    { ...own, organisationId: authority.organisationId },
    { ...team, keyId: authority.keyId, recipient: authority.recipient },
  ])
    assert.throws(() => confirmOwn(wrong), refused('KEY_NOT_LISTED'))
})

test('openCurrentKeys() refuses a directory without a log service', async () => {
  const without = await signDirectory({ ...directory, entries: directory.entries.filter(({ role }) => role !== 'log') }, signer)
  await assert.rejects(openCurrentKeys({ directory: without, statements: [] }, signer.root, null), refused('DIRECTORY_INCOMPLETE'))
})
