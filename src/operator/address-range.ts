import ipaddr from 'ipaddr.js'

/** Addresses of one family from `first` to `last`, both included, as numbers. */
export type AddressRange = { readonly family: 4 | 6; readonly first: bigint; readonly last: bigint }

/**
 * Returns the addresses that `text` names, or null where it names none: an address (`192.0.2.1`), a network (`2001:db8::/32`) or two addresses
 * with a hyphen between (`192.0.2.1-192.0.2.9`). An IPv4 address in the mapped form of IPv6 is the IPv4 address.
 */
export function addressRange(text: string): AddressRange | null {
  const [from, to, more] = text.split('-')
  if (from === undefined || more !== undefined) return null
  if (to === undefined) return networkRange(text)
  const [low, high] = [networkRange(from.trim()), networkRange(to.trim())]
  if (low === null || high === null || low.family !== high.family || low.first > high.last) return null
  return { family: low.family, first: low.first, last: high.last }
}

function networkRange(text: string): AddressRange | null {
  const [address, prefix, more] = text.split('/')
  if (address === undefined || more !== undefined || !ipaddr.isValid(address)) return null
  if (!address.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(address)) return null
  const whole = bytesRange(ipaddr.parse(address).toByteArray())
  const bits = whole.family === 4 ? 32 : 128
  const length = prefix === undefined ? bits : Number(prefix)
  if (prefix !== undefined && (!/^[0-9]{1,3}$/u.test(prefix) || length > bits)) return null
  const hosts = (1n << BigInt(bits - length)) - 1n
  return plain({ family: whole.family, first: whole.first & ~hosts, last: whole.last | hosts })
}

/** Returns the one address of 4 or 16 `bytes`, in network order, as a range. */
export function bytesRange(bytes: readonly number[]): AddressRange {
  const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  return { family: bytes.length === 4 ? 4 : 6, first: value, last: value }
}

const mapped = 0xffffn << 32n

function plain(range: AddressRange): AddressRange {
  if (range.family === 4 || range.first >> 32n !== mapped >> 32n || range.last >> 32n !== mapped >> 32n) return range
  return { family: 4, first: range.first & 0xffffffffn, last: range.last & 0xffffffffn }
}

/** A range and whom it belongs to. */
export type OwnedRange<Owner> = { readonly range: AddressRange; readonly owner: Owner }

/** Ranges that can be searched by address, however many they are. */
export class AddressRanges<Owner> {
  readonly #families: ReadonlyMap<4 | 6, readonly Reach<Owner>[]>

  constructor(ranges: Iterable<OwnedRange<Owner>>) {
    const all = [...ranges]
    this.#families = new Map(([4, 6] as const).map((family) => [family, reaches(all.filter((owned) => owned.range.family === family))]))
  }

  /** Returns the owners of the ranges that share an address with `wanted`, each as often as it has such ranges. */
  overlapping(wanted: AddressRange): Owner[] {
    const sorted = this.#families.get(wanted.family) ?? []
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle]?.first ?? 0n) <= wanted.last) low = middle + 1
      else high = middle
    }
    const owners: Owner[] = []
    for (let at = low - 1, range = sorted[at]; range !== undefined && range.furthest >= wanted.first; range = sorted[--at]) {
      if (range.last >= wanted.first) owners.push(range.owner)
    }
    return owners
  }
}

/** A range, and the furthest that it and those that start before it reach. */
type Reach<Owner> = { readonly first: bigint; readonly last: bigint; readonly furthest: bigint; readonly owner: Owner }

function reaches<Owner>(ranges: readonly OwnedRange<Owner>[]): Reach<Owner>[] {
  const sorted = ranges.toSorted(
    (left, right) => Number(left.range.first > right.range.first) - Number(left.range.first < right.range.first),
  )
  let furthest = 0n
  return sorted.map(({ range, owner }) => {
    if (range.last > furthest) furthest = range.last
    return { first: range.first, last: range.last, furthest, owner }
  })
}
