import Type from 'typebox'
import { findAuthority, listAuthorities } from '#authority/authority-store.ts'
import { utf8 } from '#base/bytes.ts'
import { canonicalJson } from '#base/canonical-json.ts'
import { filingSchema } from '#envelope/filing-schema.ts'
import { checkCodeOf } from '#envelope/offline-file.ts'
import { instantSchema, readInstant } from '#http/instant-schema.ts'
import { notFound } from '#http/problem.ts'
import { newestKeys } from '#identity/key-store.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { standingTo } from '#incident/standing.ts'
import { findOperators } from '#operator/operator-store.ts'
import { reportsOfIncident } from '#report/report-store.ts'
import type { FiledReport } from '#report/report.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { filePhoneNotice, type PhoneNoticeParts } from './file-phone-notice.ts'
import type { PhoneNotice } from './phone-notice.ts'
import { findNotice } from './phone-notice-store.ts'
import { phonesOf } from './phone-store.ts'

/** What the routes of the telephone work with. */
export type PhoneRouteParts = PhoneNoticeParts & { readonly metrics: Metrics }

const largestNoticeBytes = 2 * 1024 * 1024
const mostFound = 20
const lookUpsPerMinute = 60

/** Returns the routes by which a report is taken by telephone: the numbers, the registry, the notice and its state. */
export function phoneRoutes(parts: PhoneRouteParts): readonly ActorRoute[] {
  return [numbersRoute(parts), registryRoute(parts), noticeRoute(parts), stateRoute(parts)]
}

function numbersRoute({ database }: PhoneRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/authorities/phones',
    operation: 'listAuthorityPhones',
    summary: 'The telephone numbers of the authorities, on which reports are taken when nothing else works',
    tag: 'telephone',
    permission: 'directory.read',
    answers: { 200: { description: 'Authorities with their numbers' } },
    handler: async () => {
      const authorities = await listAuthorities(database.kysely)
      const phones = await phonesOf(
        database.kysely,
        authorities.map(({ organisationId }) => organisationId),
      )
      const listed = authorities.map(({ organisationId, name, kind, sectors }) => ({
        organisationId,
        name,
        kind,
        sectors,
        numbers: phones.get(organisationId) ?? [],
      }))
      return { body: { authorities: listed } }
    },
  })
}

function registryRoute({ database }: PhoneRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/operators',
    operation: 'findOperators',
    summary:
      'Operators by name or corporate number, with the registered numbers to call back on and the key to seal to; for officers who take a call',
    tag: 'telephone',
    permission: 'phone-notice.file',
    query: Type.Object({ words: Type.String({ minLength: 2, maxLength: 100 }) }, { additionalProperties: false }),
    perMinute: lookUpsPerMinute,
    answers: { 200: { description: 'At most twenty operators' } },
    handler: async ({ query }) => {
      const queries = database.kysely
      const found = await findOperators(queries, query.words.normalize('NFKC').trim(), mostFound)
      const ids = found.map(({ organisationId }) => organisationId)
      const [phones, keys] = await Promise.all([phonesOf(queries, ids), newestKeys(queries, ids)])
      const byHolder = new Map(keys.map((key) => [key.organisationId, key]))
      const operators = found.flatMap((one) => {
        const key = byHolder.get(one.organisationId)
        if (key === undefined) return []
        const { organisationId, keyId, recipient } = key
        return [{ ...one, numbers: phones.get(organisationId) ?? [], key: { organisationId, keyId, recipient } }]
      })
      return { body: { operators } }
    },
  })
}

const noticeSchema = Type.Object(
  {
    operatorId: uuidSchema,
    calledAt: instantSchema,
    calledBackOn: Type.Integer({ minimum: 1, maximum: 9, description: 'Place of the registered number, from 1' }),
    filing: filingSchema,
  },
  { additionalProperties: false },
)

function noticeRoute(parts: PhoneRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/phone-notices',
    operation: 'filePhoneNotice',
    summary:
      "Files what an officer wrote down in a call as the operator's first report, sealed and signed by the officer; unconfirmed until the operator follows up",
    tag: 'telephone',
    permission: 'phone-notice.file',
    body: noticeSchema,
    bodyBytes: largestNoticeBytes,
    perMinute: lookUpsPerMinute,
    answers: {
      201: { description: 'Filed' },
      200: { description: 'The same notice was filed before' },
      422: { description: 'The notice is refused; errors carry JSON pointers' },
    },
    handler: async ({ actor, body }) => {
      if (actor.kind !== 'person') throw notFound('report')
      const { operatorId, calledBackOn, filing } = body
      const calledAt = readInstant(body.calledAt, '/body/calledAt')
      const bytes = utf8(canonicalJson(filing))
      const { report, added } = await filePhoneNotice(actor, { operatorId, calledBackOn, calledAt, filing, bytes }, parts)
      if (added) parts.metrics.reportsFiled.inc({ stage: report.stage })
      return { status: added ? 201 : 200, body: { ...report, readBackCode: checkCodeOf(report.digest) } }
    },
  })
}

function stateRoute(parts: PhoneRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/incidents/{id}/phone-notice',
    operation: 'readPhoneNotice',
    summary:
      'The notice by telephone with which an incident began, and whether its operator has confirmed it; null where it began otherwise',
    tag: 'telephone',
    permission: 'report.read',
    params: Type.Object({ id: uuidSchema }),
    answers: { 200: { description: 'The notice, or null' }, 404: { description: 'No such incident, or not yours to see' } },
    handler: async ({ actor, params }) => {
      await standingTo({ actor, action: 'report.read', incidentId: params.id, what: 'incident' }, parts)
      return { body: { notice: await shownNotice(params.id, parts) } }
    },
  })
}

async function shownNotice(incidentId: string, { database }: PhoneRouteParts): Promise<PhoneNotice | null> {
  const queries = database.kysely
  const stored = await findNotice(queries, incidentId)
  if (stored === null) return null
  const reports = await reportsOfIncident(queries, incidentId)
  const report = reports.find(({ reportId }) => reportId === stored.reportId)
  if (report === undefined) return null
  return {
    reportId: report.reportId,
    filedAt: report.filedAt,
    authority: (await findAuthority(queries, stored.authorityId))?.name ?? null,
    readBackCode: checkCodeOf(report.digest),
    state: stateAfter(reports.at(-1) ?? report),
  }
}

/** Nobody but the operator can file what follows, so that any report after the notice confirms it, or takes it back. */
function stateAfter(latest: FiledReport): PhoneNotice['state'] {
  if (latest.revision === 1) return 'unconfirmed'
  return latest.stage === 'withdrawal' ? 'withdrawn' : 'confirmed'
}
