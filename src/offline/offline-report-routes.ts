import Type from 'typebox'
import { checkCodeOf, largestOfflineFile } from '#envelope/offline-file.ts'
import { instantSchema, readInstant } from '#http/instant-schema.ts'
import { notFound, Problem } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { standingTo } from '#incident/standing.ts'
import { issueReceipt } from '#receipt/issue-receipt.ts'
import { reportsOfIncident } from '#report/report-store.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { findHandedInReport, handIn, type HandInParts, type HandInResult, type TakenByOfficer } from './hand-in.ts'
import { handedInOf } from './offline-report-store.ts'

/** What the routes about reports that come as files work with. */
export type OfflineRouteParts = HandInParts & { readonly metrics: Metrics }

// Base64 takes four characters for three bytes; the rest is for the JSON around it.
const longestFile = Math.ceil(largestOfflineFile / 3) * 4
const largestBody = longestFile + 1024
const filesPerMinute = 20

const fileSchema = Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', maxLength: longestFile, description: 'The file report.age as base64' })
const digestParams = Type.Object({ digest: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the file in hex' }) })
const strict = { additionalProperties: false } as const

const handedInSchema = Type.Object({
  reportId: uuidSchema,
  stage: Type.String(),
  filedAt: Type.String({ description: 'The instant that counts as that of filing, ISO 8601 in UTC' }),
  receivedAt: Type.String({ description: 'When it reached this system' }),
  reachedOfficerAt: Type.Union([Type.String(), Type.Null()], { description: 'When it reached an officer, if one handed it in' }),
  digest: Type.String({ description: 'SHA-256 in hex over what was signed and the signature; the receipt proves it' }),
  fileDigest: Type.String({ description: 'SHA-256 of the file in hex' }),
  checkCode: Type.String({ description: 'Sixteen digits, the same that sealing showed' }),
})

const handInAnswers = {
  201: { description: 'Filed', schema: handedInSchema },
  200: { description: 'The same file was handed in before', schema: handedInSchema },
  409: { description: 'The code was used for another report, was revoked or has expired' },
  422: { description: 'The file cannot be read, or something in the filing is wrong' },
}

/** Returns the routes by which a report that was sealed without a network is handed in, by anybody or by an officer, and its receipt fetched. */
export function offlineReportRoutes(parts: OfflineRouteParts): readonly ActorRoute[] {
  return [handInRoute(parts), officerRoute(parts), stateRoute(parts), receiptRoute(parts), incidentRoute(parts)]
}

function handInRoute(parts: OfflineRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/offline-reports',
    operation: 'handInReport',
    summary: 'Hands in a report that was sealed without a network; needs no account, and the same file is the same report',
    tag: 'offline reports',
    permission: 'public',
    body: Type.Object({ file: fileSchema }, strict),
    bodyBytes: largestBody,
    perMinute: filesPerMinute,
    answers: handInAnswers,
    handler: async ({ body }) => answerFor(await take(body.file, null, parts)),
  })
}

function officerRoute(parts: OfflineRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/received-offline-reports',
    operation: 'handInReceivedReport',
    summary:
      'Hands in, as an officer, a file that an operator delivered; it counts from when it reached the officer, and the log says both',
    tag: 'offline reports',
    permission: 'offline-report.hand-in',
    body: Type.Object({ file: fileSchema, reachedAt: instantSchema }, strict),
    bodyBytes: largestBody,
    perMinute: filesPerMinute,
    answers: handInAnswers,
    handler: async ({ actor, body }) => {
      if (actor.kind !== 'person') throw notFound('report')
      const reached = { at: readInstant(body.reachedAt, '/body/reachedAt'), authorityId: actor.organisationId }
      return answerFor(await take(body.file, reached, parts))
    },
  })
}

function stateRoute(parts: OfflineRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/offline-reports/{digest}',
    operation: 'readHandedInReport',
    summary: 'What a file became that was handed in, for whoever holds the file',
    tag: 'offline reports',
    permission: 'public',
    params: digestParams,
    answers: { 200: { description: 'The report', schema: handedInSchema }, 404: { description: 'No such file was handed in' } },
    handler: async ({ params }) => ({ body: shown(await known(params.digest, parts)) }),
  })
}

function receiptRoute(parts: OfflineRouteParts): ActorRoute {
  const contentType = 'text/plain; charset=utf-8'
  return route({
    method: 'GET',
    path: '/api/v1/offline-reports/{digest}/receipt',
    operation: 'readHandedInReceipt',
    summary: 'The receipt of a report that came as a file, for whoever holds the file',
    tag: 'offline reports',
    permission: 'public',
    params: digestParams,
    answers: {
      200: { description: 'A .tlog-proof file', contentType },
      202: { description: 'The log has not signed a head over it yet; ask again after Retry-After' },
      404: { description: 'No such file was handed in' },
    },
    handler: async ({ params }) => {
      const { report } = await known(params.digest, parts)
      const receipt = await issueReceipt(parts.database.kysely, report.reportId)
      if (receipt === null) throw notFound('receipt')
      if (receipt === 'waiting') return { status: 202, headers: { 'retry-after': '1' } }
      const headers = { 'content-disposition': `attachment; filename="${report.reportId}.tlog-proof"` }
      return { contentType, headers, body: Buffer.from(receipt) }
    },
  })
}

function incidentRoute(parts: OfflineRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/incidents/{id}/offline-reports',
    operation: 'listHandedInReports',
    summary: 'Which reports of an incident came as files: when each reached this system, and when it reached an officer',
    tag: 'offline reports',
    permission: 'report.read',
    params: Type.Object({ id: uuidSchema }),
    answers: { 200: { description: 'The files' }, 404: { description: 'No such incident, or not yours to see' } },
    handler: async ({ actor, params }) => {
      await standingTo({ actor, action: 'report.read', incidentId: params.id, what: 'incident' }, parts)
      const reports = await reportsOfIncident(parts.database.kysely, params.id)
      const files = await handedInOf(
        parts.database.kysely,
        reports.map(({ reportId }) => reportId),
      )
      const offlineReports = reports.flatMap((report) => {
        const handedIn = files.get(report.reportId)
        return handedIn === undefined ? [] : [shown({ handedIn, report })]
      })
      return { body: { offlineReports } }
    },
  })
}

async function take(file: string, reached: TakenByOfficer | null, parts: OfflineRouteParts): Promise<HandInResult> {
  const result = await handIn(fileBytes(file), reached, parts)
  if (result.added) parts.metrics.reportsFiled.inc({ stage: result.report.stage })
  return result
}

function fileBytes(file: string): Uint8Array {
  try {
    return Uint8Array.fromBase64(file)
  } catch (cause) {
    const detail = 'expected base64'
    throw new Problem(422, 'INPUT_INVALID', `The file cannot be read: ${detail}`, {
      cause,
      errors: [{ pointer: '/body/file', code: 'INPUT_INVALID', detail }],
    })
  }
}

async function known(digest: string, parts: OfflineRouteParts): Promise<Omit<HandInResult, 'added'>> {
  const found = await findHandedInReport(Buffer.from(digest, 'hex'), parts)
  if (found === null) throw notFound('report')
  return found
}

function answerFor(result: HandInResult) {
  const body = shown(result)
  return { status: result.added ? 201 : 200, headers: { location: `/api/v1/offline-reports/${body.fileDigest}` }, body }
}

function shown({ handedIn, report }: Omit<HandInResult, 'added'>) {
  const fileDigest = handedIn.fileDigest.toString('hex')
  return {
    reportId: report.reportId,
    stage: report.stage,
    filedAt: report.filedAt,
    receivedAt: handedIn.receivedAt,
    reachedOfficerAt: handedIn.reached?.at ?? null,
    digest: report.digest,
    fileDigest,
    checkCode: checkCodeOf(fileDigest),
  }
}
