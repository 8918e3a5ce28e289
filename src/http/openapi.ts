import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { formTypes, type Route } from './route.ts'

/** An OpenAPI 3.1 document. */
export type OpenApiDocument = JsonObject

/** Returns the OpenAPI 3.1 document of `routes`, paths in alphabetical order. */
export function openApiDocument<Actor>(routes: readonly Route<Actor>[], origin: string): OpenApiDocument {
  const paths: Record<string, Record<string, JsonValue>> = {}
  for (const route of routes.toSorted((left, right) => (left.path < right.path ? -1 : 1))) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Noroshi',
      version: '1',
      description:
        'File reports of cyberattacks, open them, and read the warnings that follow. Errors are RFC 9457 problems with a stable `code`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: origin }],
    security: [{ bearer: [] }, { basic: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API token' },
        basic: { type: 'http', scheme: 'basic', description: 'Any user name, the API token as password' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-noroshi',
          description: 'The session of a browser; acts also need the header Noroshi-Request: 1',
        },
      },
      schemas: { Problem: problemSchema },
    },
  }
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable, for machines' },
    detail: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: { pointer: { type: 'string', description: 'JSON pointer' }, code: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
}

function operationOf<Actor>(route: Route<Actor>): JsonObject {
  return plain({
    operationId: route.operation,
    summary: route.summary,
    tags: [route.tag],
    'x-permission': route.permission,
    ...(route.permission === 'public' ? { security: [] } : {}),
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.bodyStream === true ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } } : {}),
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: bodyContent(route) } }),
    responses: {
      ...Object.fromEntries(Object.entries(route.answers).map(([status, answer]) => [status, answerOf(Number(status), answer)])),
      default: { description: 'A problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  })
}

function bodyContent<Actor>({ body: schema, bodyForm }: Route<Actor>): object {
  return bodyForm === true ? Object.fromEntries(formTypes.map((type) => [type, { schema }])) : { 'application/json': { schema } }
}

function parametersOf(schema: unknown, place: 'path' | 'query'): readonly JsonValue[] {
  const { properties = {}, required = [] } = plain(schema ?? {}) as { properties?: JsonObject; required?: readonly string[] }
  return Object.entries(properties).map(([name, property]) => ({ name, in: place, required: required.includes(name), schema: property }))
}

function answerOf(
  status: number,
  answer: { readonly description: string; readonly schema?: unknown; readonly contentType?: string },
): JsonObject {
  if (status >= 400 || status === 204) return { description: answer.description }
  const contentType = answer.contentType ?? 'application/json'
  return {
    description: answer.description,
    content: { [contentType]: answer.schema === undefined ? {} : { schema: plain(answer.schema) } },
  }
}

/** Schemas carry symbols and functions of their library; the document is plain JSON. */
function plain(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject
}
