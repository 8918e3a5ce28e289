import { randomUUID } from 'node:crypto'
import type { JsonObject } from '#base/canonical-json.ts'
import { indicatorCsv } from '#feed/indicator-csv.ts'
import type { Chance } from '#warning/chance.ts'
import type { Gate } from '#warning/gate/gate.ts'
import type { Judgement } from '#warning/gate/judge.ts'
import { warningBody } from '#warning/published-warning.ts'
import { renderWarning } from '#warning/render-warning.ts'
import { reportText } from '#warning/render-text.ts'
import type { WarningContent } from '#warning/warning.ts'
import { judged } from '../support/judging.ts'

/** What the filer agrees to in every report of the corpus: the most that can be agreed to. */
export const agreedToAll: JsonObject = { 'share.consent': 'yes', 'share.tlp': 'clear', 'share.pap': 'clear', 'inc.certainty': 'confirmed' }

const at = Temporal.Instant.from('2026-11-22T14:59:00Z')
const chance: Chance = { newId: () => randomUUID(), below: () => 0 }

/** Returns what the gate makes of a shareable part whose filer agrees to everything. */
export function judgedOpenly(shareable: JsonObject, gate: Gate): Judgement {
  return judged(shareable, agreedToAll, { gate })
}

/** Returns every text that recipients get of a warning, on whatever channel: each string once, names of fields and figures too. */
export function textsOut(content: WarningContent): Set<string> {
  const warning = { id: randomUUID(), version: 1, act: 'release' as const, tlp: content.tlp, content }
  const body = warningBody({ ...warning, sequence: 1, signature: null, publishedAt: at.toString() })
  const objects = renderWarning(warning, { at, chance }).map((object): unknown => JSON.parse(Buffer.from(object.body).toString('utf8')))
  const texts = new Set(stringsOf([body, objects, reportText(content, 'release')]))
  for (const line of indicatorCsv(body).toString('utf8').split('\r\n')) texts.add(line)
  return texts
}

/** Returns every string in `value`, with the names of its fields and its numbers. */
export function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Array.isArray(value) ? value.flatMap(stringsOf) : Object.entries(value).flatMap(([name, inner]) => [name, ...stringsOf(inner)])
}
