import { EnvelopeError } from '#envelope/envelope-error.ts'
import type { SlotSecret } from '#envelope/slot-secret.ts'
import { unlockKeys, type UnlockedKeys, type WrappedKeys } from '#identity/unlock-keys.ts'
import { CommandError, type CommandContext } from '#runtime/command.ts'
import type { ServiceClient } from '#runtime/service-client.ts'
import type { OwnOperator } from './prepare-report.ts'

/** Who is at the terminal, as the server knows the bearer of the token. */
export type TerminalPerson = { readonly personId: string; readonly organisationName: string; readonly demo: boolean }

type SessionAnswer = { signedIn: boolean; demo: boolean; person?: { id: string }; organisation?: { name: { ja: string; en: string } } }
type PersonasAnswer = { personas: readonly { personId: string; passphrase: string }[] }

/**
 * Returns whose token the client carries.
 *
 * @throws {CommandError} `SIGN_IN_NEEDED` without a token.
 */
export async function terminalPerson(client: ServiceClient): Promise<TerminalPerson> {
  const session = (await client.json('/api/v1/session', { retries: 3 })) as unknown as SessionAnswer
  if (session.person === undefined || session.organisation === undefined)
    throw new CommandError('authentication', 'SIGN_IN_NEEDED', 'This needs a token: set NOROSHI_TOKEN or NOROSHI_TOKEN_FILE')
  return { personId: session.person.id, organisationName: session.organisation.name.ja, demo: session.demo }
}

/**
 * Returns the own keys, unlocked by the printed code in NOROSHI_KEY_CODE or as it is typed at the terminal. People of the demonstration have a
 * passphrase as well, in NOROSHI_PASSPHRASE or as the server tells it.
 *
 * @throws {CommandError} `KEY_CODE_NEEDED`, `KEY_CODE_WRONG`; {@link PrintedCodeError} if it was typed wrongly; {@link EnvelopeError}.
 */
export async function unlockOwnKeys(
  context: Pick<CommandContext, 'client' | 'environment' | 'ask'>,
  person: TerminalPerson,
): Promise<UnlockedKeys> {
  const wrapped = (await context.client.json('/api/v1/keys/mine', { retries: 3 })) as unknown as WrappedKeys
  const secret = await slotSecret(context, { person, wrapped })
  return unlockKeys(wrapped, secret).catch((cause: unknown) => {
    const isWrong = cause instanceof EnvelopeError && secret.kind === 'printed-code'
    throw isWrong ? new CommandError('authentication', 'KEY_CODE_WRONG', 'This printed code does not unlock your key', { cause }) : cause
  })
}

async function slotSecret(
  { client, environment, ask }: Pick<CommandContext, 'client' | 'environment' | 'ask'>,
  { person, wrapped }: { person: TerminalPerson; wrapped: WrappedKeys },
): Promise<SlotSecret> {
  const given = environment['NOROSHI_KEY_CODE']
  if (given !== undefined) return { kind: 'printed-code', code: given }
  const words = environment['NOROSHI_PASSPHRASE']
  if (words !== undefined) return { kind: 'passphrase', words }
  if (person.demo && wrapped.person.slots.some(({ kind }) => kind === 'passphrase'))
    return { kind: 'passphrase', words: await demoPassphrase(client, person) }
  if (ask === undefined)
    throw new CommandError(
      'authentication',
      'KEY_CODE_NEEDED',
      'Unlocking your key takes your printed code: set NOROSHI_KEY_CODE or NOROSHI_KEY_CODE_FILE',
    )
  return { kind: 'printed-code', code: await ask({ ja: '印刷コード（表示されません）:', en: 'Printed code (not shown):' }) }
}

async function demoPassphrase(client: ServiceClient, person: TerminalPerson): Promise<string> {
  const { personas } = (await client.json('/api/v1/demo/personas')) as unknown as PersonasAnswer
  return personas.find((one) => one.personId === person.personId)?.passphrase ?? ''
}

/** Returns what the registry says of the own operator. */
export async function readOwnOperator(client: ServiceClient, person: TerminalPerson): Promise<OwnOperator> {
  const operator = (await client.json('/api/v1/operator', { retries: 3 })) as unknown as Omit<OwnOperator, 'name'>
  return { ...operator, name: person.organisationName }
}
