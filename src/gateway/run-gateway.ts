import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { formatFingerprint, personFingerprint } from '#key-directory/fingerprint.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { createLogger } from '#runtime/logger.ts'
import { wholeNumber } from '#runtime/setting.ts'
import { keyPath, readSecret, startGateway } from './gateway-process.ts'
import { commandText } from './gateway-text.ts'
import { admitPerson, dismissPerson, insideRights, type InsideRight } from './inside-people.ts'
import { makeKeyFile } from './key-file.ts'

/** Runs a gateway until it is interrupted, or the server refuses it. */
export async function runGateway(context: CommandContext): Promise<Outcome> {
  const { options } = context
  const gateway = await startGateway({
    folder: folderOf(context),
    secretFile: textOption(context, 'secret') ?? '',
    host: textOption(context, 'host') ?? 'localhost',
    port: wholeNumber(1, 65_535)(textOption(context, 'port') ?? '8090', '--port'),
    origin: textOption(context, 'origin'),
    opensAll: options['on-request'] !== true,
    everySeconds: wholeNumber(1, 3600)(textOption(context, 'every') ?? '15', '--every'),
    client: context.client,
    clock: context.clock,
    logger: createLogger(),
  })
  try {
    context.print(JSON.stringify({ ready: true, url: gateway.url, kept: gateway.kept }))
    context.say(commandText.started(gateway.url, gateway.kept))
    await gateway.follow(context.signal, (isHere) => context.say(isHere ? commandText.back : commandText.away))
    context.say(commandText.stopping)
    return 'ok'
  } finally {
    await gateway.stop()
  }
}

/** Makes the keys of a gateway, and prints the public halves with which a member enrols it. */
export async function runInit(context: CommandContext): Promise<Outcome> {
  const folder = folderOf(context)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const known = await makeKeyFile(keyPath(folder), await readSecret(textOption(context, 'secret') ?? ''))
  const fingerprint = formatFingerprint(personFingerprint(known))
  context.print(JSON.stringify({ ...known, fingerprint }, null, context.json ? 0 : 2))
  context.say(commandText.made(keyPath(folder), fingerprint))
  return 'ok'
}

/** Lets a person inside use the gateway, or no more; the running gateway knows at once. */
export async function runPerson(context: CommandContext): Promise<Outcome> {
  const name = context.args.join(' ').trim()
  if (name === '') throw new CommandError('usage', 'NAME_MISSING', 'Name the person: noroshi gateway person NAME --token-file FILE')
  const folder = folderOf(context)
  if (context.options['remove'] === true) {
    if (!(await dismissPerson(folder, name)))
      throw new CommandError('refused', 'PERSON_UNKNOWN', `Nobody called "${name}" uses this gateway`)
    context.say(commandText.dismissed(name))
    return 'ok'
  }
  const path = textOption(context, 'token-file')
  if (path === null) throw new CommandError('usage', 'TOKEN_FILE_MISSING', 'Say where the token goes: --token-file FILE')
  const rights = rightsOf(textOption(context, 'may') ?? '')
  // The file first: a token that nobody gets would only void the one before.
  await writeFile(path, '', { mode: 0o600, flag: 'wx' }).catch((cause: unknown) => {
    throw new CommandError('failed', 'FILE_UNWRITABLE', `Cannot write ${path}: it is there already, or this user may not write there`, {
      cause,
    })
  })
  await writeFile(path, `${await admitPerson(folder, name, rights)}\n`)
  context.say(commandText.admitted(name, path))
  return 'ok'
}

function rightsOf(text: string): readonly InsideRight[] {
  const asked = text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
  const rights = insideRights.filter((right) => right === 'search' || asked.includes(right))
  const strange = asked.find((one) => !insideRights.some((right) => right === one))
  if (strange === undefined) return rights
  throw new CommandError('usage', 'RIGHT_UNKNOWN', `There is no right "${strange}", expected some of ${insideRights.join(', ')}`)
}

function folderOf(context: CommandContext): string {
  return resolve(textOption(context, 'folder') ?? 'gateway')
}

function textOption({ options }: CommandContext, name: string): string | null {
  const value = options[name]
  return typeof value === 'string' ? value : null
}
