import { isJsonObject, listAt, textAt } from '#base/json-object.ts'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import type { IndicatorType } from '#indicator/indicator.ts'
import { KnownGoodError, knownGoodKinds, type KnownGoodList } from './known-good.ts'

/**
 * Returns the known-good list that `input` writes in the warninglist format of MISP.
 *
 * @param file Named in errors.
 * @throws {KnownGoodError} `KNOWN_GOOD_UNREADABLE` if it is no such list; `KNOWN_GOOD_KIND_UNSUPPORTED` for a type that the format does not have.
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
  return { name, kind, values, types: typesOf(input) }
}

/** Returns the types of indicator that `matching_attributes` stands for; null, for all, where it is missing or names one that we do not know. */
function typesOf(input: JsonObject): readonly IndicatorType[] | null {
  const attributes = listAt(input, 'matching_attributes')
  const types = attributes.map((attribute) => (typeof attribute === 'string' ? attributeTypes(attribute) : null))
  return types.length === 0 || types.includes(null) ? null : [...new Set(types.flatMap((one) => one ?? []))]
}

const addresses = ['ipv4', 'ipv4-range', 'ipv6', 'ipv6-range'] as const
const typesByAttribute: Readonly<Record<string, readonly IndicatorType[]>> = {
  'ip-src': addresses,
  'ip-dst': addresses,
  ip: addresses,
  domain: ['domain'],
  hostname: ['domain'],
  url: ['url'],
  uri: ['url'],
  link: ['url'],
  'email-src': ['email'],
  'email-dst': ['email'],
  email: ['email'],
  md5: ['md5'],
  sha1: ['sha1'],
  sha256: ['sha256'],
  filename: ['file-name'],
  vulnerability: ['cve'],
  // Digests and ports that no indicator of ours has.
  sha224: [],
  sha384: [],
  sha512: [],
  ssdeep: [],
  port: [],
}

/** A composite such as `domain|ip` stands for both of its parts. */
function attributeTypes(attribute: string): readonly IndicatorType[] | null {
  const parts = attribute.split('|').map((part) => (Object.hasOwn(typesByAttribute, part) ? typesByAttribute[part] : undefined))
  return parts.includes(undefined) ? null : parts.flatMap((part) => part ?? [])
}

function unreadable(file: string, why: string): KnownGoodError {
  return new KnownGoodError('KNOWN_GOOD_UNREADABLE', `Cannot use the known-good list ${file}: ${why}`)
}
