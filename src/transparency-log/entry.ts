import { isJsonObject } from '#base/json-object.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import { LogError } from './log-error.ts'

// What a value may be. Every value has one text, so that one act has one entry.
const shapes = {
  /** Id of a record: a UUID, or a short name such as that of an authority. */
  id: /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/,
  /** SHA-256 in hexadecimal. */
  hash: /^[0-9a-f]{64}$/,
  /** Why, in the officer's words or as a code: one line. */
  reason: /^(?=.*\S)[^\p{Cc}\p{Cs}]{1,500}$/u,
} as const

type Shape = keyof typeof shapes | 'count' | 'previous' | 'instant'

// Entries of one case number themselves and point back, so that its operator sees that none is missing between them.
const inCase = { case: 'id', seq: 'count', prev: 'previous' } as const
const filing = { ...inCase, report: 'id', stage: 'id', digest: 'hash' } as const
const published = { warning: 'id', version: 'count', digest: 'hash' } as const

/**
 * Everything that is logged, with its fields besides `kind` and `at`: the one list from which types and checks derive.
 *
 * `digest` is the SHA-256 of what was filed, published, listed or served; `recipient` that of the key to which a half was wrapped.
 *
 * A filing that came without a network has a kind of its own: `hand-in` for a file that an officer took in, with the instant `reached` at which it
 * reached the authority, from which its time counts; `phone` for a notice that an officer wrote down in a call.
 *
 * `shard` is the first leaf of a log that goes on where another was closed: origin, size and root of the last witnessed head of that one.
 */
export const entryKinds = {
  submit: filing,
  'follow-up': filing,
  withdraw: filing,
  'hand-in': { ...filing, authority: 'id', reached: 'instant' },
  phone: { ...filing, authority: 'id', officer: 'id' },
  acknowledge: { ...inCase, report: 'id', authority: 'id' },
  open: { ...inCase, report: 'id', authority: 'id', role: 'id', officer: 'id', purpose: 'reason', recipient: 'hash' },
  share: { ...inCase, report: 'id', authority: 'id', officer: 'id', with: 'id', recipient: 'hash' },
  recovery: { ...inCase, report: 'id', holders: 'count', purpose: 'reason', recipient: 'hash' },
  member: { authority: 'id', member: 'id', change: 'id', epoch: 'count', fingerprint: 'hash' },
  epoch: { authority: 'id', epoch: 'count', digest: 'hash' },
  directory: { version: 'count', digest: 'hash' },
  agreement: { agreement: 'id', change: 'id', digest: 'hash' },
  release: published,
  recall: published,
  bundle: { version: 'id', digest: 'hash' },
  shard: { log: 'id', size: 'count', root: 'hash' },
  cover: {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, Shape>>>>

/** What is logged: the name of a row of `entryKinds`. */
export type EntryKind = keyof typeof entryKinds

type ValueOf<S extends Shape> = S extends 'count' ? number : S extends 'previous' ? string | null : string

type EntryOf<Kind extends EntryKind> = { readonly kind: Kind; readonly at: string } & {
  readonly [Field in keyof (typeof entryKinds)[Kind]]: (typeof entryKinds)[Kind][Field] extends Shape
    ? ValueOf<(typeof entryKinds)[Kind][Field]>
    : never
}

/** One act as the log keeps it: what happened and when, by the log's clock (UTC with milliseconds). */
export type Entry = { readonly [Kind in EntryKind]: EntryOf<Kind> }[EntryKind]

/** An entry of a case. `seq` counts from 1; `prev` is the commitment before it in hexadecimal, null for the first. */
export type CaseEntry = Extract<Entry, { readonly case: string }>

/** Tells whether `entry` belongs to a case. */
export function isCaseEntry(entry: Entry): entry is CaseEntry {
  return 'case' in entry
}

/**
 * Returns `value` as an entry.
 *
 * @param value Hostile.
 * @throws {LogError} `ENTRY_MALFORMED` for an unknown kind, a missing or further field, or a value of another form. Names the field alone.
 */
export function readEntry(value: JsonValue): Entry {
  if (!isJsonObject(value)) throw malformed('entry')
  const { kind, at, ...rest } = value
  if (typeof kind !== 'string' || !Object.hasOwn(entryKinds, kind)) throw malformed('kind')
  if (!isInstant(at)) throw malformed('at')
  const fields: Readonly<Record<string, Shape>> = entryKinds[kind as EntryKind]
  const further = Object.keys(rest).find((name) => !Object.hasOwn(fields, name))
  if (further !== undefined) throw malformed('further field')
  for (const [name, shape] of Object.entries(fields)) if (!hasShape(rest[name], shape)) throw malformed(name)
  if ('seq' in fields && (rest['seq'] === 1) !== (rest['prev'] === null)) throw malformed('prev')
  return value as Entry
}

function hasShape(value: JsonValue | undefined, shape: Shape): boolean {
  if (shape === 'count') return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
  if (shape === 'instant') return isInstant(value)
  if (shape === 'previous') return value === null || hasShape(value, 'hash')
  return typeof value === 'string' && shapes[shape].test(value)
}

/** Tells whether `value` is the one text of an instant: UTC, with exactly three digits of fraction. */
function isInstant(value: JsonValue | undefined): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return false
  const milliseconds = Date.parse(value)
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === value
}

function malformed(field: string): LogError {
  return new LogError('ENTRY_MALFORMED', `Cannot read entry: ${field} is not of the expected form`)
}
