import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomBytes, utf8 } from '#base/bytes.ts'
import { decryptWithPassphrase, encryptWithPassphrase } from '#envelope/age-file.ts'
import { EnvelopeError } from '#envelope/envelope-error.ts'
import { rootFile } from '#authority/root-file.ts'
import { parseDirectory } from '#key-directory/directory.ts'
import { formatRoot, openRootSigner, rootFingerprint, type RootSigner } from '#key-directory/directory-root.ts'
import { formatFingerprint } from '#key-directory/fingerprint.ts'
import { signDirectory } from '#key-directory/open-directory.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { administrationText } from './administration-text.ts'
import { describeDirectory } from './describe-directory.ts'

type StoredRoot = { readonly name: string; readonly ed25519: string; readonly mlDsa44: string }

const secretFile = 'directory-root.key'

/** Makes a root: its secret half under a passphrase, its public half to be pinned. */
export async function runRootCreate(context: CommandContext): Promise<Outcome> {
  const folder = textOption(context, 'out')
  const passphrase = passphraseOf(context)
  const name = typeof context.options['name'] === 'string' ? context.options['name'] : 'noroshi.example/directory'
  const stored: StoredRoot = { name, ed25519: randomBytes(32).toHex(), mlDsa44: randomBytes(32).toHex() }
  const { root } = await openStored(stored)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // A root that lies there already is never overwritten.
  await writeFile(join(folder, secretFile), await encryptWithPassphrase(passphrase, utf8(JSON.stringify(stored))), {
    mode: 0o600,
    flag: 'wx',
  })
  await writeFile(join(folder, rootFile), formatRoot(root), { flag: 'wx' })
  const fingerprint = rootFingerprint(root)
  if (context.json) context.print(JSON.stringify({ folder, fingerprint, digits: formatFingerprint(fingerprint) }))
  else context.print(administrationText.rootMade(folder, formatFingerprint(fingerprint))[context.language])
  return 'ok'
}

/** Shows what a proposal says, and signs it. */
export async function runSign(context: CommandContext): Promise<Outcome> {
  const [path] = context.args
  if (path === undefined)
    throw new CommandError('usage', 'FILE_MISSING', 'Name the proposal: noroshi directory sign FILE --root KEYFILE --out FILE')
  const out = textOption(context, 'out')
  const directory = parseDirectory(await readFile(path, 'utf8'))
  for (const line of describeDirectory(directory, context.language)) context.say(line)
  const signer = await openRootFile(textOption(context, 'root'), passphraseOf(context))
  await writeFile(out, await signDirectory(directory, signer), { flag: 'wx' })
  context.print(administrationText.signed(out, directory.version)[context.language])
  return 'ok'
}

async function openRootFile(path: string, passphrase: string): Promise<RootSigner> {
  const file = await readFile(path)
  try {
    const content = await decryptWithPassphrase(passphrase, file)
    return await openStored(JSON.parse(Buffer.from(content).toString('utf8')) as StoredRoot)
  } catch (cause) {
    if (!(cause instanceof EnvelopeError)) throw cause
    throw new CommandError('authentication', 'ROOT_LOCKED', `Cannot open ${path}: the passphrase is wrong, or the file is no root`, {
      cause,
    })
  }
}

function openStored({ name, ed25519, mlDsa44 }: StoredRoot): Promise<RootSigner> {
  return openRootSigner(name, { ed25519: Uint8Array.fromHex(ed25519), mlDsa44: Uint8Array.fromHex(mlDsa44) })
}

function passphraseOf(context: CommandContext): string {
  const passphrase = context.environment['NOROSHI_PASSPHRASE']
  if (passphrase !== undefined && passphrase !== '') return passphrase
  throw new CommandError(
    'authentication',
    'PASSPHRASE_NEEDED',
    'The root lies under a passphrase: set NOROSHI_PASSPHRASE or NOROSHI_PASSPHRASE_FILE',
  )
}

function textOption(context: CommandContext, option: string): string {
  const value = context.options[option]
  if (typeof value === 'string' && value !== '') return value
  throw new CommandError('usage', 'OPTION_MISSING', `Name it: --${option}`)
}
