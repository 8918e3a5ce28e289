import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { hybridAgeFile } from '#envelope/filing-schema.ts'
import { longestEnvelope } from '#envelope/key-envelope.ts'
import { notFound } from '#http/problem.ts'
import type { Actor, PersonActor } from '#identity/actor.ts'
import { readCredential } from '#identity/credential.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { cookieHeader } from '#identity/session-routes.ts'
import { beginSession } from '#identity/sign-in.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { epochStatementSchema } from '#key-directory/epoch-statement.ts'
import { memberApprovalSchema } from '#key-directory/member-approval.ts'
import type { Clock } from '#runtime/clock.ts'
import { approveMember } from './approve-member.ts'
import { takeFirstKey } from './first-key.ts'
import { acceptInvitation, issueInvitation } from './invite.ts'
import { authorityRoles, type MembersAnswer } from './member.ts'
import { keysOfOrganisation, listChanges, listMembers, listNewcomers } from './member-store.ts'
import { refuseNewcomer } from './refuse-newcomer.ts'
import { removeMember, rotateKey } from './turn-epoch.ts'

/** What the routes about members work with. */
export type MemberRouteParts = { readonly database: Database; readonly clock: Clock; readonly graceDays: number; readonly origin: string }

const strict = { additionalProperties: false } as const
const tag = 'members'
const params = Type.Object({ personId: uuidSchema })
const wrapped = Type.String({ pattern: hybridAgeFile, maxLength: longestEnvelope })
const copies = Type.Array(Type.Object({ keyId: uuidSchema, personKeyId: uuidSchema, wrapped }, strict), { maxItems: 500 })
const personName = Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })
const epochOrder = Type.Object({ statement: epochStatementSchema, copies }, strict)
const epochAnswers = {
  200: { description: 'The new epoch' },
  403: { description: 'The statement is not signed as it must be' },
  409: { description: 'Members or key changed meanwhile' },
}

/** Returns the routes about the members of an authority: invitations, approvals, leaving, the team key. */
export function memberRoutes(parts: MemberRouteParts): readonly ActorRoute[] {
  return [
    listRoute(parts),
    inviteRoute(parts),
    acceptRoute(parts),
    approveRoute(parts),
    refuseRoute(parts),
    ...epochRoutes(parts),
    firstKeyRoute(parts),
  ]
}

function listRoute({ database }: MemberRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/members',
    operation: 'listMembers',
    summary: 'The members of the own authority, who waits to be let in, and what became of members and keys',
    tag,
    permission: 'member.read',
    answers: { 200: { description: 'The members with their public keys; a client wraps nothing for keys that were not vouched for' } },
    handler: async ({ actor }) => {
      const { organisationId } = memberOf(actor)
      const queries = database.kysely
      const [members, newcomers, history, keys] = await Promise.all([
        listMembers(queries, organisationId),
        listNewcomers(queries, organisationId),
        listChanges(queries, organisationId),
        keysOfOrganisation(queries, organisationId),
      ])
      return { body: { organisationId, epoch: keys.at(-1)?.epoch ?? 0, members, newcomers, history } satisfies MembersAnswer }
    },
  })
}

function inviteRoute({ database, clock, origin }: MemberRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/invitations',
    operation: 'invitePerson',
    summary: 'Invites a person into the own authority; the link counts once, for three days, and brings no access by itself',
    tag,
    permission: 'member.manage',
    body: Type.Object(
      {
        name: Type.Object({ ja: personName, en: personName }, strict),
        roles: Type.Array(Type.Enum([...authorityRoles]), { minItems: 1, maxItems: 3, uniqueItems: true }),
      },
      strict,
    ),
    answers: { 201: { description: 'The link; it is shown once' } },
    handler: async ({ actor, body }) => {
      const { organisationId, personId } = memberOf(actor)
      const { name, roles } = body
      const issued = await issueInvitation(database.kysely, { organisationId, name, roles, invitedBy: personId }, clock.now())
      return { status: 201, body: { ...issued, link: `${origin}/p/join#${issued.code}` } }
    },
  })
}

function acceptRoute({ database, clock }: MemberRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/invitations/{code}/accept',
    operation: 'acceptInvitation',
    summary: 'Accepts an invitation and begins a session in which the person may enrol keys, and nothing else until it was approved',
    tag,
    permission: 'public',
    params: Type.Object({ code: Type.String({ pattern: '^[A-Za-z0-9_-]{32}$' }) }),
    answers: {
      201: { description: 'The person and where it stands; the session is in the cookie' },
      404: { description: 'No such invitation' },
    },
    handler: async ({ params: { code }, headers }) => {
      const accepted = await database.kysely.transaction().execute((tx) => acceptInvitation(tx, code, clock.now()))
      const old = readCredential(headers)
      const value = await beginSession(accepted.personId, old.kind === 'session' ? old.value : null, { database, clock })
      return { status: 201, headers: cookieHeader(value), body: accepted }
    },
  })
}

function approveRoute({ database, clock }: MemberRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/members/{personId}/approvals',
    operation: 'approveMember',
    summary:
      "Approves a newcomer's keys by the own signature; the approval that completes it brings the team keys, wrapped for the newcomer",
    tag,
    permission: 'member.approve',
    params,
    body: Type.Object({ approval: memberApprovalSchema, copies }, strict),
    answers: {
      200: { description: 'Whether the newcomer has joined' },
      403: { description: 'The approval is not of the keys that this person has now' },
      409: { description: 'Team keys are missing' },
    },
    handler: async ({ actor, params: { personId }, body }) => {
      const how = { actor: memberOf(actor), now: clock.now() }
      const status = await database.kysely.transaction().execute((tx) => approveMember(tx, { ...body, personId }, how))
      return { body: { status } }
    },
  })
}

function refuseRoute({ database, clock }: MemberRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/members/{personId}/refusal',
    operation: 'refuseNewcomer',
    summary: 'Turns a newcomer down',
    tag,
    permission: 'member.manage',
    params,
    answers: { 204: { description: 'Turned down; its session has ended' } },
    handler: async ({ actor, params: { personId } }) => {
      const how = { actor: memberOf(actor), now: clock.now() }
      await database.kysely.transaction().execute((tx) => refuseNewcomer(tx, personId, how))
      return { status: 204 }
    },
  })
}

function epochRoutes({ database, clock, graceDays }: MemberRouteParts): readonly ActorRoute[] {
  const common = { tag, permission: 'member.manage', body: epochOrder, answers: epochAnswers } as const
  return [
    route({
      ...common,
      method: 'POST',
      path: '/api/v1/members/{personId}/removal',
      operation: 'removeMember',
      summary: 'Ends a membership: sessions, tokens and openings at once, with the next team key wrapped for those who stay',
      params,
      handler: async ({ actor, params: { personId }, body }) => {
        const how = { actor: memberOf(actor), now: clock.now(), graceDays }
        const epoch = await database.kysely.transaction().execute((tx) => removeMember(tx, { ...body, personId }, how))
        return { body: { epoch } }
      },
    }),
    route({
      ...common,
      method: 'POST',
      path: '/api/v1/members/rotation',
      operation: 'rotateTeamKey',
      summary: 'Replaces the team key without anybody leaving, as once a year',
      handler: async ({ actor, body }) => {
        const how = { actor: memberOf(actor), now: clock.now(), graceDays }
        return { body: { epoch: await database.kysely.transaction().execute((tx) => rotateKey(tx, body, how)) } }
      },
    }),
  ]
}

function firstKeyRoute({ database, clock }: MemberRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/members/first-key',
    operation: 'makeFirstTeamKey',
    summary: 'Takes the first team key of an authority, wrapped for the administrator who made it',
    tag,
    permission: 'member.manage',
    body: Type.Object({ keyId: uuidSchema, recipient: epochStatementSchema.properties.recipient, wrapped }, strict),
    answers: { 204: { description: 'Taken; the next version of the directory lists it' }, 409: { description: 'There is one already' } },
    handler: async ({ actor, body }) => {
      const how = { actor: memberOf(actor), now: clock.now() }
      await database.kysely.transaction().execute((tx) => takeFirstKey(tx, body, how))
      return { status: 204 }
    },
  })
}

function memberOf(actor: Actor): PersonActor {
  if (actor.kind !== 'person') throw notFound('member')
  return actor
}
