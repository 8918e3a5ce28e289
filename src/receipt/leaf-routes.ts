import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { openingOfCommitment } from './log-entry-store.ts'
import { listShards } from './shard-store.ts'

const placeSchema = Type.Object({
  known: Type.Boolean({ description: 'False where no entry has this commitment' }),
  origin: Type.Union([Type.String(), Type.Null()], { description: 'The log that holds it' }),
  index: Type.Union([Type.Integer(), Type.Null()], { description: 'Its place in that log; null while it has none' }),
})

/** Returns the route by which an auditor finds where a commitment lies; what it stands for is told to nobody here. */
export function leafRoutes({ database }: { readonly database: Database }): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/log/leaves/{commitment}',
      operation: 'findLeaf',
      summary: 'Where a commitment lies in the log. The proof is in the public tiles',
      tag: 'log',
      permission: 'log.audit',
      params: Type.Object({ commitment: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
      answers: { 200: { description: 'Its place', schema: placeSchema } },
      handler: async ({ params }) => {
        const { kysely } = database
        const placed = await openingOfCommitment(kysely, Uint8Array.fromHex(params.commitment))
        if (placed === null) return { body: { known: false, origin: null, index: null } }
        const shard = (await listShards(kysely)).find(({ number }) => number === placed.shard)
        return { body: { known: true, origin: shard?.origin ?? null, index: placed.index } }
      },
    }),
  ]
}
