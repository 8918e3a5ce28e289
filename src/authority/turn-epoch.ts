import type { InTransaction } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { PersonActor } from '#identity/actor.ts'
import { DirectoryError } from '#key-directory/directory-error.ts'
import {
  applyStatements,
  formatStatement,
  isStatementSigned,
  parseStatement,
  statementDigest,
  type EpochStatement,
} from '#key-directory/epoch-statement.ts'
import { personFingerprint } from '#key-directory/fingerprint.ts'
import { appendEntry } from '#receipt/append-entry.ts'
import { logInstant } from '#receipt/log-instant.ts'
import { actingPerson, type ActingPerson } from './acting-person.ts'
import { listStatements, newestDirectory } from './directory-store.ts'
import type { Member, WrappedCopy } from './member.ts'
import { endMembership, insertChange, insertCopies, insertEpoch, insertStatement, keysOfOrganisation, listMembers } from './member-store.ts'
import { directoryOf } from './propose-directory.ts'
import type { EpochOrder } from './vouch.ts'

/** How an epoch is turned. */
export type TurnParts = { readonly actor: PersonActor; readonly now: Temporal.Instant; readonly graceDays: number }

const freshMinutes = 5

/**
 * Takes a member out of an authority: sessions, tokens and key end, openings are refused, and the team key becomes the next one, all at once.
 *
 * Openings that hold the member's rows are waited for; none is committed after this transaction.
 *
 * @throws {Problem} 404 for nobody of the own authority; 409 `LAST_ADMINISTRATOR`; as `rotateKey`.
 */
export async function removeMember(
  tx: InTransaction,
  order: EpochOrder & { readonly personId: string },
  parts: TurnParts,
): Promise<number> {
  const acting = await actingPerson(tx, parts.actor, 'member.manage')
  const { organisationId } = acting.person
  const members = await listMembers(tx, organisationId)
  const leaver = members.find(({ personId }) => personId === order.personId)
  if (leaver === undefined) throw notFound('member')
  const staying = members.filter((one) => one !== leaver)
  if (!staying.some(({ roles, key }) => key !== null && roles.includes('authority-administrator')))
    throw new Problem(409, 'LAST_ADMINISTRATOR', 'An authority keeps at least one administrator with a key; let another one join first')
  const at = parts.now.toString()
  await endMembership(tx, leaver.personId, at)
  const epoch = await turn(tx, order, { ...parts, acting, staying, left: leaver.personId })
  await insertChange(tx, { organisationId, personId: leaver.personId, change: 'leave', epoch, by: acting.person.personId, at })
  await appendEntry(tx, {
    kind: 'member',
    at: logInstant(parts.now),
    authority: acting.authorityCode,
    member: leaver.personId,
    change: 'leave',
    epoch,
    // Somebody who never had a usable key leaves none behind.
    fingerprint: leaver.key === null ? '0'.repeat(64) : personFingerprint(leaver.key),
  })
  return epoch
}

/**
 * Replaces the team key of an authority without anybody leaving.
 *
 * @throws {Problem} 409 `EPOCH_PASSED` if another epoch came in between, 403 `EPOCH_REFUSED` if the statement is not signed by the caller or would not be
 *   accepted by clients, 409 `MEMBERS_CHANGED` if it does not name exactly the members who stay, 409 `COPIES_MISSING`.
 */
export async function rotateKey(tx: InTransaction, order: EpochOrder, parts: TurnParts): Promise<number> {
  const acting = await actingPerson(tx, parts.actor, 'member.manage')
  const { organisationId, personId } = acting.person
  const epoch = await turn(tx, order, { ...parts, acting, staying: await listMembers(tx, organisationId), left: null })
  await insertChange(tx, { organisationId, personId, change: 'rotation', epoch, by: personId, at: parts.now.toString() })
  return epoch
}

type Turn = TurnParts & { readonly acting: ActingPerson; readonly staying: readonly Member[]; readonly left: string | null }

async function turn(tx: InTransaction, { statement, copies }: EpochOrder, how: Turn): Promise<number> {
  const { acting, now } = how
  const { organisationId } = acting.person
  await refuseUnfit(tx, statement, how)
  refuseOtherMembers({ statement, copies }, how.staying)
  const { keyId, epoch, recipient } = statement
  const earlierUntil = now.add({ hours: how.graceDays * 24 }).toString()
  await insertEpoch(tx, { organisationId, keyId, epoch, recipient }, { at: now.toString(), earlierUntil })
  await insertCopies(tx, copies)
  await insertStatement(tx, { keyId, organisationId, epoch, statement: formatStatement(statement) })
  await appendEntry(tx, {
    kind: 'epoch',
    at: logInstant(now),
    authority: acting.authorityCode,
    epoch,
    digest: statementDigest(statement),
  })
  return epoch
}

async function refuseUnfit(tx: InTransaction, statement: EpochStatement, { acting, left, now }: Turn): Promise<void> {
  const { organisationId } = acting.person
  const newest = (await keysOfOrganisation(tx, organisationId)).at(-1)
  if (newest === undefined || statement.epoch !== newest.epoch + 1 || statement.previousKeyId !== newest.keyId)
    throw new Problem(409, 'EPOCH_PASSED', 'The team key has changed meanwhile; load the list of members anew')
  const isFresh = Math.abs(now.epochMilliseconds - Date.parse(statement.issuedAt)) <= freshMinutes * 60_000
  const isOwn = statement.organisationId === organisationId && statement.signer === acting.key.signing && statement.left === left
  if (!isFresh || !isOwn || !(await isStatementSigned(statement))) throw refused('it is not signed by your own key for this act, now')
  await refuseUnacceptable(tx, statement)
}

/** Clients accept the key only from an administrator whom the root listed: one that they refuse would leave the authority without reports. */
async function refuseUnacceptable(tx: InTransaction, statement: EpochStatement): Promise<void> {
  const published = await newestDirectory(tx)
  const entries = published === null ? [] : directoryOf(published).entries
  for (const entry of entries) {
    if (entry.role !== 'authority' || entry.organisationId !== statement.organisationId) continue
    const known = (await listStatements(tx)).filter(({ organisationId }) => organisationId === entry.organisationId)
    try {
      await applyStatements(entry, [...known.map((one) => parseStatement(one.statement)), statement])
    } catch (error) {
      if (!(error instanceof DirectoryError)) throw error
      throw refused('the directory does not list you as an administrator yet; have the root sign its next version first')
    }
  }
}

function refuseOtherMembers({ statement, copies }: EpochOrder, staying: readonly Member[]): void {
  const expected = new Map(staying.flatMap(({ personId, key }) => (key === null ? [] : [[personId, personFingerprint(key)]])))
  const named = new Map(statement.members.map((one) => [one.personId, one.fingerprint]))
  const isSame = named.size === expected.size && [...expected].every(([personId, fingerprint]) => named.get(personId) === fingerprint)
  if (!isSame || statement.members.length !== named.size)
    throw new Problem(409, 'MEMBERS_CHANGED', 'The statement does not name exactly the members who stay; load the list of members anew')
  const wanted = new Set(staying.flatMap(({ key }) => (key === null ? [] : [key.keyId])))
  const given = new Set(copies.map(({ personKeyId }) => personKeyId))
  const isWhole = given.size === wanted.size && copies.length === wanted.size && [...wanted].every((one) => given.has(one))
  if (!isWhole || copies.some(({ keyId }: WrappedCopy) => keyId !== statement.keyId))
    throw new Problem(409, 'COPIES_MISSING', 'The new team key comes wrapped for every member who stays; load the list of members anew')
}

function refused(problem: string): Problem {
  return new Problem(403, 'EPOCH_REFUSED', `The new key is refused: ${problem}`)
}
