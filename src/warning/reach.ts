import type { LocalText } from '#base/language.ts'

/** How a version stands with a recipient: it has it, it is still to get it, or it will not by itself. */
export type ReachState = 'reached' | 'waiting' | 'lost'

/** How many got a version, by channel and how it stands with them. */
export type ReachCount = { readonly channel: string; readonly state: ReachState; readonly count: number }

/** Who let its name be shown, and how the version stands with it. */
export type ReachName = {
  readonly name: LocalText
  readonly channel: string
  readonly state: ReachState
  readonly at: string | null
  /** Where it can be called; empty where no number is known. */
  readonly phones: readonly string[]
}

/** A version that is out, and whom it reached. */
export type Reach = {
  readonly versionId: string
  readonly act: string
  readonly publishedAt: string
  readonly counts: readonly ReachCount[]
  /** Empty for whoever may not see names. */
  readonly names: readonly ReachName[]
}

/** How a version stands on one channel. */
export type ChannelReach = { readonly channel: string } & Readonly<Record<ReachState, number>>

/** Returns how a version stands on each channel, in the order in which the channels come. */
export function byChannel(counts: readonly ReachCount[]): readonly ChannelReach[] {
  const channels = Map.groupBy(counts, ({ channel }) => channel)
  return [...channels].map(([channel, rows]) => {
    const sum = (state: ReachState): number => rows.filter((row) => row.state === state).reduce((total, { count }) => total + count, 0)
    return { channel, reached: sum('reached'), waiting: sum('waiting'), lost: sum('lost') }
  })
}

/** Returns whom to call: organisations that nothing sent has reached, those first that nothing will reach by itself. */
export function callList(names: readonly ReachName[]): readonly ReachName[] {
  const reached = new Set(names.filter(({ state }) => state === 'reached').map(({ name }) => name.ja))
  const missing = names.filter(({ name }) => !reached.has(name.ja))
  return missing.toSorted((left, right) => Number(right.state === 'lost') - Number(left.state === 'lost'))
}
