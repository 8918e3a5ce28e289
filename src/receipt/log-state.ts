import type { Queries } from '#database/database.ts'
import { findCondition, listWitnesses, type WitnessState } from './log-state-store.ts'
import { leavesPerHead } from './public-growth.ts'
import { findIdentity, listShards, type Shard } from './shard-store.ts'
import { findHead } from './tree-store.ts'

/** How the log is, as anybody may know. */
export type LogState = {
  /** Null before the log's process has run. */
  readonly origin: string | null
  /** The public head; null before the first. `at` is when the quorum vouched for it. */
  readonly head: { readonly size: number; readonly root: string; readonly at: string } | null
  readonly witnesses: readonly WitnessState[]
  readonly growth: {
    readonly leavesPerMinute: number
    readonly headSeconds: number
    readonly leavesPerHead: number
    /** Factor by which the last public head grew more than that: 1, or a power of two. */
    readonly overload: number
  } | null
  /** Code of the alarm for which the log signs nothing; null while it signs. */
  readonly refusal: string | null
  /** When the log's process last said so. */
  readonly toldAt: string | null
  /** All logs of this installation, the open one last. */
  readonly shards: readonly Shard[]
}

/** Returns how the log is, for the public: nothing here tells how much is filed. */
export async function readLogState(queries: Queries): Promise<LogState> {
  const [identity, head, condition, witnesses, shards] = await Promise.all([
    findIdentity(queries),
    findHead(queries, 'witnessed'),
    findCondition(queries),
    listWitnesses(queries),
    listShards(queries),
  ])
  return {
    origin: identity?.origin ?? null,
    head: head === null ? null : { size: head.size, root: head.root.toBase64(), at: head.at },
    witnesses,
    growth: condition === null ? null : growthOf(condition),
    refusal: condition?.refusal ?? null,
    toldAt: condition?.toldAt ?? null,
    shards,
  }
}

function growthOf({ leavesPerMinute, headSeconds, overload }: { leavesPerMinute: number; headSeconds: number; overload: number }) {
  return { leavesPerMinute, headSeconds, overload, leavesPerHead: leavesPerHead({ leavesPerMinute, headSeconds }) }
}
