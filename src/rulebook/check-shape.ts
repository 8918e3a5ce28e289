import type { Static, TSchema } from 'typebox'
import { Settings } from 'typebox/system'
import { Value } from 'typebox/value'
import { RulebookError } from './rulebook-error.ts'
import { patternText } from './schema-part.ts'

/**
 * Returns `input` as the type that `schema` describes.
 *
 * @param file Name of the data file, for the error's place.
 * @throws {RulebookError} `RULEBOOK_SHAPE`, naming the deepest place that does not fit.
 */
export function checkShape<Schema extends TSchema>(schema: Schema, input: unknown, file: string): Static<Schema> {
  if (Value.Check(schema, input)) return input
  const meant = errorsOfMeantBranch(everyError(schema, input))
  const deepest = meant.toSorted((left, right) => depth(right.instancePath) - depth(left.instancePath))[0]
  const pointer = deepest?.instancePath ?? ''
  const here = meant.filter((error) => error.instancePath === pointer)
  throw new RulebookError('RULEBOOK_SHAPE', expectation(here, valueAt(input, pointer)) ?? 'does not have the expected form', {
    place: { file, pointer },
  })
}

function valueAt(input: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce((value: unknown, step) => {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
      return typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined
    }, input)
}

type ShapeError = ReturnType<typeof Value.Errors>[number]

/** Returns the errors of every branch; by default the library stops after a few, before the branch that was meant. */
function everyError(schema: TSchema, input: unknown): ShapeError[] {
  const { maxErrors } = Settings.Get()
  Settings.Set({ maxErrors: 500 })
  try {
    return Value.Errors(schema, input).filter((error) => error.keyword !== 'anyOf' && error.keyword !== 'boolean')
  } finally {
    Settings.Set({ maxErrors })
  }
}

/**
 * In a union every branch reports its own failure. The author meant a branch whose fixed values agree; where none does, the fixed values of
 * those that are at least of the right type are what is wrong.
 */
function errorsOfMeantBranch(errors: readonly ShapeError[]): readonly ShapeError[] {
  const distances = new Map(
    [...Map.groupBy(errors, branchOf)].map(([branch, own]) => [branch, branch === '' ? 0 : distanceOf(own, branch)]),
  )
  const branches = [...distances].filter(([branch]) => branch !== '')
  const nearest = Math.min(...branches.map(([, distance]) => distance))
  const meant = errors.filter((error) => branchOf(error) === '' || distances.get(branchOf(error)) === nearest)
  const fixed = nearest === 1 ? meant.filter(isFixedValue) : []
  return fixed.length > 0 ? fixed : meant
}

/** Returns 0 for a branch whose fixed values agree, 1 where one does not, 2 for a value of another type. */
function distanceOf(errors: readonly ShapeError[], branch: string): number {
  if (errors.some(({ keyword, schemaPath }) => keyword === 'type' && schemaPath === branch)) return 2
  return errors.some(isFixedValue) ? 1 : 0
}

function isFixedValue({ keyword }: ShapeError): boolean {
  return keyword === 'const' || keyword === 'enum'
}

function branchOf({ schemaPath }: ShapeError): string {
  return /^.*\/anyOf\/\d+/u.exec(schemaPath)?.[0] ?? ''
}

/** Returns what was expected at one place: the allowed values of all branches together, or every complaint in words. */
function expectation(errors: readonly ShapeError[], found: unknown): string | null {
  const allowed = errors.flatMap(({ params }): unknown[] => {
    if ('allowedValue' in params) return [params.allowedValue]
    return 'allowedValues' in params && Array.isArray(params.allowedValues) ? params.allowedValues : []
  })
  if (allowed.length > 0)
    return `expected one of: ${[...new Set(allowed.map((value) => JSON.stringify(value)))].join(', ')}${foundText(found)}`
  return errors.length === 0 ? null : [...new Set(errors.map((error) => complaint(error, found)))].join('; ')
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'an object { … }',
  array: 'a list [ … ]',
  string: 'a text in double quotes',
  integer: 'a whole number without quotes',
  number: 'a number without quotes',
  boolean: 'true or false without quotes',
  null: 'null',
}

function complaint({ keyword, params, message }: ShapeError, found: unknown): string {
  if ('type' in params)
    return `expected ${[params.type]
      .flat()
      .map((type) => typeNames[type] ?? type)
      .join(' or ')}${foundText(found)}`
  if ('pattern' in params) return `expected ${patternText(String(params.pattern))}${foundText(found)}`
  if ('requiredProperties' in params) return `expected the ${keysText(params.requiredProperties)}`
  if ('additionalProperties' in params && Array.isArray(params.additionalProperties))
    return `the format does not have the ${keysText(params.additionalProperties)}`
  return `${keyword}: ${message}${foundText(found)}`
}

function keysText(keys: readonly unknown[]): string {
  return `${keys.length === 1 ? 'key' : 'keys'} ${keys.map((key) => JSON.stringify(key)).join(', ')}`
}

/** Returns what stands there instead, where that is short. */
function foundText(found: unknown): string {
  const text = typeof found === 'object' ? undefined : JSON.stringify(found)
  return text === undefined || text.length > 60 ? '' : `, found ${text}`
}

function depth(pointer: string): number {
  return pointer.split('/').length
}
