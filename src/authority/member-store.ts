import type { Generated } from 'kysely'
import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { Role } from '#identity/actor.ts'
import type { MemberApproval } from '#key-directory/member-approval.ts'
import type { Member, MemberChange, Newcomer, WrappedCopy } from './member.ts'

declare module '#database/tables.ts' {
  interface Tables {
    newcomer: {
      person_id: string
      organisation_id: string
      roles: readonly Role[]
      requested_at: string
      joined_at: string | null
      refused_at: string | null
    }
    member_approval: { person_id: string; approver_id: string; fingerprint: string; approval: MemberApproval; approved_at: string }
    member_change: {
      id: Generated<number>
      organisation_id: string
      person_id: string
      change: MemberChange['change']
      epoch: number
      changed_by: string | null
      changed_at: string
    }
  }
}

/** Locks an authority until the transaction ends, so that its members and keys change one act at a time; returns its code, or null if it is none. */
export async function lockAuthority(tx: InTransaction, organisationId: string): Promise<string | null> {
  const row = await tx.selectFrom('authority').select('code').where('organisation_id', '=', organisationId).forUpdate().executeTakeFirst()
  return row?.code ?? null
}

/** Returns the active members of an organisation; people who wait to be let in are none. */
export async function listMembers(queries: Queries, organisationId: string): Promise<readonly Member[]> {
  const rows = await people(queries)
    .where('person.organisation_id', '=', organisationId)
    .where('person.active', '=', true)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('newcomer')
            .select('newcomer.person_id')
            .whereRef('newcomer.person_id', '=', 'person.id')
            .where('newcomer.joined_at', 'is', null),
        ),
      ),
    )
    .orderBy('person.name_ja')
    .orderBy('person.id')
    .execute()
  const approvals = await approvalsOf(queries, organisationId)
  return rows.map((row) => ({ ...memberOf(row), approvals: approvals.get(row.personId) ?? [] }))
}

/** Returns who waits to be let in, oldest first. */
export async function listNewcomers(queries: Queries, organisationId: string): Promise<readonly Newcomer[]> {
  const rows = await people(queries)
    .innerJoin('newcomer', 'newcomer.person_id', 'person.id')
    .select(['newcomer.roles as wantedRoles', 'newcomer.requested_at as requestedAt'])
    .where('newcomer.organisation_id', '=', organisationId)
    .where('newcomer.joined_at', 'is', null)
    .where('newcomer.refused_at', 'is', null)
    .where('person.active', '=', true)
    .orderBy('newcomer.requested_at')
    .execute()
  const approvals = await approvalsOf(queries, organisationId)
  return rows.map((row) => ({
    ...memberOf(row),
    roles: row.wantedRoles,
    requestedAt: row.requestedAt,
    approvals: approvals.get(row.personId) ?? [],
  }))
}

function people(queries: Queries) {
  return queries
    .selectFrom('person')
    .leftJoin('person_key', (join) =>
      join
        .onRef('person_key.person_id', '=', 'person.id')
        .on('person_key.revoked_at', 'is', null)
        .on('person_key.usable_at', 'is not', null),
    )
    .select([
      'person.id as personId',
      'person.name_ja as ja',
      'person.name_en as en',
      'person.roles',
      'person_key.id as keyId',
      'person_key.recipient',
      'person_key.signing_key as signing',
    ])
}

type PersonLine = Awaited<ReturnType<ReturnType<typeof people>['execute']>>[number]

function memberOf({ personId, ja, en, roles, keyId, recipient, signing }: PersonLine): Omit<Member, 'approvals'> {
  const key = keyId === null || recipient === null || signing === null ? null : { keyId, recipient, signing }
  return { personId, name: { ja, en }, roles, key }
}

async function approvalsOf(queries: Queries, organisationId: string): Promise<ReadonlyMap<string, MemberApproval[]>> {
  const rows = await queries
    .selectFrom('member_approval')
    .innerJoin('person', 'person.id', 'member_approval.person_id')
    .select(['member_approval.person_id as personId', 'member_approval.approval'])
    .where('person.organisation_id', '=', organisationId)
    .orderBy('member_approval.approved_at')
    .execute()
  const byPerson = new Map<string, MemberApproval[]>()
  for (const { personId, approval } of rows) byPerson.set(personId, [...(byPerson.get(personId) ?? []), approval])
  return byPerson
}

/** Returns the approvals of a person's keys, oldest first. */
export async function listApprovals(queries: Queries, personId: string): Promise<readonly MemberApproval[]> {
  const rows = await queries
    .selectFrom('member_approval')
    .select('approval')
    .where('person_id', '=', personId)
    .orderBy('approved_at')
    .execute()
  return rows.map(({ approval }) => approval)
}

/** Adds somebody who wants to join; the person exists already and holds no role. */
export async function insertNewcomer(
  tx: InTransaction,
  newcomer: { readonly personId: string; readonly organisationId: string; readonly roles: readonly Role[]; readonly requestedAt: string },
): Promise<void> {
  const { personId, organisationId, roles, requestedAt } = newcomer
  await tx
    .insertInto('newcomer')
    .values({
      person_id: personId,
      organisation_id: organisationId,
      roles,
      requested_at: requestedAt,
      joined_at: null,
      refused_at: null,
    })
    .execute()
}

/** An approval and who gave it. */
export type GivenApproval = { readonly approverId: string; readonly approval: MemberApproval }

/** Adds approvals; one of the same keys by the same person takes the place of the one before. */
export async function insertApprovals(queries: Queries, approvals: readonly GivenApproval[]): Promise<void> {
  if (approvals.length === 0) return
  const rows = approvals.map(({ approverId, approval }) => ({
    person_id: approval.personId,
    approver_id: approverId,
    fingerprint: approval.fingerprint,
    approval: sql<MemberApproval>`${JSON.stringify(approval)}::jsonb`,
    approved_at: approval.approvedAt,
  }))
  await queries
    .insertInto('member_approval')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'approver_id', 'fingerprint']).doUpdateSet((row) => ({
        approval: row.ref('excluded.approval'),
        approved_at: row.ref('excluded.approved_at'),
      })),
    )
    .execute()
}

/**
 * Returns which active members approved the key with this fingerprint of a person, each with its roles.
 *
 * @param of.since Approvals up to this instant, ISO 8601, do not count any more; null lets all of them count.
 */
export async function approversOf(
  queries: Queries,
  of: { readonly personId: string; readonly fingerprint: string; readonly since: string | null },
): Promise<readonly { readonly personId: string; readonly roles: readonly Role[] }[]> {
  const { personId, fingerprint, since } = of
  return await queries
    .selectFrom('member_approval')
    .innerJoin('person', 'person.id', 'member_approval.approver_id')
    .select(['person.id as personId', 'person.roles'])
    .where('member_approval.person_id', '=', personId)
    .where('member_approval.fingerprint', '=', fingerprint)
    .where('member_approval.approved_at', '>', since ?? '-infinity')
    .where('person.active', '=', true)
    .execute()
}

/** Gives a newcomer its roles, and notes since when it is a member. */
export async function letIn(tx: InTransaction, personId: string, roles: readonly Role[], at: string): Promise<void> {
  await tx.updateTable('person').set({ roles }).where('id', '=', personId).execute()
  await tx.updateTable('newcomer').set({ joined_at: at }).where('person_id', '=', personId).execute()
}

/** Ends everything that a person can do: sessions, tokens, its key, and the person itself. Openings that hold the person's row are waited for. */
export async function endMembership(tx: InTransaction, personId: string, at: string): Promise<void> {
  await tx.updateTable('person').set({ active: false }).where('id', '=', personId).execute()
  await tx.updateTable('person_key').set({ revoked_at: at }).where('person_id', '=', personId).where('revoked_at', 'is', null).execute()
  await tx.deleteFrom('session').where('person_id', '=', personId).execute()
  await tx.updateTable('api_token').set({ revoked_at: at }).where('person_id', '=', personId).where('revoked_at', 'is', null).execute()
  await tx
    .updateTable('newcomer')
    .set({ refused_at: at })
    .where('person_id', '=', personId)
    .where('joined_at', 'is', null)
    .where('refused_at', 'is', null)
    .execute()
}

/** Returns all keys of an organisation, oldest first. */
export async function keysOfOrganisation(
  queries: Queries,
  organisationId: string,
): Promise<readonly { readonly keyId: string; readonly epoch: number; readonly recipient: string }[]> {
  return await queries
    .selectFrom('organisation_key')
    .select(['id as keyId', 'epoch', 'recipient'])
    .where('organisation_id', '=', organisationId)
    .orderBy('epoch')
    .execute()
}

/** Adds an epoch of an authority, and says until when reports sealed to the one before are still taken. */
export async function insertEpoch(
  tx: InTransaction,
  key: { readonly organisationId: string; readonly keyId: string; readonly epoch: number; readonly recipient: string },
  when: { readonly at: string; readonly earlierUntil: string },
): Promise<void> {
  const { organisationId, keyId, epoch, recipient } = key
  await tx
    .updateTable('organisation_key')
    .set({ revoked_at: when.earlierUntil })
    .where('organisation_id', '=', organisationId)
    .where('revoked_at', 'is', null)
    .execute()
  await tx
    .insertInto('organisation_key')
    .values({ id: keyId, organisation_id: organisationId, epoch, recipient, created_at: when.at })
    .execute()
}

/** Adds copies of team keys; a copy that stands already stays as it is. */
export async function insertCopies(tx: InTransaction, copies: readonly WrappedCopy[]): Promise<void> {
  await tx
    .insertInto('organisation_key_copy')
    .values(copies.map(({ keyId, personKeyId, wrapped }) => ({ key_id: keyId, person_key_id: personKeyId, wrapped })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Adds the statement that made an epoch. */
export async function insertStatement(
  tx: InTransaction,
  made: { readonly keyId: string; readonly organisationId: string; readonly epoch: number; readonly statement: string },
): Promise<void> {
  const { keyId, organisationId, epoch, statement } = made
  await tx.insertInto('epoch_statement').values({ key_id: keyId, organisation_id: organisationId, epoch, statement }).execute()
}

/** Notes what became of members or keys. */
export async function insertChange(
  tx: InTransaction,
  change: {
    readonly organisationId: string
    readonly personId: string
    readonly change: MemberChange['change']
    readonly epoch: number
    readonly by: string | null
    readonly at: string
  },
): Promise<void> {
  await tx
    .insertInto('member_change')
    .values({
      organisation_id: change.organisationId,
      person_id: change.personId,
      change: change.change,
      epoch: change.epoch,
      changed_by: change.by,
      changed_at: change.at,
    })
    .execute()
}

/** Returns what became of the members and keys of an organisation, newest first, at most 200 changes. */
export async function listChanges(queries: Queries, organisationId: string): Promise<readonly MemberChange[]> {
  const rows = await queries
    .selectFrom('member_change')
    .innerJoin('person', 'person.id', 'member_change.person_id')
    .leftJoin('person as actor', 'actor.id', 'member_change.changed_by')
    .select([
      'member_change.change',
      'member_change.epoch',
      'member_change.changed_at as at',
      'person.name_ja as ja',
      'person.name_en as en',
      'actor.name_ja as byJa',
      'actor.name_en as byEn',
    ])
    .where('member_change.organisation_id', '=', organisationId)
    .orderBy('member_change.id', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ change, epoch, at, ja, en, byJa, byEn }) => ({
    change,
    epoch,
    at,
    person: { ja, en },
    by: byJa === null || byEn === null ? null : { ja: byJa, en: byEn },
  }))
}
