import Type, { type TObject } from 'typebox'
import type { Database } from '#database/database.ts'
import { Problem, notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { leafOf } from '#transparency-log/entry-commitment.ts'
import { LogError } from '#transparency-log/log-error.ts'
import { formatEntryBundle, parseTilePath, tileWidth, type Tile } from '#transparency-log/tile.ts'
import { receiptOf } from './issue-receipt.ts'
import { beginningOfShard } from './log-entry-store.ts'
import { readLogState } from './log-state.ts'
import { currentShard, findIdentity } from './shard-store.ts'
import { commitmentsBetween, findHead, storedTiles } from './tree-store.ts'

const noteType = 'text/plain; charset=utf-8'
const tileType = 'application/octet-stream'
const whole = 'public, max-age=31536000, immutable'
// Groups of three digits in the index of a tile, and the width of a partial one: a tree of 2^40 leaves has no longer path.
const mostSegments = 5

/** Returns the public routes of the log (C2SP tlog-tiles): its head, its tiles and whom to believe about it. They tell of no act. */
export function logRoutes(parts: { readonly database: Database }): readonly ActorRoute[] {
  return [
    checkpointRoute(parts),
    policyRoute(parts),
    stateRoute(parts),
    beginningRoute(parts),
    ...Array.from({ length: mostSegments }, (_, at) => tileRoute(parts, at + 1)),
  ]
}

function checkpointRoute({ database }: { readonly database: Database }): ActorRoute {
  return route({
    method: 'GET',
    path: '/log/checkpoint',
    operation: 'readCheckpoint',
    summary: 'The public head of the log, cosigned by the quorum of its witnesses (C2SP tlog-checkpoint)',
    tag: 'log',
    permission: 'public',
    answers: { 200: { description: 'A signed note', contentType: noteType }, 503: { description: 'The log has no public head yet' } },
    handler: async () => {
      const head = await findHead(database.kysely, 'witnessed')
      if (head === null) throw new Problem(503, 'LOG_NOT_READY', 'The log has no public head yet', { retryAfterSeconds: 1 })
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

const instant = Type.String({ format: 'date-time' })
const headSchema = Type.Object({ size: Type.Integer(), root: Type.String({ description: 'base64' }), at: instant })
const stateSchema = Type.Object({
  origin: Type.Union([Type.String(), Type.Null()]),
  head: Type.Union([headSchema, Type.Null()]),
  witnesses: Type.Array(
    Type.Object({
      name: Type.String(),
      verifierKey: Type.String(),
      outcome: Type.String({ description: 'cosigned, away, refused, ahead (has seen more than this log has) or forked (another tree)' }),
      size: Type.Integer({ description: 'Leaves of the head that it cosigned last' }),
      cosignedAt: Type.Union([instant, Type.Null()]),
      askedAt: instant,
    }),
  ),
  growth: Type.Union([
    Type.Object({
      leavesPerMinute: Type.Integer(),
      headSeconds: Type.Integer(),
      leavesPerHead: Type.Integer({ description: 'By which each public head is larger than the one before' }),
      overload: Type.Integer({ description: 'Factor by which the last one grew more than that: 1, 2, 4, …' }),
    }),
    Type.Null(),
  ]),
  refusal: Type.Union([Type.String(), Type.Null()], { description: 'Code of the alarm for which the log signs nothing' }),
  toldAt: Type.Union([instant, Type.Null()]),
  shards: Type.Array(
    Type.Object({ number: Type.Integer(), origin: Type.String(), verifierKey: Type.String(), url: Type.String(), openedAt: instant }),
  ),
})

function stateRoute({ database }: { readonly database: Database }): ActorRoute {
  return route({
    method: 'GET',
    path: '/log/state',
    operation: 'readLogState',
    summary:
      'How the log is: its public head, its witnesses, how it grows, whether it signs. The log says so of itself: the proof is in the checkpoint',
    tag: 'log',
    permission: 'public',
    answers: { 200: { description: 'The state of the log', schema: stateSchema } },
    handler: async () => ({ headers: { 'cache-control': 'no-store' }, body: await readLogState(database.kysely) }),
  })
}

function beginningRoute({ database }: { readonly database: Database }): ActorRoute {
  return route({
    method: 'GET',
    path: '/log/beginning',
    operation: 'readLogBeginning',
    summary: 'Proof of the first leaf of a log that goes on where another was closed: it commits to the last witnessed head of that one',
    tag: 'log',
    permission: 'public',
    answers: {
      200: { description: 'A .tlog-proof file', contentType: noteType },
      404: { description: 'The log is the first of this installation, or no head covers its first leaf yet' },
    },
    handler: async () => {
      const placed = await beginningOfShard(database.kysely, await currentShard(database.kysely))
      const receipt = placed === null ? null : await receiptOf(database.kysely, placed)
      if (receipt === null) throw notFound('log')
      return { contentType: noteType, body: Buffer.from(receipt) }
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
      const shard = await currentShard(database.kysely)
      if (!covers((await findHead(database.kysely, 'witnessed', shard))?.size ?? 0, tile)) throw notFound('tile')
      const bytes = tile.level === 'entries' ? await entryBundle(database, shard, tile) : await storedTiles(database.kysely, shard)(tile)
      return { contentType: tileType, headers: { 'cache-control': whole }, body: Buffer.from(bytes) }
    },
  })
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

async function entryBundle({ kysely }: Database, shard: number, { index, width }: Tile): Promise<Uint8Array> {
  const start = index * tileWidth
  const commitments = await commitmentsBetween(kysely, { shard, start, end: start + width })
  return formatEntryBundle(commitments.map(leafOf))
}
