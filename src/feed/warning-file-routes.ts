import { randomUUID } from 'node:crypto'
import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { renderedMarking } from '#warning/add-objects.ts'
import { warningBody } from '#warning/published-warning.ts'
import { objectsOfWarning } from '#warning/warning-object-store.ts'
import { clearanceOf } from '#warning/warning-routes.ts'
import { findPublished } from '#warning/warning-store.ts'
import type { PublishedWarning } from '#warning/warning-table.ts'
import { indicatorCsv } from './indicator-csv.ts'

const stixType = 'application/stix+json;version=2.1'
const csvType = 'text/csv; charset=utf-8'

const common = {
  method: 'GET',
  tag: 'warnings',
  permission: 'warning.read',
  params: Type.Object({ id: uuidSchema }),
} as const

/** Returns the routes that give one warning as a file: a STIX 2.1 bundle, or its indicators as CSV. */
export function warningFileRoutes(parts: { readonly database: Database }): readonly ActorRoute[] {
  const find = async (actor: Actor, id: string): Promise<PublishedWarning> => {
    const warning = await findPublished(parts.database.kysely, clearanceOf(actor), id)
    if (warning === null) throw notFound('warning')
    return warning
  }
  return [
    route({
      ...common,
      path: '/api/v1/warnings/{id}/stix',
      operation: 'downloadWarningStix',
      summary: 'One warning as a STIX 2.1 bundle',
      answers: { 200: { description: 'A bundle', contentType: stixType }, 404: { description: 'Absent, or not for this caller' } },
      handler: async ({ actor, params }) => {
        const warning = await find(actor, params.id)
        const objects = await objectsOfWarning(parts.database.kysely, warning)
        return {
          contentType: stixType,
          headers: attachment(`warning-${warning.id}.json`),
          body: bundleOf([renderedMarking(warning.tlp).body, ...objects]),
        }
      },
    }),
    route({
      ...common,
      path: '/api/v1/warnings/{id}/indicators.csv',
      operation: 'downloadWarningCsv',
      summary: 'The indicators of one warning as CSV for spreadsheets',
      answers: {
        200: { description: 'One line for each indicator', contentType: csvType },
        404: { description: 'Absent, or not for this caller' },
      },
      handler: async ({ actor, params }) => {
        const warning = await find(actor, params.id)
        return { contentType: csvType, headers: attachment(`warning-${warning.id}.csv`), body: indicatorCsv(warningBody(warning)) }
      },
    }),
  ]
}

/** The id of the bundle is random: it names the download, not what is in it. */
function bundleOf(objects: readonly Uint8Array[]): Buffer {
  const separated = objects.flatMap((object, index) => (index === 0 ? [object] : [Buffer.from(','), object]))
  return Buffer.concat([Buffer.from(`{"type":"bundle","id":"bundle--${randomUUID()}","objects":[`), ...separated, Buffer.from(']}')])
}

function attachment(name: string): Readonly<Record<string, string>> {
  return { 'content-disposition': `attachment; filename="${name}"` }
}
