import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator, type Schema } from '@cfworker/json-schema'
import { sharedData } from './shared-data.ts'

/**
 * Returns a function that lists what the published JSON Schemas of STIX 2.1 find wrong with an object, empty if it is valid,
 * or null where those schemas are absent.
 */
export function stixSchemaProblems(): ((object: { readonly type: string }) => string[]) | null {
  const folder = sharedData('stix-schemas/schemas')
  if (folder === null) return null
  const schemas = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, schema: readSchema(join(folder, name)) }))
  const validators = new Map<string, Validator>()
  return (object) => {
    const own = schemas.find(({ name }) => name.endsWith(`/${object.type}.json`))
    if (own === undefined) return [`there is no schema for the type ${object.type}`]
    const validator = validators.get(own.name) ?? new Validator(own.schema, '2020-12', false)
    if (!validators.has(own.name)) for (const { schema } of schemas) if (schema !== own.schema) validator.addSchema(schema)
    validators.set(own.name, validator)
    return validator.validate(object).errors.map((error) => `${error.instanceLocation}: ${error.error}`)
  }
}

function readSchema(path: string): Schema {
  // The schemas escape hyphens outside of classes, which the regular expressions of JSON Schema (ECMA-262 with `u`) forbid.
  return JSON.parse(readFileSync(path, 'utf8').replaceAll('\\\\-', '-')) as Schema
}
