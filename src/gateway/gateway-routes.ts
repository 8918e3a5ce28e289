import Type from 'typebox'
import type { Language } from '#base/language.ts'
import { notFound, Problem } from '#http/problem.ts'
import { defineRoute, type Route, type RouteAnswer } from '#http/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { openingBodySchema } from '#opening/opening-schema.ts'
import type { Clock } from '#runtime/clock.ts'
import { ServiceError } from '#runtime/service-client.ts'
import type { Archive } from './archive-store.ts'
import type { ReceivedReport } from './archived-report.ts'
import type { Following } from './follow-authority.ts'
import { GatewayError } from './gateway-error.ts'
import { frontPage, pageStyle, reportPage, type FrontPage, type SearchForm } from './gateway-pages.ts'
import { insideChallenge, type InsideActor } from './inside-access.ts'
import { insideName, readKept, recordAct } from './inside-record.ts'
import { attachmentsOfKept } from './keep-attachments.ts'
import { keptAttachmentRoutes } from './kept-attachment-routes.ts'
import { searchArchive, type SearchWish } from './search-archive.ts'
import type { SearchIndex } from './search-index-store.ts'

/** What the routes of a gateway work with. */
export type GatewayRouteParts = {
  readonly archive: Archive
  readonly index: SearchIndex
  readonly following: Following
  readonly clock: Clock
  /** Folder of the ciphertext of attachments. */
  readonly attachmentFolder: string
  /** Tells whether the server answered the last time that it was asked. */
  readonly isServerHere: () => boolean
}

const pagePolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
const shownMost = 20
const day = Type.Optional(Type.String({ pattern: '^(\\d{4}-\\d\\d-\\d\\d)?$', description: 'Day in Japanese time' }))
const searchQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 200 })),
    operator: Type.Optional(Type.String({ maxLength: 100 })),
    from: day,
    until: day,
    kind: Type.Optional(Type.String({ maxLength: 40 })),
    stage: Type.Optional(Type.String({ maxLength: 40 })),
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    lang: Type.Optional(Type.Enum(['ja', 'en'])),
  },
  { additionalProperties: false },
)
type SearchQuery = Type.Static<typeof searchQuery>
const oneReport = Type.Object({ id: uuidSchema })
const common = { tag: 'gateway', challenge: insideChallenge } as const

/** Returns everything that a gateway answers to people inside: pages without scripts, and the same as JSON for the command line. */
export function gatewayRoutes(parts: GatewayRouteParts): readonly Route<InsideActor>[] {
  return [...pageRoutes(parts), ...keptAttachmentRoutes(parts), ...searchRoutes(parts), ...actRoutes(parts)]
}

function pageRoutes(parts: GatewayRouteParts): readonly Route<InsideActor>[] {
  return [
    defineRoute<InsideActor, never, typeof searchQuery>({
      ...common,
      method: 'GET',
      path: '/',
      operation: 'showSearch',
      summary: 'The page on which people search',
      permission: 'inside.search',
      query: searchQuery,
      answers: { 200: { description: 'The page', contentType: 'text/html' } },
      handler: ({ actor, query, headers }) =>
        html(frontPage(front(actor, query, parts), languageOf(query.lang, headers['accept-language']))),
    }),
    defineRoute({
      ...common,
      method: 'GET',
      path: '/reports/{id}',
      operation: 'showReport',
      summary: 'The page of one report',
      permission: 'inside.search',
      params: oneReport,
      query: Type.Object({ lang: Type.Optional(Type.Enum(['ja', 'en'])) }, { additionalProperties: false }),
      answers: { 200: { description: 'The page', contentType: 'text/html' }, 404: { description: 'Not in the archive' } },
      handler: ({ actor, params, query, headers }) => {
        const kept = readKept(actor, params.id, parts)
        const records = attachmentsOfKept(kept).map((one) => ({ ...one, record: parts.archive.findAttachment(one.filed.id) }))
        return html(reportPage({ kept, attachments: records }, languageOf(query.lang, headers['accept-language'])))
      },
    }),
    defineRoute<InsideActor>({
      ...common,
      method: 'GET',
      path: '/style.css',
      operation: 'readStyle',
      summary: 'The style of the pages',
      permission: 'public',
      answers: { 200: { description: 'The style', contentType: 'text/css' } },
      handler: () => ({ contentType: 'text/css; charset=utf-8', body: pageStyle }),
    }),
  ]
}

function searchRoutes(parts: GatewayRouteParts): readonly Route<InsideActor>[] {
  return [
    defineRoute<InsideActor, never, typeof searchQuery>({
      ...common,
      method: 'GET',
      path: '/api/v1/search',
      operation: 'searchArchive',
      summary: 'Reports of the archive that fit, newest first',
      permission: 'inside.search',
      query: searchQuery,
      answers: { 200: { description: 'A page of what was found, with the hits marked' } },
      handler: ({ actor, query }) => ({ body: search(actor, query, parts) }),
    }),
    defineRoute({
      ...common,
      method: 'GET',
      path: '/api/v1/reports/{id}',
      operation: 'readArchived',
      summary: 'One report of the archive with everything that it says',
      permission: 'inside.search',
      params: oneReport,
      answers: { 200: { description: 'The report' }, 404: { description: 'Not in the archive' } },
      handler: ({ actor, params }) => ({ body: readKept(actor, params.id, parts) }),
    }),
    defineRoute<InsideActor>({
      ...common,
      method: 'GET',
      path: '/api/v1/status',
      operation: 'readStatus',
      summary: 'What the gateway holds by step, its alarms, and whether the server answers',
      permission: 'inside.search',
      answers: { 200: { description: 'The status' } },
      handler: () => ({ body: statusOf(parts) }),
    }),
  ]
}

function actRoutes(parts: GatewayRouteParts): readonly Route<InsideActor>[] {
  return [
    defineRoute({
      ...common,
      method: 'POST',
      path: '/api/v1/reports/{id}/openings',
      operation: 'askForOpening',
      summary: 'Opens one report for the person who asks; the log names the gateway, its own record names the person',
      permission: 'inside.open',
      params: oneReport,
      body: Type.Object({ purpose: openingBodySchema.properties.purpose }, { additionalProperties: false }),
      answers: { 201: { description: 'Logged, opened and kept' }, 404: { description: 'The authority has not received it' } },
      handler: async ({ actor, params, body }) => ({
        status: 201,
        body: await openFor(actor, { reportId: params.id, purpose: body.purpose }, parts),
      }),
    }),
    defineRoute({
      ...common,
      method: 'GET',
      path: '/api/v1/acts',
      operation: 'listActs',
      summary: 'Who did what in this gateway, newest first',
      permission: 'inside.audit',
      query: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) }, { additionalProperties: false }),
      answers: { 200: { description: 'The newest acts' } },
      handler: ({ actor, query }) => {
        recordAct(actor, { act: 'audit', about: '' }, parts)
        return { body: { acts: parts.archive.acts(query.limit ?? 100) } }
      },
    }),
  ]
}

function search(actor: InsideActor, query: SearchQuery, parts: GatewayRouteParts) {
  const { lang: _, ...asked } = query
  // Opening the page is no search.
  if (Object.values(asked).some((value) => value !== '' && value !== 0))
    recordAct(actor, { act: 'search', about: JSON.stringify(asked) }, parts)
  return searchArchive(wishOf(query), parts)
}

function wishOf({ q = '', operator = '', from = '', until = '', kind = '', stage = '', offset = 0 }: SearchQuery): SearchWish {
  return {
    query: q,
    offset,
    ...(operator.trim() === '' ? {} : { operator }),
    ...(from === '' ? {} : { from: startOf(from, 0) }),
    ...(until === '' ? {} : { until: startOf(until, 1) }),
    ...(kind === '' ? {} : { kind }),
    ...(stage === '' ? {} : { stage }),
  }
}

function startOf(date: string, daysLater: number): string {
  try {
    return Temporal.PlainDate.from(date).add({ days: daysLater }).toZonedDateTime('Asia/Tokyo').toInstant().toString()
  } catch (cause) {
    throw new Problem(422, 'DATE_INVALID', `There is no such day as ${date}`, { cause })
  }
}

function front(actor: InsideActor, query: SearchQuery, parts: GatewayRouteParts): FrontPage {
  const { q = '', operator = '', from = '', until = '', kind = '', stage = '', offset = 0 } = query
  const form: SearchForm = { q, operator, from, until, kind, stage, offset }
  const { failed, waiting } = openIssues(parts)
  const { hits: strangers } = searchArchive({ query: '', offset: 0, isAlarming: true }, parts)
  return { form, result: search(actor, query, parts), failed, strangers, waiting }
}

function openIssues({ archive }: GatewayRouteParts): Pick<FrontPage, 'failed' | 'waiting'> {
  const failed: FrontPage['failed'][number][] = []
  const waiting: ReceivedReport[] = []
  for (const reportId of archive.idsAt(['failed', 'known']).slice(0, shownMost)) {
    const archived = archive.find(reportId)
    if (archived?.state.step === 'failed') failed.push({ report: archived.report, code: archived.state.code })
    else if (archived?.state.step === 'known') waiting.push(archived.report)
  }
  return { failed, waiting }
}

function statusOf(parts: GatewayRouteParts) {
  const { failed } = openIssues(parts)
  const { hits: strangers, total } = searchArchive({ query: '', offset: 0, isAlarming: true }, parts)
  return {
    server: parts.isServerHere() ? 'here' : 'away',
    reports: parts.archive.counts(),
    alarms: [
      ...failed.map(({ report, code }) => ({ reportId: report.reportId, code })),
      ...strangers.map(({ reportId }) => ({ reportId, code: 'signer' })),
    ],
    strangeSigners: total,
  }
}

async function openFor(actor: InsideActor, wish: { readonly reportId: string; readonly purpose: string }, parts: GatewayRouteParts) {
  const { reportId, purpose } = wish
  // Written down before anything leaves: whoever asks is known even if what follows breaks off.
  recordAct(actor, { act: 'open', about: reportId, purpose }, parts)
  try {
    const { report, state } = await parts.following.openFor(reportId, { purpose, askedBy: insideName(actor) })
    return {
      report,
      step: state.step,
      ...(state.step === 'failed' ? { code: state.code } : {}),
      ...(state.step === 'kept' ? { opening: state.opening } : {}),
    }
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'REPORT_UNKNOWN') throw notFound('report')
    if (error instanceof ServiceError)
      throw new Problem(503, error.code, 'The server does not open it now; the wish is kept and tried again', {
        retryAfterSeconds: 5,
        cause: error,
      })
    throw error
  }
}

function html(body: string): RouteAnswer {
  return { contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': pagePolicy }, body }
}

function languageOf(asked: string | undefined, accepted: string | undefined): Language {
  if (asked === 'ja' || asked === 'en') return asked
  return /^\s*en\b/i.test(accepted ?? '') ? 'en' : 'ja'
}
