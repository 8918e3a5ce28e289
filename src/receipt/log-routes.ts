import Type, { type TObject } from 'typebox'
import type { Database } from '#database/database.ts'
import { Problem, notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { leafOf } from '#transparency-log/entry-commitment.ts'
import { LogError } from '#transparency-log/log-error.ts'
import { formatEntryBundle, parseTilePath, tileWidth, type Tile } from '#transparency-log/tile.ts'
import { commitmentsBetween, findHead, findIdentity, storedTiles } from './tree-store.ts'

const noteType = 'text/plain; charset=utf-8'
const tileType = 'application/octet-stream'
const whole = 'public, max-age=31536000, immutable'
// Groups of three digits in the index of a tile, and the width of a partial one: a tree of 2^40 leaves has no longer path.
const mostSegments = 5

/** Returns the public routes of the log (C2SP tlog-tiles): its head, its tiles and whom to believe about it. They tell of no act. */
export function logRoutes(parts: { readonly database: Database }): readonly ActorRoute[] {
  return [checkpointRoute(parts), policyRoute(parts), ...Array.from({ length: mostSegments }, (_, at) => tileRoute(parts, at + 1))]
}

function checkpointRoute({ database }: { readonly database: Database }): ActorRoute {
  return route({
    method: 'GET',
    path: '/log/checkpoint',
    operation: 'readCheckpoint',
    summary: 'The newest public head of the log (C2SP tlog-checkpoint)',
    tag: 'log',
    permission: 'public',
    answers: { 200: { description: 'A signed note', contentType: noteType }, 503: { description: 'The log has signed nothing yet' } },
    handler: async () => {
      const head = await publicHead(database)
      if (head === null) throw new Problem(503, 'LOG_NOT_READY', 'The log has signed no head yet', { retryAfterSeconds: 1 })
      return { contentType: noteType, headers: { 'cache-control': 'no-store' }, body: head.checkpoint }
    },
  })
}

function policyRoute({ database }: { readonly database: Database }): ActorRoute {
  return route({
    method: 'GET',
    path: '/log/policy',
    operation: 'readLogPolicy',
    summary: 'Keys of the log and of its witnesses (C2SP tlog-policy); keep a copy, with it receipts are verified offline',
    tag: 'log',
    permission: 'public',
    answers: { 200: { description: 'A policy', contentType: noteType }, 503: { description: 'The log has not run yet' } },
    handler: async () => {
      const identity = await findIdentity(database.kysely)
      if (identity === null) throw new Problem(503, 'LOG_NOT_READY', 'The log has not run yet', { retryAfterSeconds: 1 })
      return { contentType: noteType, body: identity.policy }
    },
  })
}

function tileRoute({ database }: { readonly database: Database }, segments: number): ActorRoute {
  const names = Array.from({ length: segments }, (_, at) => `n${at + 1}`)
  const params: TObject = Type.Object(Object.fromEntries(['level', ...names].map((name) => [name, Type.String({ maxLength: 8 })])))
  return route({
    method: 'GET',
    path: `/log/tile/{level}/${names.map((name) => `{${name}}`).join('/')}`,
    operation: `readTile${segments}`,
    summary: 'Hashes of the tree or its leaves, 256 in a full tile (C2SP tlog-tiles)',
    tag: 'log',
    permission: 'public',
    params,
    answers: {
      200: { description: 'A tile', contentType: tileType },
      404: { description: 'No tile of the tree under the newest public head' },
    },
    handler: async ({ params: given }) => {
      const values = given as Readonly<Record<string, string>>
      const tile = readTilePath(['tile', values['level'], ...names.map((name) => values[name])].join('/'))
      if (!covers((await publicHead(database))?.size ?? 0, tile)) throw notFound('tile')
      const bytes = tile.level === 'entries' ? await entryBundle(database, tile) : await storedTiles(database.kysely)(tile)
      return { contentType: tileType, headers: { 'cache-control': whole }, body: Buffer.from(bytes) }
    },
  })
}

/** The witnessed head where there are witnesses; without any, the newest that the log signed. */
async function publicHead({ kysely }: Database) {
  return (await findHead(kysely, 'witnessed')) ?? (await findHead(kysely, 'signed'))
}

function readTilePath(path: string): Tile {
  try {
    return parseTilePath(path)
  } catch (error) {
    if (error instanceof LogError) throw notFound('tile')
    throw error
  }
}

function covers(size: number, { level, index, width }: Tile): boolean {
  return (index * tileWidth + width) * tileWidth ** (level === 'entries' ? 0 : level) <= size
}

async function entryBundle({ kysely }: Database, { index, width }: Tile): Promise<Uint8Array> {
  const start = index * tileWidth
  const commitments = await commitmentsBetween(kysely, start, start + width)
  return formatEntryBundle(commitments.map(leafOf))
}
