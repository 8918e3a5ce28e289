import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { RulebookError } from './rulebook-error.ts'

/**
 * Returns `input` as the type that `schema` describes.
 *
 * @param file Name of the data file, for the error's place.
 * @throws {RulebookError} `RULEBOOK_SHAPE`, naming the deepest place that does not fit.
 */
export function checkShape<Schema extends TSchema>(schema: Schema, input: unknown, file: string): Static<Schema> {
  if (Value.Check(schema, input)) return input
  // In a union every branch reports its own failure; the deepest place is the one that its author meant.
  const errors = Value.Errors(schema, input).filter((error) => error.keyword !== 'anyOf' && error.keyword !== 'boolean')
  const deepest = errors.toSorted((left, right) => depth(right.instancePath) - depth(left.instancePath))[0]
  const extra = deepest?.keyword === 'additionalProperties' ? `: ${JSON.stringify(deepest.params)}` : ''
  throw new RulebookError('RULEBOOK_SHAPE', `${deepest?.message ?? 'does not have the expected form'}${extra}`, {
    place: { file, pointer: deepest?.instancePath ?? '' },
  })
}

function depth(pointer: string): number {
  return pointer.split('/').length
}
