import { canonicalJson, type JsonObject, type JsonValue } from '#base/canonical-json.ts'
import { isJsonList } from '#base/json-object.ts'
import { coreFields } from '#rulebook/core-field.ts'

/** What became of one answer between two versions of a report. */
export type AnswerChange = 'same' | 'added' | 'removed' | 'changed'

/** One answer in two versions; undefined where a version does not answer the field. */
export type ComparedAnswer = {
  readonly id: string
  readonly before: JsonValue | undefined
  readonly after: JsonValue | undefined
  readonly change: AnswerChange
}

/** Returns the answers of two versions side by side, in the order in which people meet the fields; fields that the common core does not have come last. */
export function compareVersions(before: JsonObject, after: JsonObject): readonly ComparedAnswer[] {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)])
  const known = coreFields.flatMap(({ id }) => (ids.delete(id) ? [id] : []))
  return [...known, ...[...ids].toSorted()].map((id) => {
    const pair = { before: valueAt(before, id), after: valueAt(after, id) }
    return { id, ...pair, change: changeOf(pair.before, pair.after) }
  })
}

/** Returns the entries of a list that only one of two versions has; anything that is no list counts as a list of itself. */
export function changedEntries(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): { readonly added: readonly JsonValue[]; readonly removed: readonly JsonValue[] } {
  return { added: missingIn(entriesOf(after), entriesOf(before)), removed: missingIn(entriesOf(before), entriesOf(after)) }
}

function valueAt(answers: JsonObject, id: string): JsonValue | undefined {
  return Object.hasOwn(answers, id) ? answers[id] : undefined
}

function changeOf(before: JsonValue | undefined, after: JsonValue | undefined): AnswerChange {
  if (before === undefined) return after === undefined ? 'same' : 'added'
  if (after === undefined) return 'removed'
  return canonicalJson(before) === canonicalJson(after) ? 'same' : 'changed'
}

function entriesOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return []
  return isJsonList(value) ? value : [value]
}

function missingIn(entries: readonly JsonValue[], others: readonly JsonValue[]): readonly JsonValue[] {
  const there = new Set(others.map((one) => canonicalJson(one)))
  return entries.filter((one) => !there.has(canonicalJson(one)))
}
