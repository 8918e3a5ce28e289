import Type from 'typebox'
import { listAuthorities, type AuthorityRow } from '#authority/authority-store.ts'
import type { LocalText } from '#base/language.ts'
import type { Database, Queries } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { standingTo } from '#incident/standing.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { createHeadWatch, type HeadWatch } from '#receipt/head-watch.ts'
import { issueCaseReceipts, type MayKnow } from '#receipt/issue-case-receipts.ts'
import { issueReceipt } from '#receipt/issue-receipt.ts'
import { endOfCase } from '#receipt/log-entry-store.ts'
import type { Clock } from '#runtime/clock.ts'
import { formatCaseBundle } from '#transparency-log/case-bundle.ts'
import type { CaseEntry } from '#transparency-log/entry.ts'
import { findFiledReport } from './report-store.ts'

type ReceiptRouteParts = {
  readonly database: Database
  readonly ownerTags: OwnerTags
  readonly clock: Clock
  /** Reports that one filer may send in a minute: it may ask for as many receipts. */
  readonly filingsPerMinute: number
}

const receiptType = 'text/plain; charset=utf-8'
const usualPerMinute = 600
const waiting = { status: 202, headers: { 'retry-after': '1' } } as const

/** Returns the routes that give the receipt of a report, and those of a whole case, to those who may read the report. */
export function receiptRoutes(parts: ReceiptRouteParts): readonly ActorRoute[] {
  return [receiptRoute(parts), bundleRoute(parts)]
}

function receiptRoute(parts: ReceiptRouteParts): ActorRoute {
  const watch = createHeadWatch(parts.database.kysely)
  return route({
    method: 'GET',
    path: '/api/v1/reports/{id}/receipt',
    operation: 'readReceipt',
    summary: 'The receipt of a report, to be verified offline (C2SP tlog-proof); provisional until witnesses have cosigned',
    tag: 'reports',
    permission: 'report.read',
    perMinute: Math.max(usualPerMinute, parts.filingsPerMinute),
    params: Type.Object({ id: uuidSchema }),
    query: Type.Object({
      wait: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 10, description: 'Seconds to wait for the head, which comes every quarter of a second' }),
      ),
    }),
    answers: {
      200: { description: 'A .tlog-proof file', contentType: receiptType },
      202: { description: 'The log has not signed a head over it yet; ask again after Retry-After' },
      404: { description: 'No such report, or not yours to see' },
      410: { description: 'The report was filed before this installation had a log' },
    },
    handler: async ({ actor, params, query }) => {
      const { kysely } = parts.database
      const report = await findFiledReport(kysely, params.id)
      if (report === null) throw notFound('report')
      await standingTo({ actor, action: 'report.read', incidentId: report.incidentId, what: 'report' }, parts)
      const receipt = await receiptInTime({ kysely, watch }, params.id, query.wait ?? 0)
      if (receipt === null) throw beforeLog()
      return receipt === 'waiting' ? waiting : fileAnswer(`${params.id}.tlog-proof`, receipt)
    },
  })
}

async function receiptInTime(parts: { readonly kysely: Queries; readonly watch: HeadWatch }, reportId: string, waitSeconds: number) {
  const limit = AbortSignal.timeout(waitSeconds * 1000)
  for (;;) {
    const seen = parts.watch.seen()
    const receipt = await issueReceipt(parts.kysely, reportId)
    if (receipt !== 'waiting' || waitSeconds === 0 || limit.aborted) return receipt
    await parts.watch.after(seen, limit)
  }
}

function bundleRoute(parts: ReceiptRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/incidents/{id}/bundle',
    operation: 'readCaseBundle',
    summary: 'The receipts of everything that happened to the reports of an incident, in one file, to be verified offline',
    tag: 'incidents',
    permission: 'report.read',
    params: Type.Object({ id: uuidSchema }),
    answers: {
      200: {
        description: 'A noroshi-case-bundle-1 file; an authority gets what others did by its commitment alone',
        contentType: receiptType,
      },
      202: { description: 'The log has not signed a head over any of it yet; ask again after Retry-After' },
      404: { description: 'No such incident, or not yours to see' },
      410: { description: 'The incident was reported before this installation had a log' },
    },
    handler: async ({ actor, params }) => {
      const { kysely } = parts.database
      const standing = await standingTo({ actor, action: 'report.read', incidentId: params.id, what: 'incident' }, parts)
      const authorities = await listAuthorities(kysely)
      const mayKnow = standing.own ? isTold(parts.clock.now()) : concernsAuthority(standing.actor.organisationId, authorities)
      const { receipts, told } = await issueCaseReceipts(kysely, params.id, mayKnow)
      if (receipts.length === 0 && (await endOfCase(kysely, params.id)) === null) throw beforeLog()
      if (receipts.length === 0) return waiting
      const names = namesIn(told, authorities)
      return fileAnswer(`${params.id}.case-bundle`, formatCaseBundle({ caseId: params.id, receipts, names }))
    },
  })
}

/** Its operator is told everything, and what two people of an authority had withheld once its time has come. */
function isTold(now: Temporal.Instant): MayKnow {
  return (_entry, withheldUntil) => withheldUntil === null || Temporal.Instant.compare(withheldUntil, now) <= 0
}

/** An authority sees its own acts and what was done towards it, and those of nobody else; reports, and what no authority did, are seen by all. */
function concernsAuthority(organisationId: string, authorities: readonly AuthorityRow[]): MayKnow {
  const own = new Set([organisationId, authorities.find((one) => one.organisationId === organisationId)?.code])
  return (entry) => !('authority' in entry) || own.has(entry.authority) || ('with' in entry && own.has(entry.with))
}

/** Entries name an authority by its code in rulebooks, or by its id where it has none. */
function namesIn(entries: readonly CaseEntry[], authorities: readonly AuthorityRow[]): ReadonlyMap<string, LocalText> {
  const named = new Set(entries.flatMap((entry) => ('authority' in entry ? [entry.authority, 'with' in entry ? entry.with : ''] : [])))
  const names = authorities.flatMap(({ code, organisationId, name }) => [code, organisationId].map((id) => [id, name] as const))
  return new Map(names.filter(([id]) => named.has(id)))
}

function fileAnswer(name: string, bytes: Uint8Array) {
  const headers = { 'content-disposition': `attachment; filename="${name}"` }
  return { contentType: receiptType, headers, body: Buffer.from(bytes) }
}

function beforeLog(): Problem {
  return new Problem(410, 'RECEIPT_NONE', 'This was filed before this installation had a log')
}
