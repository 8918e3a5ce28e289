import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonObject, pointerTo } from '#base/json-object.ts'
import type { LocalText } from '#base/language.ts'
import { JsonError, parseJson } from '#base/parse-json.ts'
import { readFacts, type ReadFacts } from '../facts.ts'
import { filingPlanJson, readFilingPlan, type KnownLaws } from './filing-plan.ts'
import { noPlan, type Incident } from './incident.ts'
import { incidentText } from './incident-text.ts'

/** One fault of a line: the field as a JSON pointer (empty for the line as a whole), a code, and what was expected. */
export type LineFault = { readonly line: number; readonly pointer: string; readonly code: string; readonly message: LocalText }

/** An incident with its facts as the engine uses them. */
export type ReadIncident = { readonly incident: Incident; readonly read: ReadFacts }

/** A line that was read, or every fault of it. */
export type ReadLine = ReadIncident | { readonly faults: readonly LineFault[] }

/** Longest line of a file of incidents, in bytes. */
export const longestLineBytes = 1024 * 1024

const limits = { maxBytes: longestLineBytes, maxDepth: 12, maxKeys: 10_000 } as const
const longestId = 200

/**
 * Returns the incident that one line of a file states: a JSON object of facts, as `assess` takes them, and two keys of its own, both
 * optional: `id`, a text, and `filed`, when its stages are reported (see `readFilingPlan`).
 *
 * A fact that does not fit its field is a fault here, since counts that leave it out would say something else than the file.
 *
 * @param bytes Come from a stranger's file.
 * @param line Number of the line, from 1.
 */
export function readIncidentLine(bytes: Uint8Array, line: number, laws: KnownLaws): ReadLine {
  let value: JsonValue
  try {
    value = parseJson(bytes, limits)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    const message = error.message.replace(/^Cannot read JSON: (line 1, )?/u, '')
    return { faults: [{ line, pointer: '', code: error.code, message: { ja: message, en: message } }] }
  }
  if (!isJsonObject(value)) return { faults: [{ line, pointer: '', code: 'ANSWERS_NOT_OBJECT', message: incidentText.expectedObject }] }
  const { id, filed, ...facts } = value
  const read = readFacts(facts)
  const plan = filed === undefined ? { plan: noPlan } : readFilingPlan(filed, laws)
  const faults: LineFault[] = read.ignored.map(({ pointer, code, message }) => ({ line, pointer, code, message }))
  if (id !== undefined && !isId(id)) faults.push({ line, pointer: '/id', code: 'INCIDENT_ID', message: incidentText.expectedId })
  if ('faults' in plan) {
    for (const { path, message } of plan.faults)
      faults.push({ line, pointer: path.reduce<string>(pointerTo, '/filed'), code: 'FILED_VALUE', message })
  }
  if (faults.length > 0 || 'faults' in plan) return { faults }
  return { incident: { id: isId(id) ? id : `line-${line}`, facts, filed: plan.plan }, read }
}

function isId(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longestId && value.isWellFormed()
}

/** Returns the line of a file of incidents that {@link readIncidentLine} reads as `incident`, without its line feed. */
export function incidentLine({ id, facts, filed }: Incident): string {
  return JSON.stringify({ id, ...(filed.size === 0 ? {} : { filed: filingPlanJson(filed) }), ...facts })
}
