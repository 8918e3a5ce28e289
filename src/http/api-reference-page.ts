import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import type { OpenApiDocument } from './openapi.ts'

/** Returns the reference of the API as one HTML page without scripts, made from its OpenAPI document. */
export function apiReferencePage(document: OpenApiDocument): string {
  const operations = Object.entries(child(document, 'paths')).flatMap(([path, methods]) =>
    Object.entries(object(methods)).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation: object(operation) })),
  )
  const byTag = Map.groupBy(operations, ({ operation }) => text(array(operation['tags'])[0]))
  const contents = [...byTag.keys()].map((tag) => `<li><a href="#${escape(tag)}">${escape(tag)}</a></li>`).join('')
  const sections = [...byTag]
    .map(([tag, members]) => `<section><h2 id="${escape(tag)}">${escape(tag)}</h2>${members.map(operationSection).join('')}</section>`)
    .join('')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Noroshi API reference</title>
<link rel="stylesheet" href="/api/docs/style.css"></head>
<body><header><h1>Noroshi API</h1><p>${escape(text(child(document, 'info')['description']))} The machine-readable form is <a href="/api/openapi.json">OpenAPI 3.1</a>.</p></header>
<nav aria-label="Contents"><ul>${contents}</ul></nav><main>${sections}</main></body></html>
`
}

/** The style of the reference page. */
export const apiReferenceStyle = `:root{color-scheme:light dark}body{font:16px/1.6 system-ui,"Hiragino Sans","Noto Sans JP",sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
code,pre{font-family:ui-monospace,monospace;overflow-wrap:anywhere}pre{overflow:auto;padding:.75rem;border:1px solid;max-height:30rem;white-space:pre-wrap}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none}h3{margin-top:2.5rem}table{border-collapse:collapse}th,td{border:1px solid;padding:.25rem .5rem;text-align:left;vertical-align:top}
a:focus-visible,summary:focus-visible{outline:3px solid;outline-offset:2px}`

function operationSection({ path, method, operation }: { path: string; method: string; operation: JsonObject }): string {
  const id = text(operation['operationId'])
  return `<article><h3 id="${escape(id)}"><code>${method} ${escape(path)}</code></h3><p>${escape(text(operation['summary']))}</p><p>Permission: <code>${escape(text(operation['x-permission']))}</code></p>
${parameterTable(array(operation['parameters']))}${schemaBlock('Body', bodySchema(operation))}${answerTable(child(operation, 'responses'))}</article>`
}

function parameterTable(parameters: readonly JsonValue[]): string {
  if (parameters.length === 0) return ''
  const rows = parameters
    .map(object)
    .map(
      (one) =>
        `<tr><td><code>${escape(text(one['name']))}</code></td><td>${escape(text(one['in']))}</td><td><code>${escape(JSON.stringify(one['schema']))}</code></td></tr>`,
    )
  return `<table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Schema</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function answerTable(answers: JsonObject): string {
  const rows = Object.entries(answers).map(
    ([status, answer]) => `<tr><td>${escape(status)}</td><td>${escape(text(object(answer)['description']))}</td></tr>`,
  )
  return `<table><thead><tr><th scope="col">Status</th><th scope="col">Answer</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function bodySchema(operation: JsonObject): JsonValue {
  return child(child(child(operation, 'requestBody'), 'content'), 'application/json')['schema'] ?? null
}

function schemaBlock(title: string, schema: JsonValue): string {
  return schema === null
    ? ''
    : `<details><summary>${title}</summary><pre><code>${escape(JSON.stringify(schema, null, 2))}</code></pre></details>`
}

function object(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}

function child(value: JsonObject, key: string): JsonObject {
  return object(value[key])
}

function array(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : []
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
