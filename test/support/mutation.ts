import fc from 'fast-check'
import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject } from '#base/json-object.ts'

/** Steps from the root of a JSON value to a value in it. */
type Path = readonly (string | number)[]

/** Returns the path of every value in `value`, its own first. */
function everyPath(value: JsonValue, path: Path = []): Path[] {
  if (isJsonList(value)) return [path, ...value.flatMap((entry, index) => everyPath(entry, [...path, index]))]
  return isJsonObject(value) ? [path, ...Object.entries(value).flatMap(([key, entry]) => everyPath(entry, [...path, key]))] : [path]
}

/** Returns `value` with another value at `path`; undefined takes it away. */
function replaced(value: JsonValue, [step, ...rest]: Path, by: JsonValue | undefined): JsonValue {
  if (step === undefined) return by ?? null
  if (isJsonList(value)) {
    if (rest.length === 0 && by === undefined) return value.filter((_, index) => index !== step)
    return value.map((entry, index) => (index === step ? replaced(entry, rest, by) : entry))
  }
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).filter(([key]) => key !== String(step))
  const inner = value[String(step)] ?? null
  return Object.fromEntries(rest.length === 0 && by === undefined ? kept : [...kept, [String(step), replaced(inner, rest, by)]])
}

/** Values that a slip of the pen, or malice, puts where another belongs. */
const slips = fc.oneof(
  fc.constantFrom<JsonValue | undefined>(undefined, null, true, 0, -1, 1e308, '', ' ', 'unknown', [], {}, '2026-02-30', 'x'.repeat(5000)),
  fc.jsonValue({ maxDepth: 3 }).map((value) => value as JsonValue),
)

type Slip = (old: JsonValue, whole: JsonValue) => JsonValue | undefined

/** A slip that keeps most of a text: a character too many, too few or another, a word twice, the end cut off. */
const textSlips: fc.Arbitrary<Slip> = fc
  .tuple(fc.nat(400), fc.constantFrom('', '"', '(', '[', ' and ', ' = ', '.', '9', 'あ', '\u0000'))
  .map(([place, inserted]): Slip => (old) => {
    if (typeof old !== 'string' || old === '') return inserted
    const at = place % old.length
    return [old.slice(0, at) + inserted + old.slice(at + 1), old.slice(0, at) + inserted + old.slice(at), old.slice(0, at), old + old][
      place % 4
    ]
  })

/** A slip that puts a value of another place of the same file here, as copying and pasting does. */
const borrowings: fc.Arbitrary<Slip> = fc.nat(10_000).map((place): Slip => (_old, whole) => {
  const paths = everyPath(whole)
  return valueAt(whole, paths[place % paths.length] ?? [])
})

function valueAt(value: JsonValue, path: Path): JsonValue {
  return path.reduce<JsonValue>((inner, step) => {
    if (isJsonList(inner)) return inner[Number(step)] ?? null
    return isJsonObject(inner) ? (inner[String(step)] ?? null) : null
  }, value)
}

const anySlip: fc.Arbitrary<Slip> = fc.oneof(
  slips.map(
    (by): Slip =>
      () =>
        by,
  ),
  textSlips,
  borrowings,
)

/** Returns values that differ from one of `originals` in one to three places. */
export function mutationsOf(originals: readonly JsonValue[]): fc.Arbitrary<JsonValue> {
  const places = originals.map((value) => everyPath(value))
  return fc.nat(originals.length - 1).chain((index) => {
    const paths = places[index] ?? [[]]
    return fc
      .array(fc.tuple(fc.constantFrom(...paths), anySlip), { minLength: 1, maxLength: 3 })
      .map((changes) =>
        changes.reduce<JsonValue>(
          (value, [path, slip]) => replaced(value, path, slip(valueAt(value, path), value)),
          originals[index] ?? null,
        ),
      )
  })
}

/** Runs of a property over mutations: `MUTATIONS=10000` for all of them, `usual` where nothing is said, so that the tests stay quick. */
export function mutationRuns(usual: number): number {
  return Number(process.env['MUTATIONS'] ?? usual)
}
