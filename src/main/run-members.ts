import { utf8 } from '#base/bytes.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import { readSignedKeys } from '#authority/read-directory.ts'
import type { Member, MembersAnswer } from '#authority/member.ts'
import { approveNewcomer, isVouchedFor, makeNextEpoch, type ActingMember } from '#authority/vouch.ts'
import { generateTeamKey, wrapFor } from '#envelope/key-envelope.ts'
import { roleNames } from '#identity/role-text.ts'
import type { WrappedKeys } from '#identity/unlock-keys.ts'
import { DirectoryError } from '#key-directory/directory-error.ts'
import type { CurrentAuthority } from '#key-directory/epoch-statement.ts'
import { formatFingerprint, isFingerprint, personFingerprint } from '#key-directory/fingerprint.ts'
import { terminalPerson, unlockOwnKeys } from '#report/filer-session.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { administrationText } from './administration-text.ts'

/** Lists the members of the own authority and who waits to be approved, each with the fingerprint to compare. */
export async function runMembers(context: CommandContext): Promise<Outcome> {
  const { answer, authority } = await readMembers(context)
  const isVouched = async (member: Member): Promise<boolean> => authority !== null && (await isVouchedFor(member, authority))
  const members = await Promise.all(answer.members.map(async (one) => ({ ...shown(one), vouched: await isVouched(one) })))
  const newcomers = answer.newcomers.map((one) => ({ ...shown(one), approvals: one.approvals.length }))
  if (context.json) {
    context.print(JSON.stringify({ epoch: answer.epoch, members, newcomers, history: answer.history }))
    return 'ok'
  }
  const { language } = context
  context.print(administrationText.epoch(answer.epoch)[language])
  for (const one of members)
    context.print(line(one, one.vouched || one.fingerprint === null ? '' : administrationText.notVouched[language], language))
  for (const one of newcomers) context.print(line(one, administrationText.waiting[language], language))
  return 'ok'
}

/** Invites a person and prints the link, once. */
export async function runInvite(context: CommandContext): Promise<Outcome> {
  const [ja, en] = context.args
  const roles = context.options['role']
  if (ja === undefined || en === undefined || !Array.isArray(roles))
    throw new CommandError(
      'usage',
      'NAME_MISSING',
      'Name the person and the roles: noroshi authority invite NAME-JA NAME-EN --role officer',
    )
  const issued = (await post(context, '/api/v1/invitations', { name: { ja, en }, roles: roles.map(String) })) as {
    readonly link: string
    readonly expiresAt: string
  }
  if (context.json) context.print(JSON.stringify(issued))
  else context.print(administrationText.invited(issued.link, issued.expiresAt)[context.language])
  return 'ok'
}

/** Approves a newcomer whose fingerprint was compared. */
export async function runApprove(context: CommandContext): Promise<Outcome> {
  const [personId] = context.args
  const typed = context.options['fingerprint']
  if (personId === undefined || typeof typed !== 'string')
    throw new CommandError(
      'usage',
      'FINGERPRINT_MISSING',
      'Name the person and the fingerprint that it read out: noroshi authority approve PERSON-ID --fingerprint DIGITS',
    )
  const { answer, acting } = await readActing(context)
  const newcomer = answer.newcomers.find((one) => one.personId === personId)
  if (newcomer?.key === undefined || newcomer.key === null)
    throw new CommandError(
      'refused',
      'NEWCOMER_UNKNOWN',
      `Nobody with the id ${personId} waits to be approved, or the person has enrolled no key yet`,
    )
  const fingerprint = personFingerprint(newcomer.key)
  if (!isFingerprint(typed, fingerprint))
    throw new CommandError(
      'refused',
      'APPROVAL_REFUSED',
      'Refused: the keys that the server shows have another fingerprint than the one that you compared',
    )
  const order = await explained(approveNewcomer(newcomer, fingerprint, { ...acting, members: answer.members }))
  const { status } = (await post(context, `/api/v1/members/${personId}/approvals`, order)) as { status: 'joined' | 'awaiting-approval' }
  if (context.json) context.print(JSON.stringify({ status }))
  else context.print(administrationText.approved(status)[context.language])
  return 'ok'
}

/** Removes a member and replaces the team key, in one request. */
export async function runRemove(context: CommandContext): Promise<Outcome> {
  const [personId] = context.args
  if (personId === undefined) throw new CommandError('usage', 'PERSON_MISSING', 'Name who leaves: noroshi authority remove PERSON-ID')
  const { answer, acting } = await readActing(context)
  if (!answer.members.some((one) => one.personId === personId))
    throw new CommandError('refused', 'MEMBER_UNKNOWN', `Nobody with the id ${personId} is a member`)
  const order = await explained(makeNextEpoch(answer, personId, acting))
  const { epoch } = (await post(context, `/api/v1/members/${personId}/removal`, order)) as { epoch: number }
  if (context.json) context.print(JSON.stringify({ epoch }))
  else context.print(administrationText.removed(epoch)[context.language])
  return 'ok'
}

/** Replaces the team key. */
export async function runRotate(context: CommandContext): Promise<Outcome> {
  const { answer, acting } = await readActing(context)
  const order = await explained(makeNextEpoch(answer, null, acting))
  const { epoch } = (await post(context, '/api/v1/members/rotation', order)) as { epoch: number }
  if (context.json) context.print(JSON.stringify({ epoch }))
  else context.print(administrationText.rotated(epoch)[context.language])
  return 'ok'
}

/** Makes the first team key of the own authority. */
export async function runFirstKey(context: CommandContext): Promise<Outcome> {
  const { person } = (await context.client.json('/api/v1/keys/mine')) as unknown as WrappedKeys
  const team = await generateTeamKey()
  const order = { keyId: crypto.randomUUID(), recipient: team.recipient, wrapped: await wrapFor(person.recipient, utf8(team.identity)) }
  await context.client.fetch('/api/v1/members/first-key', { method: 'POST', body: JSON.stringify(order) })
  context.print(administrationText.firstKeyMade[context.language])
  return 'ok'
}

async function readMembers(context: CommandContext): Promise<{ answer: MembersAnswer; authority: CurrentAuthority | null }> {
  const answer = (await context.client.json('/api/v1/members', { retries: 3 })) as unknown as MembersAnswer
  const { authorities } = await readSignedKeys(context)
  return { answer, authority: authorities.find(({ organisationId }) => organisationId === answer.organisationId) ?? null }
}

async function readActing(context: CommandContext): Promise<{ answer: MembersAnswer; acting: ActingMember }> {
  const person = await terminalPerson(context.client)
  const { answer, authority } = await readMembers(context)
  if (authority === null)
    throw new CommandError(
      'refused',
      'KEY_NOT_LISTED',
      'Your authority is not in the signed directory of keys yet; have the root sign its next version',
    )
  const keys = await unlockOwnKeys(context, person)
  return { answer, acting: { personId: person.personId, keys, authority, now: context.clock.now() } }
}

async function post(context: CommandContext, path: string, body: unknown): Promise<JsonValue> {
  return await context.client.json(path, { method: 'POST', body: JSON.stringify(body) })
}

async function explained<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (error instanceof DirectoryError) throw new CommandError('refused', error.code, error.message, { cause: error })
    throw error
  }
}

function shown({ personId, name, roles, key }: Member) {
  return { personId, name, roles, fingerprint: key === null ? null : formatFingerprint(personFingerprint(key)) }
}

function line(one: ReturnType<typeof shown>, remark: string, language: CommandContext['language']): string {
  const roles = one.roles.map((role) => roleNames[role][language]).join(', ')
  return [one.personId, one.name[language], roles, one.fingerprint ?? administrationText.noKey[language], remark].join('  ').trimEnd()
}
