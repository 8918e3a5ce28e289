import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { roles, type Actor, type PersonActor, type Role } from '#identity/actor.ts'
import { can, isAction, type Standing } from '#identity/can.ts'
import { hashCredential, tokenOf } from '#identity/credential.ts'
import { actorsOfTokens, insertPeople, insertToken, listPeople } from '#identity/identity-store.ts'
import type { ActorRoute } from '#identity/route.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { nextFiling, openFiler, postFiling, type Filer } from '../../test/support/filings.ts'
import { demoToken } from './load-demo.ts'

/** One caller of the matrix: who it is, and how the sample incident stands to it. */
type Caller = { readonly name: string; readonly token: string | null; readonly actor: Actor; readonly standing: Standing }

/** Values for the parameters in a path: of the sample, and of an object that does not exist. */
type Parameters = Readonly<Record<string, { readonly sample: string; readonly absent: string }>>

/** Bodies that pass the schema, for routes whose question is about an object. */
const bodies: Readonly<Record<string, unknown>> = {
  openReport: { purpose: 'matrix', requestedAt: '2026-11-22T00:00:00Z', nonce: `${'A'.repeat(22)}==`, signature: `${'A'.repeat(86)}==` },
  shareReport: {
    keyId: randomUUID(),
    envelope: 'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IG1sa2VtNzY4eDI1NTE5',
    requestedAt: '2026-11-22T00:00:00Z',
    signature: `${'A'.repeat(86)}==`,
  },
  requestSealedOpening: {
    id: randomUUID(),
    purpose: 'matrix',
    revealAt: '2026-11-23T00:00:00Z',
    requestedAt: '2026-11-22T00:00:00Z',
    signature: `${'A'.repeat(86)}==`,
  },
  exportForRecovery: { purpose: 'matrix', holders: 3 },
  returnFromRecovery: {
    purpose: 'matrix',
    holders: 3,
    keyId: randomUUID(),
    envelope: 'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IG1sa2VtNzY4eDI1NTE5',
  },
  stateElsewhere: { law: 'jp.ccea.art5', stage: 'detailed', at: '2026-11-22T00:00:00Z' },
  recordAct: { law: 'jp.ccea.art5', stage: 'acknowledgement' },
  adjustClock: {
    id: randomUUID(),
    law: 'jp.ccea.art5',
    stage: 'detailed',
    kind: 'extension',
    until: '2026-11-22T00:00:00Z',
    reason: 'matrix',
  },
}

let server: DemoServer
let filer: Filer
let callers: readonly Caller[]
let reportId: string
let incidentId: string

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
  const filing = await nextFiling(filer)
  const filed = await postFiling(filer, filing)
  assert.equal(filed.status, 201)
  reportId = filing.reportId
  incidentId = filing.incidentId
  callers = await findCallers(new Set(filing.sealed.authorities.map((one) => one.keyId)))
})

after(() => server.stop())

test('every route answers every role on own, received and foreign objects as the table of acts says', async () => {
  const wrong: string[] = []
  for (const route of server.routes) {
    for (const caller of callers) {
      const expected = expectedOutcome(route, caller)
      const status = await call(route, caller, 'sample')
      if (expected !== 'either' && outcomeOf(status, route) !== expected)
        wrong.push(`${caller.name}: ${route.method} ${route.path} answered ${status}, expected ${expected}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('every route answers alike for a foreign object and for one that does not exist', async () => {
  const wrong: string[] = []
  for (const route of server.routes.filter((one) => objectOf(one) !== null)) {
    for (const caller of callers.filter((one) => expectedOutcome(route, one) === 'absent')) {
      const [foreign, absent] = [await answerText(route, caller, 'sample'), await answerText(route, caller, 'absent')]
      if (foreign !== absent) wrong.push(`${caller.name}: ${route.method} ${route.path}: ${foreign} is not ${absent}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('the matrix has every role and both sides of every relation', () => {
  const held = new Set(callers.flatMap(({ actor }) => (actor.kind === 'person' ? actor.roles : [])))
  assert.deepEqual([...held].toSorted(), [...roles].toSorted())
  assert.ok(
    callers.some((one) => one.standing.own) &&
      callers.some((one) => one.standing.received) &&
      callers.some((one) => !one.standing.own && !one.standing.received),
  )
})

async function findCallers(keyIds: ReadonlySet<string>): Promise<readonly Caller[]> {
  const people = await listPeople(server.test.database.kysely)
  const own = people.find((one) => demoToken(server.secret, one.personId) === filer.token)
  const received = new Set(filer.directory.authorities.filter((one) => keyIds.has(one.keyId)).map((one) => one.organisationId))
  const standing = (actor: Actor): Standing => ({
    own: actor.kind === 'person' && actor.organisationId === own?.organisationId,
    received: actor.kind === 'person' && received.has(actor.organisationId),
  })
  const known = people.map((actor): Caller => ({
    name: nameOf(actor, standing(actor)),
    token: demoToken(server.secret, actor.personId),
    actor,
    standing: standing(actor),
  }))
  const one = [...Map.groupBy(known, (caller) => caller.name).values()].flatMap((same) => same.slice(0, 1))
  const rest = roles.filter((role) => !one.some(({ actor }) => actor.kind === 'person' && actor.roles.includes(role)))
  const added = await Promise.all(rest.map((role) => addPerson(role, own ?? people[0])))
  return [{ name: 'anonymous', token: null, actor: { kind: 'anonymous' }, standing: { own: false, received: false } }, ...one, ...added]
}

function nameOf(actor: PersonActor, standing: Standing): string {
  const side = standing.own ? 'own' : standing.received ? 'received' : 'foreign'
  return `${side} ${actor.organisationKind} ${actor.roles.join('+')}`
}

/** Adds somebody with a role that nobody of the fictional country holds, in an organisation that is neither the filer's nor a recipient. */
async function addPerson(role: Role, beside: PersonActor | undefined): Promise<Caller> {
  const queries = server.test.database.kysely
  const organisation = (await listPeople(queries)).find(
    (one) => one.organisationKind === 'subscriber' && one.organisationId !== beside?.organisationId,
  )
  const id = randomUUID()
  await insertPeople(queries, [
    { id, organisationId: organisation?.organisationId ?? '', name: { ja: '試験 役', en: 'Test Role' }, roles: [role], pseudonym: 'T' },
  ])
  const token = tokenOf(createHash('sha256').update(id).digest())
  await insertToken(queries, {
    hash: hashCredential(token),
    id: randomUUID(),
    personId: id,
    label: role,
    scopes: null,
    createdAt: '2026-01-01T00:00:00Z',
    expiresAt: '2099-01-01T00:00:00Z',
  })
  const hash = hashCredential(token)
  const actor = (await actorsOfTokens(queries, [hash], '2026-11-22T00:00:00Z')).get(hash.toString('hex'))
  assert.ok(actor)
  return { name: `foreign ${role}`, token, actor, standing: { own: false, received: false } }
}

/** Which object the path of a route names, or null. */
function objectOf(route: ActorRoute): 'case' | 'other' | null {
  if (!route.path.includes('{')) return null
  return /^\/api\/v1\/(?:reports|incidents)\/\{id\}/.test(route.path) ? 'case' : 'other'
}

type Outcome = 'allowed' | 'sign-in' | 'refused' | 'absent' | 'either'

function expectedOutcome(route: ActorRoute, caller: Caller): Outcome {
  assert.ok(isAction(route.permission))
  if (!can(caller.actor, route.permission)) return caller.actor.kind === 'anonymous' ? 'sign-in' : 'refused'
  const object = objectOf(route)
  if (object === 'case') return can(caller.actor, route.permission, caller.standing) ? 'allowed' : 'absent'
  // The sample has no warning, key or collection of these names: what a caller may try, it is told is absent, or it gets it.
  return object === 'other' ? 'either' : 'allowed'
}

function outcomeOf(status: number, route: ActorRoute): Outcome {
  if (status === 401) return 'sign-in'
  // A 404 where the path names no object says that the caller has none of it yet, such as a key of its own.
  if (status === 404 && objectOf(route) !== null) return 'absent'
  return status === 403 ? 'refused' : 'allowed'
}

function parametersFor(route: ActorRoute): Parameters {
  const id = route.path.startsWith('/api/v1/reports') ? reportId : incidentId
  return { id: { sample: id, absent: randomUUID() } }
}

async function send(route: ActorRoute, caller: Caller, which: 'sample' | 'absent'): Promise<Response> {
  const parameters = parametersFor(route)
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name]?.[which] ?? randomUUID())
  const headers = {
    ...(caller.token === null ? {} : { authorization: `Bearer ${caller.token}` }),
    accept: '*/*',
    'content-type': 'application/json',
  }
  const aborter = new AbortController()
  const response = await fetch(server.url + path, {
    method: route.method,
    headers,
    signal: aborter.signal,
    ...(route.method === 'POST' ? { body: JSON.stringify(bodies[route.operation] ?? {}) } : {}),
  })
  if ((response.headers.get('content-type') ?? '').startsWith('text/event-stream')) aborter.abort()
  return response
}

/** Returns the status; a 403 about what was sent, not about who sent it, counts as let through. */
async function call(route: ActorRoute, caller: Caller, which: 'sample' | 'absent'): Promise<number> {
  const response = await send(route, caller, which)
  if (response.status !== 403) return response.status
  // TAXII has a form of errors of its own.
  const { code, error_code: taxiiCode } = (await response.json()) as { code?: string; error_code?: string }
  return (code ?? taxiiCode) === 'NOT_PERMITTED' ? 403 : 422
}

async function answerText(route: ActorRoute, caller: Caller, which: 'sample' | 'absent'): Promise<string> {
  const response = await send(route, caller, which)
  return `${response.status} ${(await response.text()).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')}`
}
