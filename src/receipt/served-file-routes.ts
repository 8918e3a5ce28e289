import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { receiptOf } from './issue-receipt.ts'
import { openingOfCommitment } from './log-entry-store.ts'
import { registeredNames } from './served-file.ts'
import { commitmentOfServedFile } from './served-file-store.ts'

const receiptType = 'text/plain; charset=utf-8'

/** Returns the route that proves to anybody that the log holds the hash of a file that is served. */
export function servedFileRoutes({ database }: { readonly database: Database }): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/download/{receipt}',
      operation: 'readServedFileReceipt',
      summary: 'The receipt of a file that is served, such as noroshi.mjs.tlog-proof: its hash stands in the log',
      tag: 'log',
      permission: 'public',
      params: Type.Object({ receipt: Type.String({ maxLength: 100 }) }),
      answers: {
        200: { description: 'A .tlog-proof file', contentType: receiptType },
        202: { description: 'The log has not signed a head over it yet; ask again after Retry-After' },
        404: { description: 'No file of that name is served' },
      },
      handler: async ({ params }) => {
        const name = params.receipt.replace(/\.tlog-proof$/, '')
        if (name === params.receipt || !registeredNames.includes(name)) throw notFound('file')
        const commitment = await commitmentOfServedFile(database.kysely, name)
        const placed = commitment === null ? null : await openingOfCommitment(database.kysely, commitment)
        if (placed === null) throw notFound('file')
        const receipt = await receiptOf(database.kysely, placed)
        if (receipt === null) return { status: 202, headers: { 'retry-after': '1' } }
        return { contentType: receiptType, headers: { 'cache-control': 'no-cache' }, body: Buffer.from(receipt) }
      },
    }),
  ]
}
