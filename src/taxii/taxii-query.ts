import { Problem } from '#http/problem.ts'
import type { Selection, VersionFilter } from './object-index.ts'
import { readMicros } from './taxii-time.ts'

/** What a client may ask of objects, manifests and versions (TAXII 2.1, section 3.4). */
export type TaxiiQuery = Selection & {
  /** Names the filters; equal for queries that differ in position and size alone. */
  readonly filterKey: string
  /** Whether objects of STIX 2.1, the only ones here, are asked for. */
  readonly takesStix21: boolean
}

/** How many objects a page holds where the client does not say. */
const defaultPageSize = 100

/** The largest page; a larger limit is lowered to it. */
const largestPageSize = 1_000

const filterNames = ['match[id]', 'match[type]', 'match[version]', 'match[spec_version]'] as const
const lastVersion: VersionFilter = { first: false, last: true, all: false, millis: new Set() }

/**
 * Reads the query of a request; several values are separated by commas and mean "one of them", several filters mean "all of them".
 *
 * @throws {Problem} 400 `QUERY_INVALID` with the parameter.
 */
export function readTaxiiQuery(query: Readonly<Record<string, unknown>>): TaxiiQuery {
  const unknown = Object.keys(query).find((name) => name.startsWith('match[') && !filterNames.some((known) => known === name))
  if (unknown !== undefined) refuse(unknown, `one of ${filterNames.join(', ')}`)
  const ids = listOf(query, 'match[id]')
  const types = listOf(query, 'match[type]')
  const versions = listOf(query, 'match[version]')
  const specVersions = listOf(query, 'match[spec_version]')
  return {
    // Clients send both a position and the instant that they started from; the later of the two is where they are.
    afterMicros: Math.max(readAddedAfter(query), readNext(query)),
    limit: readLimit(query),
    ids: ids === null ? null : new Set(ids),
    types: types === null ? null : new Set(types),
    versions: versions === null ? lastVersion : readVersions(versions),
    takesStix21: specVersions === null || specVersions.includes('2.1'),
    filterKey: ids === null && types === null && versions === null ? '' : JSON.stringify([ids, types, versions]),
  }
}

/** Returns the value of `next` that leads on from the object at this place; made from data alone, so that any process at any time can read it. */
export function nextAfter(addedMicros: number): string {
  return String(addedMicros)
}

function readNext(query: Readonly<Record<string, unknown>>): number {
  const text = singleOf(query, 'next')
  if (text === null) return 0
  // `next` comes from the client and may be forged: it can only move within what the caller may see anyway.
  if (!/^\d{1,16}$/.test(text)) refuse('next', 'a value that an answer of this server gave')
  return Number(text)
}

function readAddedAfter(query: Readonly<Record<string, unknown>>): number {
  const text = singleOf(query, 'added_after')
  if (text === null) return 0
  return readMicros(text) ?? refuse('added_after', 'a timestamp such as 2026-10-01T00:00:00.000000Z')
}

function readLimit(query: Readonly<Record<string, unknown>>): number {
  const text = singleOf(query, 'limit')
  if (text === null) return defaultPageSize
  const limit = /^\d{1,15}$/.test(text) ? Number(text) : 0
  if (limit === 0) refuse('limit', 'a whole number greater than 0')
  return Math.min(limit, largestPageSize)
}

function readVersions(values: readonly string[]): VersionFilter {
  const instants = values.filter((value) => value !== 'first' && value !== 'last' && value !== 'all')
  const millis = instants.map((value) =>
    Math.floor((readMicros(value) ?? refuse('match[version]', 'first, last, all or timestamps')) / 1000),
  )
  return { first: values.includes('first'), last: values.includes('last'), all: values.includes('all'), millis: new Set(millis) }
}

function singleOf(query: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = query[name]
  if (value === undefined || value === '') return null
  return typeof value === 'string' ? value : refuse(name, 'one value')
}

function listOf(query: Readonly<Record<string, unknown>>, name: string): readonly string[] | null {
  const value = query[name]
  if (value === undefined) return null
  const parts = (Array.isArray(value) ? value : [value]).flatMap((part) => String(part).split(','))
  const values = parts.map((part) => part.trim()).filter((part) => part !== '')
  return values.length === 0 ? refuse(name, 'at least one value') : values
}

function refuse(name: string, expected: string): never {
  throw new Problem(400, 'QUERY_INVALID', `The parameter ${name} is wrong: expected ${expected}`)
}
