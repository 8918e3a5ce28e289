import type { JsonObject } from '#base/canonical-json.ts'

/** An incident that never was: what its report says, and to which planted campaign it belongs. */
export type SimulatedIncident = {
  /** Days after the first day of the simulation. */
  readonly day: number
  readonly shareable: JsonObject
  /** Number of the campaign, or null for one that has nothing to do with any other. */
  readonly campaign: number | null
}

/** How many incidents are made, and of how many members the campaigns among them are. */
export type Simulation = { readonly unrelated: number; readonly campaigns: readonly number[]; readonly days: number; readonly seed: number }

type Entry = { readonly type: string; readonly value: string }

/**
 * Returns incidents as a country sees them in `days` days, in the order in which they come.
 *
 * Unrelated ones share what unrelated incidents do share: techniques, families and weaknesses in season by Zipf's law, hosting networks and file services that
 * many rent, tools that many use, names of files, mail services, and now and then a whole public feed that somebody pasted. Members of a campaign hold each a part
 * of its infrastructure beside noise of their own; those of a large one come within ten days.
 */
export function simulateIncidents({ unrelated, campaigns, days, seed }: Simulation): readonly SimulatedIncident[] {
  const chance = seededChance(seed)
  const made: SimulatedIncident[] = Array.from({ length: unrelated }, () => ({
    day: chance.below(days),
    shareable: shareableOf(noise(chance), chance),
    campaign: null,
  }))
  for (const [campaign, members] of campaigns.entries()) {
    const pool = ownArtefacts(chance, 24)
    const [start, length] = [chance.below(Math.max(1, days - 40)), members > 20 ? 10 : 40]
    for (let member = 0; member < members; member++) {
      const share = pool.filter(() => chance.happens(0.35))
      const held = share.length > 1 ? share : pool.slice(0, 2)
      made.push({ day: start + chance.below(length), shareable: shareableOf([...held, ...noise(chance)], chance), campaign })
    }
  }
  return made.toSorted((left, right) => left.day - right.day)
}

type Chance = {
  below(limit: number): number
  happens(probability: number): boolean
  zipf(count: number): number
  hex(digits: number): string
}

/** Randomness that is the same at every run (mulberry32). */
function seededChance(seed: number): Chance {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    below: (limit) => Math.floor(next() * limit),
    happens: (probability) => next() < probability,
    // By inversion of the continuous law with exponent 1: the first of them is the most frequent.
    zipf: (count) => Math.floor((count + 1) ** next()) - 1,
    hex: (digits) => Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join(''),
  }
}

/** Values that belong to one attacker alone: half of the addresses stand in networks of hosting services, which others rent from, too. */
function ownArtefacts(chance: Chance, count: number): readonly Entry[] {
  return Array.from({ length: count }, (): Entry => {
    switch (chance.below(4)) {
      case 0:
        return { type: 'sha256', value: chance.hex(64) }
      case 1:
        return { type: 'domain', value: `${chance.happens(0.5) ? 'cdn.' : ''}n${chance.hex(8)}.com` }
      case 2:
        return { type: 'ipv4', value: `${networkOf(chance)}.${chance.below(256)}` }
      default:
        return { type: 'url', value: `https://n${chance.hex(8)}.net/${chance.hex(4)}` }
    }
  })
}

function networkOf(chance: Chance): string {
  const hosted = chance.zipf(400)
  return chance.happens(0.5)
    ? `45.${100 + Math.floor(hosted / 200)}.${hosted % 200}`
    : `${50 + chance.below(40)}.${chance.below(256)}.${chance.below(256)}`
}

/** What an incident holds beside what is its attacker's own: things that others hold, too, with no connection. */
function noise(chance: Chance): readonly Entry[] {
  const own = chance.happens(0.03) ? 50 + chance.below(250) : 1 + chance.below(20)
  const entries = [...ownArtefacts(chance, own)]
  if (chance.happens(0.05)) entries.push({ type: 'domain', value: `files${chance.zipf(300)}.org` })
  if (chance.happens(0.08)) entries.push({ type: 'sha256', value: chance.zipf(3000).toString(16).padStart(64, 'a') })
  if (chance.happens(0.1)) entries.push({ type: 'file-name', value: `invoice${chance.zipf(100)}.pdf` })
  if (chance.happens(0.1)) entries.push({ type: 'email', value: `u${chance.hex(6)}@mail${chance.zipf(30)}.jp` })
  if (chance.happens(0.05)) entries.push({ type: 'ipv4', value: `62.3.${chance.zipf(200)}.7` })
  if (chance.happens(0.005)) {
    const from = chance.below(2000)
    for (let at = from; at < from + 300; at++) if (chance.happens(0.7)) entries.push({ type: 'domain', value: `feed${at}.info` })
  }
  return entries
}

function shareableOf(entries: readonly Entry[], chance: Chance): JsonObject {
  const techniques = Array.from({ length: 3 + chance.below(8) }, () => `T${1001 + chance.zipf(200)}`)
  return {
    'inc.kind': 'other',
    ioc: entries.map(({ type, value }) => ({ type, value })),
    'tec.ttp': [...new Set(techniques)],
    'tec.malware': chance.happens(0.5) ? [`Family ${chance.zipf(40)}`] : [],
    'tec.vuln': chance.happens(0.4) ? [{ cve: `CVE-2026-${1000 + chance.zipf(60)}` }] : [],
  }
}
