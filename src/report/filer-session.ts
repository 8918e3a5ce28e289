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
 * Returns the own keys, unlocked by NOROSHI_PASSPHRASE; in the demonstration the server tells the passphrase of its fictional people.
 *
 * @throws {CommandError} `PASSPHRASE_NEEDED`; {@link EnvelopeError} if it is wrong.
 */
export async function unlockOwnKeys(
  context: Pick<CommandContext, 'client' | 'environment'>,
  person: TerminalPerson,
): Promise<UnlockedKeys> {
  const wrapped = (await context.client.json('/api/v1/keys/mine', { retries: 3 })) as unknown as WrappedKeys
  const words = context.environment['NOROSHI_PASSPHRASE'] ?? (await demoPassphrase(context.client, person))
  return unlockKeys(wrapped, { kind: 'passphrase', words })
}

async function demoPassphrase(client: ServiceClient, person: TerminalPerson): Promise<string> {
  const found = person.demo
    ? ((await client.json('/api/v1/demo/personas')) as unknown as PersonasAnswer).personas.find((one) => one.personId === person.personId)
    : undefined
  if (found === undefined)
    throw new CommandError(
      'authentication',
      'PASSPHRASE_NEEDED',
      'Unlocking your key needs its passphrase: set NOROSHI_PASSPHRASE or NOROSHI_PASSPHRASE_FILE',
    )
  return found.passphrase
}

/** Returns what the registry says of the own operator. */
export async function readOwnOperator(client: ServiceClient, person: TerminalPerson): Promise<OwnOperator> {
  const operator = (await client.json('/api/v1/operator', { retries: 3 })) as unknown as Omit<OwnOperator, 'name'>
  return { ...operator, name: person.organisationName }
}
