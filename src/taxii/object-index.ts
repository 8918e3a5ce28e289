/** One object as the index takes it. */
export type IndexedObject = {
  readonly stixId: string
  readonly type: string
  /** The instant of its version in milliseconds since 1970. */
  readonly versionMillis: number
  /** Its place: microseconds since 1970, greater than that of every object added before. */
  readonly addedMicros: number
  /** JSON in UTF-8. */
  readonly body: Uint8Array
}

/** Which versions of an object are asked for. */
export type VersionFilter = {
  readonly first: boolean
  readonly last: boolean
  readonly all: boolean
  /** Single versions, in milliseconds since 1970. */
  readonly millis: ReadonlySet<number>
}

/** Which entries are asked for, in the order in which they were added. */
export type Selection = {
  readonly afterMicros: number
  readonly limit: number
  readonly ids: ReadonlySet<string> | null
  readonly types: ReadonlySet<string> | null
  readonly versions: VersionFilter
}

/** Numbers of the selected entries, ascending, and whether more follow. */
export type Selected = { readonly entries: readonly number[]; readonly more: boolean }

const isLast = 1
const isFirst = 2
const smallestSegment = 64 * 1024
const largestSegment = 4 * 1024 * 1024
const comma = 0x2c

/**
 * The objects of one collection in memory, in the order in which they were added. Bodies lie behind one another with commas between,
 * so that a page of neighbours is one stretch of bytes. Adding is the only change.
 */
export class ObjectIndex {
  static #made = 0

  /** Another number for every index of this process, so that nothing rendered from one is taken for a page of another. */
  readonly number = ++ObjectIndex.#made

  #count = 0
  #added = new Float64Array(256)
  #version = new Float64Array(256)
  #type = new Uint8Array(256)
  #flags = new Uint8Array(256)
  #segmentOf = new Uint32Array(256)
  #offset = new Uint32Array(256)
  #length = new Uint32Array(256)
  readonly #segments: { readonly bytes: Buffer; used: number }[] = []
  readonly #ids: string[] = []
  readonly #types: string[] = []
  readonly #entriesOf = new Map<string, number | number[]>()

  /** How many versions of objects it holds. */
  get size(): number {
    return this.#count
  }

  /** The place of the newest entry in microseconds since 1970, or 0 where there is none. */
  get newestMicros(): number {
    return this.#count === 0 ? 0 : (this.#added[this.#count - 1] ?? 0)
  }

  /**
   * Adds one version of an object at the end.
   *
   * @throws {RangeError} if it does not come after all others.
   */
  add(object: IndexedObject): void {
    if (object.addedMicros <= this.newestMicros)
      throw new RangeError(`Cannot add ${object.stixId}: its place ${object.addedMicros} is not after ${this.newestMicros}`)
    if (this.#count === this.#added.length) this.#grow()
    const entry = this.#count
    this.#added[entry] = object.addedMicros
    this.#version[entry] = object.versionMillis
    this.#type[entry] = this.#typeNumber(object.type)
    this.#ids.push(object.stixId)
    this.#store(entry, object.body)
    this.#count += 1
    this.#link(entry, object.stixId)
  }

  /** Returns the first entries that match, at most `selection.limit`. */
  select(selection: Selection): Selected {
    const candidates = selection.ids === null ? null : this.#entriesWithIds(selection.ids)
    const entries: number[] = []
    if (candidates === null) {
      for (let entry = this.firstAfter(selection.afterMicros); entry < this.#count; entry++) {
        if (!this.#matches(entry, selection)) continue
        if (entries.length === selection.limit) return { entries, more: true }
        entries.push(entry)
      }
      return { entries, more: false }
    }
    const matching = candidates.filter((entry) => (this.#added[entry] ?? 0) > selection.afterMicros && this.#matches(entry, selection))
    return { entries: matching.slice(0, selection.limit), more: matching.length > selection.limit }
  }

  /** Returns the number of the first entry that was added after this instant, or the size where there is none. */
  firstAfter(micros: number): number {
    let low = 0
    let high = this.#count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#added[middle] ?? 0) > micros) high = middle
      else low = middle + 1
    }
    return low
  }

  /** Tells whether any version of this object is in the collection. */
  has(stixId: string): boolean {
    return this.#entriesOf.has(stixId)
  }

  /** Returns what is known of an entry beside its body. */
  describe(entry: number): Omit<IndexedObject, 'body'> {
    return {
      stixId: this.#ids[entry] ?? '',
      type: this.#types[this.#type[entry] ?? 0] ?? '',
      versionMillis: this.#version[entry] ?? 0,
      addedMicros: this.#added[entry] ?? 0,
    }
  }

  /**
   * Returns the bodies of the entries with commas between, as stretches of the bytes held here; nothing is copied, and nothing of it may be changed.
   */
  bodies(entries: readonly number[]): readonly Buffer[] {
    const runs: Buffer[] = []
    let start = 0
    for (let index = 1; index <= entries.length; index++) {
      const previous = entries[index - 1] ?? 0
      const next = entries[index]
      // Neighbours in one segment are one stretch, commas included.
      if (next === previous + 1 && this.#segmentOf[next] === this.#segmentOf[previous]) continue
      const segment = this.#segments[this.#segmentOf[previous] ?? 0]
      const end = (this.#offset[previous] ?? 0) + (this.#length[previous] ?? 0)
      if (segment !== undefined)
        runs.push(segment.bytes.subarray(this.#offset[entries[start] ?? 0] ?? 0, next === undefined ? end : end + 1))
      start = index
    }
    return runs
  }

  #matches(entry: number, selection: Selection): boolean {
    const { versions, types } = selection
    const flags = this.#flags[entry] ?? 0
    const versionMatches =
      versions.all ||
      (versions.last && (flags & isLast) !== 0) ||
      (versions.first && (flags & isFirst) !== 0) ||
      (versions.millis.size > 0 && versions.millis.has(this.#version[entry] ?? 0))
    return versionMatches && (types === null || types.has(this.#types[this.#type[entry] ?? 0] ?? ''))
  }

  #entriesWithIds(ids: ReadonlySet<string>): readonly number[] {
    return [...ids].flatMap((id) => this.#entriesOf.get(id) ?? []).toSorted((left, right) => left - right)
  }

  /** Keeps the marks of the oldest and the newest version of each object, by the instant of the version, not by its place. */
  #link(entry: number, stixId: string): void {
    const known = this.#entriesOf.get(stixId)
    if (known === undefined) {
      this.#entriesOf.set(stixId, entry)
      this.#flags[entry] = isFirst | isLast
      return
    }
    const entries = typeof known === 'number' ? [known, entry] : [...known, entry]
    this.#entriesOf.set(stixId, entries)
    const byVersion = entries.toSorted((left, right) => (this.#version[left] ?? 0) - (this.#version[right] ?? 0))
    for (const one of entries) this.#flags[one] = (one === byVersion[0] ? isFirst : 0) | (one === byVersion.at(-1) ? isLast : 0)
  }

  #store(entry: number, body: Uint8Array): void {
    let segment = this.#segments.at(-1)
    if (segment === undefined || segment.used + body.length + 1 > segment.bytes.length) {
      const wanted = Math.min(largestSegment, (segment?.bytes.length ?? smallestSegment / 2) * 2)
      segment = { bytes: Buffer.allocUnsafeSlow(Math.max(wanted, body.length + 1)), used: 0 }
      this.#segments.push(segment)
    }
    this.#segmentOf[entry] = this.#segments.length - 1
    this.#offset[entry] = segment.used
    this.#length[entry] = body.length
    segment.bytes.set(body, segment.used)
    segment.bytes[segment.used + body.length] = comma
    segment.used += body.length + 1
  }

  #typeNumber(type: string): number {
    const known = this.#types.indexOf(type)
    if (known >= 0) return known
    if (this.#types.length === 256) throw new RangeError(`Cannot add an object of type "${type}": there are 256 types already`)
    return this.#types.push(type) - 1
  }

  #grow(): void {
    const size = this.#added.length * 2
    this.#added = grown(this.#added, new Float64Array(size))
    this.#version = grown(this.#version, new Float64Array(size))
    this.#type = grown(this.#type, new Uint8Array(size))
    this.#flags = grown(this.#flags, new Uint8Array(size))
    this.#segmentOf = grown(this.#segmentOf, new Uint32Array(size))
    this.#offset = grown(this.#offset, new Uint32Array(size))
    this.#length = grown(this.#length, new Uint32Array(size))
  }
}

function grown<Column extends Float64Array | Uint8Array | Uint32Array>(old: Column, larger: Column): Column {
  larger.set(old)
  return larger
}
