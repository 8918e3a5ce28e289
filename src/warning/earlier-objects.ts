import type { StixObject } from '#stix/stix-object.ts'
import type { StixOrigin } from '#stix/write-object.ts'

/** Keeps the ids of objects over the versions of a warning: what stays keeps its id and its `created`, and gets a later `modified`. */
export class EarlierObjects {
  readonly #standing: ReadonlyMap<string, StixObject>
  readonly #at: Temporal.Instant
  readonly #newId: () => string

  /** @param earlier Objects of earlier versions as they stand; those that are revoked are never taken up again (STIX 2.1, section 3.2). */
  constructor(earlier: readonly StixObject[], { at, newId }: { readonly at: Temporal.Instant; readonly newId: () => string }) {
    this.#standing = new Map(earlier.filter(({ revoked }) => revoked !== true).map((object) => [keyOf(object), object]))
    this.#at = at
    this.#newId = newId
  }

  /** Returns id and instants of an object: those of the earlier one with this key, or fresh ones. */
  identify(key: string, uuid?: string): Pick<StixOrigin, 'uuid' | 'createdAt' | 'modifiedAt'> {
    const earlier = this.#standing.get(key)
    if (earlier === undefined) return { uuid: uuid ?? this.#newId(), createdAt: this.#at, modifiedAt: this.#at }
    const id = earlier.id.slice(earlier.type.length + 2)
    return { uuid: id, createdAt: Temporal.Instant.from(earlier.created), modifiedAt: this.#after(earlier) }
  }

  /** Returns those of `objects` that differ from what stands already, beyond the instant. */
  changed(objects: readonly StixObject[]): readonly StixObject[] {
    const known = new Map([...this.#standing.values()].map((object) => [object.id, withoutInstant(object)]))
    return objects.filter((object) => known.get(object.id) !== withoutInstant(object))
  }

  /**
   * Returns the earlier objects that `kept` no longer holds, revoked.
   *
   * Techniques and weaknesses are left as they are: they are the world's and not the warning's, and a reader that merges them by their ATT&CK or CVE id would
   * lose them for every other source.
   */
  revoked(kept: readonly StixObject[]): readonly StixObject[] {
    const ids = new Set(kept.map(({ id }) => id))
    return [...this.#standing.values()]
      .filter(({ id, type }) => !ids.has(id) && type !== 'attack-pattern' && type !== 'vulnerability')
      .map((object) => ({ ...object, modified: this.#after(object).toString({ fractionalSecondDigits: 3 }), revoked: true }))
  }

  /** A version must be later than the one before, whatever the clock did. */
  #after({ modified }: StixObject): Temporal.Instant {
    const before = Temporal.Instant.from(modified)
    return Temporal.Instant.compare(this.#at, before) > 0 ? this.#at : before.add({ milliseconds: 1 })
  }
}

/** Returns what makes an object the same over the versions of a warning. */
function keyOf(object: StixObject): string {
  switch (object.type) {
    case 'indicator':
      return object.pattern_type === 'stix' ? object.id : `${object.pattern_type} ${object.pattern}`
    case 'attack-pattern':
      return object.external_references?.find(({ source_name: name }) => name === 'mitre-attack')?.external_id ?? object.id
    case 'vulnerability':
      return object.name
    case 'relationship':
      return `${object.source_ref} ${object.relationship_type} ${object.target_ref}`
    case 'report':
      return object.id
  }
}

function withoutInstant(object: StixObject): string {
  return JSON.stringify({ ...object, modified: '' })
}
