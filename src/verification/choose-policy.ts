import { readFile } from 'node:fs/promises'
import { CommandError, type CommandContext } from '#runtime/command.ts'
import { ServiceError } from '#runtime/service-client.ts'
import { parsePolicy, type Policy } from '#transparency-log/policy.ts'
import { verifyText } from './verify-text.ts'

/**
 * Returns the policy in the file that `--policy` names; without one, that of the server, which then is believed about itself.
 *
 * @throws {LogError} As `parsePolicy`.
 * @throws {CommandError} `FILE_UNREADABLE`; `POLICY_MISSING` where no file is named and no server answers.
 */
export async function choosePolicy(context: CommandContext): Promise<Policy> {
  const file = context.options['policy']
  if (typeof file === 'string') return parsePolicy((await readNamed(file)).toString('utf8'))
  const text = await policyOrExplain(context)
  context.say(verifyText.policyOfServer(context.client.url))
  return parsePolicy(text)
}

async function policyOrExplain(context: CommandContext): Promise<string> {
  try {
    return await readPolicyOfServer(context)
  } catch (cause) {
    if (!(cause instanceof ServiceError) || cause.status !== 0) throw cause
    const sentence = `Cannot reach ${context.client.url} for the policy of the log: name one that you kept, with --policy FILE`
    throw new CommandError('failed', 'POLICY_MISSING', sentence, { cause })
  }
}

/** Returns the policy of the server's log as text. */
export async function readPolicyOfServer({ client, signal }: CommandContext): Promise<string> {
  return await (await client.fetch('/log/policy', { retries: 3, signal })).text()
}

/** Returns the bytes of a file that the person named. @throws {CommandError} `FILE_UNREADABLE` */
export async function readNamed(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw new CommandError('usage', 'FILE_UNREADABLE', `Cannot read ${file}`, { cause })
  }
}
