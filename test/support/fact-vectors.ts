import { readdirSync, readFileSync } from 'node:fs'
import type { JsonObject } from '../../src/base/canonical-json.ts'
import { isJsonList, isJsonObject, textAt } from '../../src/base/json-object.ts'
import { parseJson } from '../../src/base/parse-json.ts'

/** Facts of one vector, and the instant that stands in for a clock event that they leave out. */
export type FactVector = { readonly name: string; readonly facts: JsonObject; readonly now: string }

const vectorFolder = new URL('../vectors/', import.meta.url)
const exampleFolder = new URL('../../docs/rulebook/examples/', import.meta.url)

const defaultNow = '2026-11-22T03:00:00Z'

/** Returns every vector under `test/vectors/` that is about facts, and the worked examples of the documentation, in the order of files and cases. */
export function factVectors(): FactVector[] {
  const vectors = jsonFiles(vectorFolder).flatMap((file) => casesIn(file, readJson(new URL(file, vectorFolder))))
  const examples = jsonFiles(exampleFolder).filter((file) => file !== 'outcomes.json')
  return [...vectors, ...examples.map((name) => ({ name, facts: readJson(new URL(name, exampleFolder)), now: defaultNow }))]
}

function jsonFiles(folder: URL): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
}

function readJson(path: URL): JsonObject {
  const whole = parseJson(readFileSync(path), { maxBytes: 8 * 1024 * 1024, maxDepth: 40, maxKeys: 500_000 })
  return isJsonObject(whole) ? whole : {}
}

function casesIn(file: string, whole: JsonObject): FactVector[] {
  const cases = whole['cases'] !== undefined && isJsonList(whole['cases']) ? whole['cases'] : []
  return cases.flatMap((entry): FactVector[] => {
    if (!isJsonObject(entry)) return []
    const facts = entry['facts']
    if (facts === undefined || !isJsonObject(facts)) return []
    const now = textAt(entry, 'now') ?? textAt(whole, 'now') ?? defaultNow
    return [{ name: `${file}: ${textAt(entry, 'name') ?? 'facts'}`, facts, now }]
  })
}
