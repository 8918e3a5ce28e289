import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonValue } from '#base/canonical-json.ts'
import { checkShape } from './check-shape.ts'
import dora from './eu/dora-article-19.json' with { type: 'json' }
import { LawSchema } from './law-schema.ts'

function complaint(law: JsonValue): string {
  try {
    checkShape(LawSchema, law, 'law.json')
    return 'none'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const [initial] = dora.stages
const withLimit = (limit: JsonValue): JsonValue => ({ ...dora, stages: [{ ...initial, limit }] })

test('checkShape() says which values may stand at a place, over all branches of a union', () => {
  assert.equal(
    complaint({ ...dora, status: 'draft' }),
    'law.json/status: expected one of: "in-force", "proposed", "repealed", found "draft"',
  )
  assert.equal(
    complaint(withLimit({ unit: 'weeks', amount: 3 })),
    'law.json/stages/0/limit/unit: expected one of: "promptly", "minutes", "hours", "days", "months", "business-days", found "weeks"',
  )
})

test('checkShape() goes by the branch of a union that the author meant', () => {
  assert.match(complaint(withLimit({ unit: 'days', amount: 3 })), /^law\.json\/stages\/0\/limit: expected the keys "firstDay", "lastDay"$/u)
  assert.match(
    complaint(withLimit({ unit: 'hours', amount: 3.5 })),
    /^law\.json\/stages\/0\/limit\/amount: expected a whole number without quotes, found 3\.5$/u,
  )
})
