import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runCommand } from '#cli/run-command.ts'
import { generateKeyPair } from '#envelope/age-file.ts'
import { formatDirectory } from '#key-directory/directory.ts'
import { parseRoot } from '#key-directory/directory-root.ts'
import { openDirectory } from '#key-directory/open-directory.ts'
import { sampleAuthority, sampleDirectory, samplePerson } from '../../test/support/sample-directory.ts'
import { clientCommands } from './client-commands.ts'

async function run(passphrase: string, ...args: readonly string[]): Promise<number> {
  const terminal = { environment: { NOROSHI_PASSPHRASE: passphrase }, print: () => {}, say: () => {}, signal: new AbortController().signal }
  return await runCommand(args, clientCommands, terminal)
}

test('the ceremony of the root: made once under a passphrase, it signs what its public half proves', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  const at = (name: string): string => join(folder, name)
  try {
    assert.equal(await run('three words of us', 'directory', 'root', 'create', '--out', folder), 0)
    assert.notEqual(await run('other words', 'directory', 'root', 'create', '--out', folder), 0)
    const own = { organisationId: crypto.randomUUID(), keyId: crypto.randomUUID(), recipient: (await generateKeyPair()).recipient }
    const directory = await sampleDirectory([await sampleAuthority([await samplePerson()])], own)
    await writeFile(at('proposal.txt'), formatDirectory(directory))
    const sign = ['directory', 'sign', at('proposal.txt'), '--root', at('directory-root.key'), '--out', at('signed')]
    assert.equal(await run('other words', ...sign), 4)
    assert.equal(await run('three words of us', ...sign), 0)
    const root = parseRoot(await readFile(at('directory-root.txt'), 'utf8'))
    assert.deepEqual((await openDirectory(await readFile(at('signed'), 'utf8'), root, null)).directory, directory)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
