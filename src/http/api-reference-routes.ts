import { apiReferencePage, apiReferenceStyle } from './api-reference-page.ts'
import { openApiDocument, type OpenApiDocument } from './openapi.ts'
import { defineRoute, type Route } from './route.ts'

/** The page has no script and one style of our own. */
const referencePolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Returns the routes that describe `routes`: the OpenAPI document and the reference page made from it. */
export function apiReferenceRoutes<Actor>(routes: readonly Route<Actor>[], origin: string): readonly Route<Actor>[] {
  const own: readonly Route<Actor>[] = [
    documentRoute<Actor>(
      '/api/openapi.json',
      'readOpenApi',
      'The OpenAPI 3.1 document of this API',
      'application/json; charset=utf-8',
      () => JSON.stringify(document),
    ),
    documentRoute<Actor>('/api/docs', 'readApiReference', 'The reference of this API for people', 'text/html; charset=utf-8', () =>
      apiReferencePage(document),
    ),
    documentRoute<Actor>(
      '/api/docs/style.css',
      'readApiReferenceStyle',
      'The style of the reference',
      'text/css; charset=utf-8',
      () => apiReferenceStyle,
    ),
  ]
  const document: OpenApiDocument = openApiDocument([...routes, ...own], origin)
  return own
}

function documentRoute<Actor>(path: string, operation: string, summary: string, contentType: string, render: () => string): Route<Actor> {
  return defineRoute<Actor>({
    method: 'GET',
    path,
    operation,
    summary,
    tag: 'reference',
    permission: 'public',
    answers: { 200: { description: summary, contentType } },
    handler: () => ({ contentType, headers: { 'content-security-policy': referencePolicy, 'cache-control': 'no-cache' }, body: render() }),
  })
}
