import { randomUUID } from 'node:crypto'
import Type from 'typebox'
import { languages } from '#base/language.ts'
import type { Database } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import type { Clock } from '#runtime/clock.ts'
import { renderedMarking } from '#warning/add-objects.ts'
import { warningBody } from '#warning/published-warning.ts'
import { objectsOfWarning } from '#warning/warning-object-store.ts'
import { clearanceOf } from '#warning/warning-routes.ts'
import { findPublished } from '#warning/warning-store.ts'
import type { PublishedWarning } from '#warning/warning-table.ts'
import { indicatorCsv } from './indicator-csv.ts'
import { createPdfShelf } from './pdf-shelf.ts'

const stixType = 'application/stix+json;version=2.1'
const csvType = 'text/csv; charset=utf-8'
const pdfType = 'application/pdf'

const common = {
  method: 'GET',
  tag: 'warnings',
  permission: 'warning.read',
  params: Type.Object({ id: uuidSchema }),
} as const

/** What files of single warnings are made from. */
export type WarningFileParts = {
  readonly database: Database
  readonly clock: Clock
  /** As readers see this server, without a trailing slash. */
  readonly origin: string
}

/** Returns the routes that give one warning as a file: a STIX 2.1 bundle, its indicators as CSV, or a PDF. */
export function warningFileRoutes(parts: WarningFileParts): readonly ActorRoute[] {
  return [stixRoute(parts), csvRoute(parts), pdfRoute(parts)]
}

async function find(parts: WarningFileParts, actor: Actor, id: string): Promise<PublishedWarning> {
  const warning = await findPublished(parts.database.kysely, clearanceOf(actor), id)
  if (warning === null) throw notFound('warning')
  return warning
}

function stixRoute(parts: WarningFileParts): ActorRoute {
  return route({
    ...common,
    path: '/api/v1/warnings/{id}/stix',
    operation: 'downloadWarningStix',
    summary: 'One warning as a STIX 2.1 bundle',
    answers: { 200: { description: 'A bundle', contentType: stixType }, 404: { description: 'Absent, or not for this caller' } },
    handler: async ({ actor, params }) => {
      const warning = await find(parts, actor, params.id)
      const objects = await objectsOfWarning(parts.database.kysely, warning)
      return {
        contentType: stixType,
        headers: attachment(`warning-${warning.id}.json`),
        body: bundleOf([renderedMarking(warning.tlp).body, ...objects]),
      }
    },
  })
}

function csvRoute(parts: WarningFileParts): ActorRoute {
  return route({
    ...common,
    path: '/api/v1/warnings/{id}/indicators.csv',
    operation: 'downloadWarningCsv',
    summary: 'The indicators of one warning as CSV for spreadsheets',
    answers: {
      200: { description: 'One line for each indicator', contentType: csvType },
      404: { description: 'Absent, or not for this caller' },
    },
    handler: async ({ actor, params }) => {
      const warning = await find(parts, actor, params.id)
      return { contentType: csvType, headers: attachment(`warning-${warning.id}.csv`), body: indicatorCsv(warningBody(warning)) }
    },
  })
}

function pdfRoute(parts: WarningFileParts): ActorRoute {
  const pdfs = createPdfShelf()
  return route({
    ...common,
    path: '/api/v1/warnings/{id}/pdf',
    operation: 'downloadWarningPdf',
    summary: 'One warning in its newest version as a PDF (PDF/UA), values defanged',
    perMinute: 60,
    query: Type.Object({ language: Type.Optional(Type.Enum([...languages], { description: 'Japanese where not given' })) }),
    answers: {
      200: { description: 'A PDF', contentType: pdfType },
      404: { description: 'Absent, or not for this caller' },
      501: { description: 'The typesetter is not installed on this server' },
    },
    handler: async ({ actor, params, query }) => {
      const warning = await find(parts, actor, params.id)
      const language = query.language ?? 'ja'
      const print = { warning: warningBody(warning, parts.clock.now()), language, origin: parts.origin }
      const pdf = await pdfs.get(print)
      if (pdf === null) throw new Problem(501, 'NO_TYPESETTER', 'This server has no typesetter; use another form of the warning')
      return { contentType: pdfType, headers: attachment(`warning-${warning.id}-${language}.pdf`), body: Buffer.from(pdf) }
    },
  })
}

/** The id of the bundle is random: it names the download, not what is in it. */
function bundleOf(objects: readonly Uint8Array[]): Buffer {
  const separated = objects.flatMap((object, index) => (index === 0 ? [object] : [Buffer.from(','), object]))
  return Buffer.concat([Buffer.from(`{"type":"bundle","id":"bundle--${randomUUID()}","objects":[`), ...separated, Buffer.from(']}')])
}

function attachment(name: string): Readonly<Record<string, string>> {
  return { 'content-disposition': `attachment; filename="${name}"` }
}
