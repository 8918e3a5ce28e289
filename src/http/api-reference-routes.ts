import { apiReferencePage, apiReferenceStyle } from './api-reference-page.ts'
import { openApiDocument, type OpenApiDocument } from './openapi.ts'
import { defineRoute, type Route } from './route.ts'

/** The page has no script and one style of our own. */
const referencePolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Returns the routes that describe `routes`: the OpenAPI document and the reference page made from it. */
export function apiReferenceRoutes<Actor>(routes: readonly Route<Actor>[], origin: string): readonly Route<Actor>[] {
  const own: readonly Route<Actor>[] = [
    documentRoute({
      path: '/api/openapi.json',
      operation: 'readOpenApi',
      summary: 'The OpenAPI 3.1 document of this API',
      contentType: 'application/json; charset=utf-8',
      render: () => JSON.stringify(document),
    }),
    documentRoute({
      path: '/api/docs',
      operation: 'readApiReference',
      summary: 'The reference of this API for people',
      contentType: 'text/html; charset=utf-8',
      render: () => apiReferencePage(document),
    }),
    documentRoute({
      path: '/api/docs/style.css',
      operation: 'readApiReferenceStyle',
      summary: 'The style of the reference',
      contentType: 'text/css; charset=utf-8',
      render: () => apiReferenceStyle,
    }),
  ]
  const document: OpenApiDocument = openApiDocument([...routes, ...own], origin)
  return own
}

type DescribedDocument = {
  readonly path: string
  readonly operation: string
  readonly summary: string
  readonly contentType: string
  readonly render: () => string
}

function documentRoute<Actor>({ path, operation, summary, contentType, render }: DescribedDocument): Route<Actor> {
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
