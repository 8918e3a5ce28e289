import { isJsonObject, listAt, textAt } from '#base/json-object.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import { KnownGoodError, knownGoodKinds, type KnownGoodList } from './known-good.ts'

/**
 * Returns the known-good list that `input` writes in the warninglist format of MISP.
 *
 * @param file Named in errors.
 * @throws {KnownGoodError} `KNOWN_GOOD_UNREADABLE` if it is no such list; `KNOWN_GOOD_KIND_UNSUPPORTED` for lists of the types `substring` and
 *   `regex`, which would refuse more than their authors meant, or hold the gate up.
 */
export function readWarninglist(input: JsonValue, file: string): KnownGoodList {
  if (!isJsonObject(input)) throw unreadable(file, 'expected an object')
  const name = textAt(input, 'name')
  const type = textAt(input, 'type')
  if (name === null || type === null) throw unreadable(file, 'expected "name" and "type"')
  const kind = knownGoodKinds.find((each) => each === type)
  if (kind === undefined) {
    const expected = knownGoodKinds.join(', ')
    throw new KnownGoodError(
      'KNOWN_GOOD_KIND_UNSUPPORTED',
      `Cannot use the known-good list ${file}: its type is "${type}", expected ${expected}`,
    )
  }
  const values = listAt(input, 'list').map((value, index) => {
    if (typeof value !== 'string' || value.trim() === '') throw unreadable(file, `entry ${index} is no text`)
    return value.trim()
  })
  if (values.length === 0) throw unreadable(file, 'expected a "list" of values')
  return { name, kind, values }
}

function unreadable(file: string, why: string): KnownGoodError {
  return new KnownGoodError('KNOWN_GOOD_UNREADABLE', `Cannot use the known-good list ${file}: ${why}`)
}
