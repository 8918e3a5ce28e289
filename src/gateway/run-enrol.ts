import { readFile, writeFile } from 'node:fs/promises'
import { isJsonObject, textAt } from '#base/json-object.ts'
import { parseJson } from '#base/parse-json.ts'
import { formatFingerprint, personFingerprint } from '#key-directory/fingerprint.ts'
import type { PublicKeys } from '#envelope/personal-key.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { commandText } from './gateway-text.ts'

/** As an administrator: adds a gateway to who waits to be let into the authority, and writes its token to a file. */
export async function runEnrol(context: CommandContext): Promise<Outcome> {
  const [path, ja, en] = context.args
  const tokenFile = context.options['token-file']
  if (path === undefined || ja === undefined || en === undefined || typeof tokenFile !== 'string') {
    const sentence =
      'Name the public keys, the gateway and where its token goes: noroshi gateway enrol KEYS.json NAME-JA NAME-EN --token-file FILE'
    throw new CommandError('usage', 'KEYS_MISSING', sentence)
  }
  const known = await readPublicKeys(path)
  // The file first: a token that nobody gets would leave a gateway that cannot sign in.
  await writeFile(tokenFile, '', { mode: 0o600, flag: 'wx' }).catch((cause: unknown) => {
    throw new CommandError(
      'failed',
      'FILE_UNWRITABLE',
      `Cannot write ${tokenFile}: it is there already, or this user may not write there`,
      { cause },
    )
  })
  const body = JSON.stringify({ ...known, name: { ja, en } })
  const { personId, token, expiresAt } = (await context.client.json('/api/v1/gateways', { method: 'POST', body })) as unknown as Enrolled
  await writeFile(tokenFile, `${token}\n`)
  const fingerprint = formatFingerprint(personFingerprint(known))
  if (context.json) context.print(JSON.stringify({ personId, fingerprint, expiresAt }))
  context.say(commandText.enrolled({ personId, fingerprint, tokenFile, expiresAt }))
  return 'ok'
}

type Enrolled = { readonly personId: string; readonly token: string; readonly expiresAt: string }

async function readPublicKeys(path: string): Promise<PublicKeys> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new CommandError('failed', 'FILE_UNREADABLE', `Cannot read ${path}`, { cause })
  })
  const keys = parseJson(bytes, { maxBytes: 8192, maxDepth: 2, maxKeys: 8 })
  const recipient = isJsonObject(keys) ? textAt(keys, 'recipient') : null
  const signing = isJsonObject(keys) ? textAt(keys, 'signing') : null
  if (recipient !== null && signing !== null) return { recipient, signing }
  throw new CommandError('validation', 'KEYS_MALFORMED', `${path} holds no public keys: expected what "noroshi gateway init" printed`)
}
