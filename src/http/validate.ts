import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Problem, type ProblemPlace } from './problem.ts'

const compiled = new WeakMap<TSchema, Validator>()

/**
 * Checks `value` against `schema`.
 *
 * @param place Where the value came from; pointers start with it (`/body`, `/query`, `/params`).
 * @throws {Problem} 422 `INPUT_INVALID` with a JSON pointer and the expectation for each wrong place, at most twenty.
 */
export function validate(schema: TSchema, value: unknown, place: string): void {
  const validator = validatorOf(schema)
  if (validator.Check(value)) return
  const errors = validator
    .Errors(value)
    .slice(0, 20)
    .map((error): ProblemPlace => ({ pointer: place + error.instancePath, code: error.keyword.toUpperCase(), detail: error.message }))
  const first = errors[0]
  throw new Problem(422, 'INPUT_INVALID', `The request is not as expected: ${first?.pointer ?? place} ${first?.detail ?? 'is wrong'}`, {
    errors,
  })
}

function validatorOf(schema: TSchema): Validator {
  const known = compiled.get(schema)
  if (known !== undefined) return known
  const made = Compile(schema)
  compiled.set(schema, made)
  return made
}

/** Returns query values with numbers where `schema` asks for integers, since a URL carries text alone. */
export function readQuery(schema: TSchema, query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const properties = 'properties' in schema && typeof schema.properties === 'object' && schema.properties !== null ? schema.properties : {}
  const integers = new Set(
    Object.entries(properties)
      .filter(([, property]) => isInteger(property))
      .map(([name]) => name),
  )
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      integers.has(name) && typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
    ]),
  )
}

function isInteger(property: unknown): boolean {
  return typeof property === 'object' && property !== null && 'type' in property && property.type === 'integer'
}
