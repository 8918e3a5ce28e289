import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { parsePolicy } from '#transparency-log/policy.ts'
import { tilePath, type Tile } from '#transparency-log/tile.ts'
import { ApiError } from '#ui/api-error.ts'
import { request, requestFile } from '#ui/api.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { followLog, type FollowedHead } from './watch-log.ts'

/** How one witness of the policy stands to the log, as the log tells. */
export type ShownWitness = {
  readonly name: string
  readonly outcome: 'cosigned' | 'away' | 'refused' | 'ahead' | 'forked'
  readonly size: number
  readonly cosignedAt: string | null
}

/** What the log tells of itself. */
export type ShownLogState = {
  readonly origin: string | null
  readonly witnesses: readonly ShownWitness[]
  readonly growth: { readonly headSeconds: number; readonly leavesPerHead: number; readonly overload: number } | null
  /** Code of the alarm for which it signs nothing. */
  readonly refusal: string | null
  readonly shards: readonly { readonly origin: string }[]
}

const stallSeconds = 120
const lookMs = 5_000
const mostHeads = 200

/** Returns the bytes of a public tile of this site's log. */
export function siteTiles(tile: Tile): Promise<Uint8Array> {
  return fileOf(`/log/${tilePath(tile)}`)
}

async function fileOf(path: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await requestFile(path, signal === undefined ? {} : { signal })
  if (bytes === null) throw new ApiError('ANSWER_UNREADABLE', `Cannot read ${path}: it is not there yet`, { status: 202 })
  return bytes
}

/** The query of what the log says of itself. */
export const logStateQuery = queryOptions({
  queryKey: ['log', 'state'],
  queryFn: ({ signal }) => request<ShownLogState>('/log/state', { signal }),
  refetchInterval: lookMs,
})

/** The query of how many openings were sealed: logged at once, told to the operator later; `withheld` of them are still to be told. */
export const sealedOpeningsQuery = queryOptions({
  queryKey: ['log', 'sealed-openings'],
  queryFn: ({ signal }) => request<{ readonly total: number; readonly withheld: number }>('/api/v1/audit/sealed-openings', { signal }),
})

/** Returns the query of the heads that this page has followed without contradiction, the newest last; an alarm is its error. */
export function followedQuery(client: QueryClient, policyText: string) {
  const queryKey = ['log', 'followed', policyText] as const
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }) => {
      const before = client.getQueryData<readonly FollowedHead[]>(queryKey) ?? []
      const head = await followLog(latestOfEach(before), {
        checkpoint: async () => new TextDecoder().decode(await fileOf('/log/checkpoint', signal)),
        tiles: siteTiles,
        policy: parsePolicy(policyText),
        now: Math.floor(browserNow().epochMilliseconds / 1000),
        stallSeconds,
      })
      return isNew(before, head) ? [...before, head].slice(-mostHeads) : before
    },
    refetchInterval: lookMs,
    retry: false,
    staleTime: 0,
    gcTime: Number.POSITIVE_INFINITY,
  })
}

function latestOfEach(heads: readonly FollowedHead[]): readonly FollowedHead[] {
  return [...new Map(heads.map((head) => [head.origin, head])).values()]
}

function isNew(before: readonly FollowedHead[], head: FollowedHead): boolean {
  const last = before.findLast(({ origin }) => origin === head.origin)
  return last?.size !== head.size || last.witnessedAt !== head.witnessedAt
}

/** Where the server says that a commitment lies; `index` is null while it has no place. */
export type ToldPlace = { readonly known: boolean; readonly origin: string | null; readonly index: number | null }

/** Returns where the server says that a commitment, in hexadecimal, lies. */
export function findPlace(commitment: string): Promise<ToldPlace> {
  return request<ToldPlace>(`/api/v1/log/leaves/${commitment}`)
}
