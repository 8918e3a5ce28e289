import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Validator } from '@cfworker/json-schema'
import { dutyDocument } from './duty-document.ts'
import cceaArticle5 from './jp/ccea-article-5.json' with { type: 'json' }
import head from './jp/rulebook.json' with { type: 'json' }
import sectors from './jp/sectors.json' with { type: 'json' }
import { schemaDocuments } from './schema-documents.ts'

const root = new URL('../../', import.meta.url)

for (const [path, text] of [...schemaDocuments(), dutyDocument()]) {
  test(`${path} says what the code says (./noroshi docs writes it)`, () => {
    assert.equal(readFileSync(new URL(path, root), 'utf8'), text)
  })
}

function validator(name: string): Validator {
  const text = schemaDocuments().get(`docs/rulebook/${name}`)
  assert.ok(text)
  return new Validator(JSON.parse(text) as object, '2020-12')
}

test('the JSON Schemas accept the data of Japan and refuse a misspelt key', () => {
  assert.equal(validator('law.schema.json').validate(cceaArticle5).valid, true)
  assert.equal(validator('rulebook.schema.json').validate(head).valid, true)
  assert.equal(validator('sectors.schema.json').validate(sectors).valid, true)
  assert.equal(validator('law.schema.json').validate({ ...cceaArticle5, stges: [] }).valid, false)
})
