import Type from 'typebox'
import { newestDirectory } from '#authority/directory-store.ts'
import { canonicalJson, type JsonObject } from '#base/canonical-json.ts'
import type { Database, Queries } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { jsonOfStatement } from '#key-directory/warning-statement.ts'
import { receiptOf } from '#receipt/issue-receipt.ts'
import { openingOfCommitment } from '#receipt/log-entry-store.ts'
import { clearanceOf } from './warning-routes.ts'
import { findSigned, type SignedVersion } from './gate-signature-store.ts'

/** Returns the route that gives a warning with everything that proves it without this server. */
export function warningStatementRoutes({ database }: { readonly database: Database }): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/warnings/{id}/statement',
      operation: 'readWarningStatement',
      summary:
        'A warning as the release gate signed it, with the directory that lists its key and its receipt of the log: a file for `noroshi verify`',
      tag: 'warnings',
      permission: 'warning.read',
      params: Type.Object({ id: uuidSchema }),
      query: Type.Object({
        version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'The newest one where it is not given' })),
      }),
      answers: {
        200: {
          description: 'The signed warning; `receipt` is null until the log has signed a head over its entry',
          contentType: 'application/json',
        },
        404: { description: 'Absent, not signed, or not for this caller' },
        410: { description: 'Taken down because it named somebody; the answer names the digest that the log has' },
      },
      handler: async ({ actor, params, query }) => {
        const wanted = { clearance: clearanceOf(actor), id: params.id, version: query.version ?? null }
        const signed = await findSigned(database.kysely, wanted)
        if (signed === null) throw notFound('warning')
        const { statement, takenDown } = signed
        if (statement === null) throw gone(takenDown ?? '')
        const body = Buffer.from(`${canonicalJson(await statementFile(database.kysely, { ...signed, statement }))}\n`)
        return { contentType: 'application/json; charset=utf-8', headers: { 'cache-control': 'no-cache' }, body }
      },
    }),
  ]
}

function gone(digest: string): Problem {
  const detail = `This version was taken down because it named somebody. Its signature and its entry in the log stay; the text that was signed had the SHA-256 ${digest}`
  return new Problem(410, 'WARNING_TAKEN_DOWN', detail)
}

async function statementFile(
  queries: Queries,
  { statement, signature, commitment }: SignedVersion & { readonly statement: string },
): Promise<JsonObject> {
  const placed = await openingOfCommitment(queries, commitment)
  const receipt = placed === null ? null : await receiptOf(queries, placed)
  return {
    format: 'noroshi-warning-statement-1',
    warning: JSON.parse(jsonOfStatement(statement)) as JsonObject,
    signature,
    directory: (await newestDirectory(queries))?.signed ?? null,
    receipt: receipt === null ? null : new TextDecoder().decode(receipt),
  }
}
